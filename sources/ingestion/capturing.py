"""What was read becomes rows: an article, its snapshot, the reports that it reviews. Drafts, all of them, or nothing."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.utils import timezone

from sources.canonical import CANONICAL_VERSION, VERSIONS, canonical, canonicalise, sha256_of
from sources.models import Article, Citation, Snapshot
from sources.models.review import Method
from sources.signals import snapshot_captured

from . import doubts, plain
from .citing import cite, names_of, sign, stub_of
from .facts import Facts, Reading, Unreadable
from .languages import UNKNOWN, language_of
from .mentions import Mention
from .outlets import key_of
from .speakers import Kind, publisher_at, speaker_named
from .suggesting import suggest

HELD, NEVER_HELD = Snapshot.TextState.HELD, Snapshot.TextState.NEVER_HELD


@dataclass
class Report:
    """What came of it. `outcome` is created, captured (a new text of a known article), supplied (the text of a snapshot that was
    known by its hash) or unchanged."""

    outcome: str
    article: Article
    snapshot: Snapshot
    notes: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    suggestions: int = 0

    @property
    def furniture(self) -> int:
        """How many pieces of page furniture were removed from a text that was taken in now."""
        return 0 if self.outcome == "unchanged" else sum(one["times"] for one in self.snapshot.removed)


@transaction.atomic
def capture(reading: Reading, by: str, method: str = "file") -> Report:
    """Record what was read, as drafts of the handle `by`. Raises Unreadable where nothing is left of the text."""
    made = canonical(reading.text)
    if not made.text:
        raise Unreadable("Nothing is left of this text once the page furniture is removed.")
    with connection.cursor() as cursor:  # one at a time, so that the same text twice at once is one article
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sources.ingestion'))")
    known = _of_same_text(reading.text)
    if known is not None:
        return _again(known, reading)
    notes = list(reading.notes)
    facts = _completed(reading, made.text, notes)
    article = _at(facts.url)
    previous = article and article.snapshots.order_by("-captured_at", "-id").first()
    report = Report(
        "captured" if article else "created", article or _new_article(facts, by, notes), Snapshot()
    )
    if article is None:
        report.citations = cite(report.article, made.text, facts, by, notes)
    else:
        _compare(article, facts, notes)
    highlights = plain.highlights_in(made.text, notes)
    report.notes = list(dict.fromkeys(notes))
    report.snapshot = Snapshot.objects.create(
        article=report.article, text=made.text, text_state=HELD, sha256=sha256_of(made.text), length=len(made.text),
        canonical_version=CANONICAL_VERSION, highlights=highlights, method=method, captured_by=by,
        raw_sha256=sha256(reading.raw).hexdigest(), tool=reading.tool, tool_version=reading.tool_version,
        rights=reading.facts.rights, archive_url=reading.facts.archive_url, removed=made.removed, notes=report.notes,
    )  # fmt: skip
    report.suggestions = suggest(report.snapshot)
    if previous:
        snapshot_captured.send(sender=Snapshot, snapshot=report.snapshot, previous=previous)
    return report


# The same text again


def _of_same_text(raw: str) -> Snapshot | None:
    """The snapshot of this text under any version of the canonical form: that whose text is wanted first."""
    for version in sorted(VERSIONS, reverse=True):
        found = Snapshot.objects.filter(
            sha256=sha256_of(canonicalise(raw, version)), canonical_version=version
        )
        best = min(found, key=lambda one: one.text_state != NEVER_HELD, default=None)
        if best is not None:
            return best
    return None


def _again(known: Snapshot, reading: Reading) -> Report:
    report = Report("unchanged", known.article, known)
    if reading.facts.url and known.article.url and _key(reading.facts.url) != _key(known.article.url):
        report.notes.append(f"This very text is on record under {known.article.url}.")
    elif reading.facts.url and not known.article.url:
        report.notes.append(
            f"The article on record has no address; {reading.facts.url} can be entered there."
        )
    if known.text_state == NEVER_HELD:
        known.text, known.removed = canonical(reading.text, known.canonical_version)
        known.text_state = HELD
        known.save(update_fields=["text", "text_state", "removed"])
        report.outcome, report.suggestions = "supplied", suggest(known)
    elif known.text_state == Snapshot.TextState.TAKEN_DOWN:
        report.notes.append("This text was taken down for good, so it is not captured again.")
    return report


# The article


def _completed(reading: Reading, text: str, notes: list[str]) -> Facts:
    """What the page says, and else what its words say; with a note on what is missing."""
    said: list[str] = []
    printed = plain.facts_in(text, said)
    notes += [one for one in said if not (reading.facts.published_on and one.endswith(plain.NO_DATE))]
    facts = _not_of_the_future(_as_meant(reading.facts.or_else(printed)), notes)
    if set(facts.authors) < set(printed.authors):  # the markup of a page often names the first author alone
        facts = replace(facts, authors=printed.authors)
    if not facts.kind:
        facts = facts.or_else(Facts(kind=plain.kind_of(text)))
    if printed.publisher and facts.publisher and key_of(printed.publisher) != key_of(facts.publisher):
        notes.append(f"The text itself names {printed.publisher} as the outlet that brings it.")
    notes += [*doubts.about(text), *doubts.about_repairs(reading.text, text)]
    shown = language_of(text)
    if not facts.language:
        facts = facts.or_else(Facts(language=shown))
    elif shown != UNKNOWN and shown != facts.language.split("-")[0]:
        notes.append(f"The page says that its language is {facts.language}; the words look like {shown}.")
    for name, what in (("title", "title"), ("authors", "byline"), ("published_on", "date of publication")):
        if not getattr(facts, name):
            notes.append(f"No {what} was found. It stays empty.")
    if facts.language == UNKNOWN:
        notes.append("The language is not clear: choose it by hand.")
    notes += doubts.about_language(facts.language)
    return facts


def _not_of_the_future(facts: Facts, notes: list[str]) -> Facts:
    tomorrow = timezone.now().date() + timedelta(days=1)  # the day may have begun where it was published
    if facts.published_on is None or facts.published_on <= tomorrow:
        return facts
    notes.append(f"{facts.published_on} has not come yet, so the date of publication is left empty.")
    return replace(facts, published_on=None)


def _as_meant(facts: Facts) -> Facts:
    """The facts without the misreadings and odd spaces that the text is rid of."""

    def clean(words: str) -> str:
        return " ".join(canonicalise(words).split()) or words

    return replace(
        facts,
        title=clean(facts.title),
        publisher=clean(facts.publisher).split(" | ")[0].strip("™®© "),
        authors=tuple(map(clean, facts.authors)),
    )


def _key(url: str) -> str:
    """What two addresses of one page have in common: scheme, www, a slash at the end, a fragment and trackers aside."""
    parts = urlsplit(url)
    query = "&".join(
        p for p in parts.query.split("&") if p and not p.startswith(("utm_", "fbclid=", "gclid="))
    )
    return f"{(parts.netloc.lower()).removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def _at(url: str) -> Article | None:
    """The article on record at this address."""
    if not url:
        return None
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    stems = [
        f"{scheme}://{www}{host}{parts.path.rstrip('/')}"
        for scheme in ("https", "http")
        for www in ("", "www.")
    ]
    likely = Article.objects.none()
    for stem in stems:
        likely |= Article.objects.filter(url__startswith=stem)
    return next((one for one in likely.order_by("created_at", "pk") if _key(one.url) == _key(url)), None)


def _new_article(facts: Facts, by: str, notes: list[str]) -> Article:
    publisher = (
        speaker_named(facts.publisher, Kind.PUBLICATION, notes)
        if facts.publisher
        else publisher_at(facts.url)
    )
    if publisher is None:
        notes.append("No publisher was found. It stays empty.")
    elif not facts.publisher:
        notes.append(f"The publisher, {publisher}, is that of the address.")
    twin = facts.title and Article.objects.filter(title__iexact=facts.title, publisher=publisher).first()
    if twin:
        notes.append(
            f"Another article of that title is on record: {twin.pk}. If it is the same, withdraw or delete this one."
        )
    article = Article.objects.create(
        title=facts.title[:500], url=facts.url[:2000], publisher=publisher, published_on=facts.published_on,
        language=facts.language, kind=facts.kind or Article.Kind.REPORT, recorded_by=by,
        method=Method.SUGGESTED,
    )  # fmt: skip
    sign(article, facts.authors, notes)
    if facts.agency and publisher is None:
        notes.append(f"It names {facts.agency} as its source: it may be theirs, or a reprint.")
    elif facts.agency and publisher and facts.agency.casefold() not in names_of(publisher):
        article.syndicated_from = stub_of(Mention(facts.agency), by, notes)
        article.save(update_fields=["syndicated_from"])
        notes.append(f"It seems to reprint {facts.agency}: a stub stands for the original.")
    return article


def _compare(article: Article, facts: Facts, notes: list[str]) -> None:
    """An article on record stays as it is; what the new text says otherwise is for the curator."""
    if facts.title and facts.title != article.title:
        notes.append(f"The title is now “{facts.title}”; on record is “{article.title}”.")
    if facts.published_on and facts.published_on != article.published_on:
        notes.append(f"The date is now {facts.published_on}; on record is {article.published_on or 'none'}.")
