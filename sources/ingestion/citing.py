"""The reports that a piece rests on or judges, as articles: those on record, or stubs that say what is known of them."""

import re
from dataclasses import replace

from sources.models import Article, ArticleAuthor, Citation, Speaker, Status
from sources.models.review import Method

from .critique import judgement_in
from .facts import Facts
from .languages import UNKNOWN
from .mentions import Mention, mentions_in
from .names import is_nobody
from .outlets import AGENCIES, WELL_KNOWN, key_of
from .plain import MARK
from .speakers import Kind, speaker_named

Relation = Citation.Relation
LONG = 80  # characters: a shorter line is no paragraph
_SINGLE = re.compile(
    r"[^\s\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+"
)  # one word, in a script that has spaces


def cite(article: Article, text: str, facts: Facts, by: str, notes: list[str]) -> list[Citation]:
    """Cite what the text names: `reviews` where it is introduced as a critique does it, else `reports`."""
    language = article.language.split("-")[0] if article.language else UNKNOWN
    outlets = Speaker.objects.named().filter(kind=Kind.PUBLICATION).values_list("name", "aliases")
    known = [spelling for name, aliases in outlets for spelling in (name, *aliases)]
    cited: list[Citation] = []
    found = list(mentions_in(text, language, _own(article, facts), known, notes))
    if article.publisher is None:
        found = [one for one in found if not _may_be_its_own(one, notes)]
    for one in _judged(found, text, notes):
        stub = _on_record(one, notes) or stub_of(one, by, notes)
        relation = Relation.REVIEWS if one.reviews else Relation.REPORTS
        if stub.pk != article.pk and not any(citation.cited == stub for citation in cited):
            cited.append(Citation.objects.get_or_create(article=article, cited=stub, relation=relation)[0])
    _tell(cited, notes)
    if not facts.kind and any(citation.relation == Relation.REVIEWS for citation in cited):
        article.kind = Article.Kind.COMMENTARY
        article.save(update_fields=["kind"])
        notes.append("It reviews another report, so its kind is commentary. Check that.")
    return cited


def _may_be_its_own(one: Mention, notes: list[str]) -> bool:
    """Whether the outlet may be that of the piece itself, whose outlet is not known: one that is on record and speaks in general."""
    if one.authors or one.published_on or one.via or key_of(one.outlet) in map(key_of, AGENCIES | WELL_KNOWN):
        return False
    notes.append(
        f"{one.outlet} is named: it is what the piece rests on, or its own outlet. Enter it by hand."
    )
    return True


def _judged(found: list[Mention], text: str, notes: list[str]) -> list[Mention]:
    """The mentions, of which the first is reviewed where the first sentence introduces it with its authors and another one
    judges “the article”."""
    if not found or not found[0].authors or any(one.reviews for one in found):
        return found
    paragraphs = (line for line in text.split("\n") if len(line) > LONG and not MARK.match(line))
    opening = next(paragraphs, "").split(". ")[0]
    if found[0].outlet not in opening or found[0].authors[0] not in opening:
        return found
    sentence = judgement_in(text)
    if not sentence:
        return found
    notes.append(
        f"“{sentence[:120]}” judges a report: it is taken to be that of {found[0].outlet}. Check that."
    )
    return [replace(found[0], reviews=True), *found[1:]]


def _own(article: Article, facts: Facts) -> set[str]:
    """The names of its outlet, and of the agency that it reprints: what they say is no report of others."""
    names = {facts.publisher, facts.agency} - {""}
    reprinted = article.syndicated_from
    for outlet in (article.publisher, reprinted.publisher if reprinted else None):
        names |= names_of(outlet) if outlet else set()
    return names


def _tell(cited: list[Citation], notes: list[str]) -> None:
    retold = [str(one.cited.publisher or "an outlet") for one in cited if one.relation == Relation.REPORTS]
    if retold:
        notes.append(
            f"It retells what {', '.join(dict.fromkeys(retold))} published: cited as reports. If it judges that piece, change it to reviews."
        )


def names_of(speaker: Speaker) -> set[str]:
    return {name.casefold() for name in (speaker.name, *speaker.aliases)}


def sign(article: Article, authors: tuple[str, ...], notes: list[str]) -> None:
    """Set down who signs the article, in order."""
    outlet = names_of(article.publisher) if article.publisher else set()
    nobody = [name for name in authors if is_nobody(name) or name.casefold() in outlet]
    if nobody:
        notes.append(f"The byline “{', '.join(nobody)}” names no person, and is left out.")
    notes += [f"“{name}” in the byline may be several people. Check that." for name in authors if re.fullmatch(r"[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4})+", name)]  # fmt: skip
    for name in authors:
        if name in nobody or not _SINGLE.fullmatch(name):
            continue
        if len(authors) > 1:  # "Ann Lee, Berlin"
            nobody.append(name)
            notes.append(f"“{name}” in the byline may be a place or a role, and is left out.")
        else:
            notes.append(f"The byline “{name}” is a single word. Check that it is a person.")
    found = [
        speaker
        for name in authors
        if name not in nobody and (speaker := speaker_named(name, Kind.PERSON, notes))
    ]
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(article=article, speaker=speaker, position=place)
        for place, speaker in enumerate(dict.fromkeys(found))
    )


def _on_record(one: Mention, notes: list[str]) -> Article | None:
    """The article on record with this outlet, this day and these authors; others that it may be go into a note."""
    likely = Article.objects.exclude(status=Status.WITHDRAWN).filter(
        publisher__name__iexact=one.via or one.outlet
    )
    for author in one.authors:
        likely = likely.filter(authors__name__iexact=author)
    if one.published_on and one.authors:
        same = list(likely.filter(published_on=one.published_on)[:2])
        if len(same) == 1 and (not one.title or same[0].title.casefold() in ("", one.title.casefold())):
            return same[0]
    if one.authors and (maybe := likely.first()):
        notes.append(f"The report of {one.outlet} may be the article {maybe.pk} on record: {maybe}.")
    return None


def stub_of(one: Mention, by: str, notes: list[str]) -> Article:
    """A draft that says of a report what is known; one read through another outlet is that outlet's reprint."""
    original = Article.objects.create(
        title=one.title, publisher=speaker_named(one.outlet, Kind.PUBLICATION, notes), recorded_by=by, method=Method.SUGGESTED, language=UNKNOWN,
        published_on=None if one.via else one.published_on, kind=one.kind or Article.Kind.REPORT,
    )  # fmt: skip
    sign(original, one.authors, notes)
    if not one.via:
        return original
    return Article.objects.create(
        publisher=speaker_named(one.via, Kind.PUBLICATION, notes), published_on=one.published_on, recorded_by=by,
        syndicated_from=original, method=Method.SUGGESTED, language=UNKNOWN,
    )  # fmt: skip
