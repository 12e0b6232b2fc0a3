"""The reports that a piece rests on or judges, as articles: those on record, or stubs that say what is known of them."""

from sources.models import Article, ArticleAuthor, Citation, Speaker, Status
from sources.models.review import Method

from .facts import Facts
from .languages import UNKNOWN
from .mentions import Mention, mentions_in
from .names import is_nobody
from .speakers import Kind, speaker_named

Relation = Citation.Relation


def cite(article: Article, text: str, facts: Facts, by: str, notes: list[str]) -> list[Citation]:
    """Cite what the text names: `reviews` where it is introduced as a critique does it, else `reports`."""
    language = article.language.split("-")[0] if article.language else UNKNOWN
    outlets = Speaker.objects.named().filter(kind=Kind.PUBLICATION).values_list("name", "aliases")
    known = [spelling for name, aliases in outlets for spelling in (name, *aliases)]
    cited: list[Citation] = []
    for one in mentions_in(text, language, _own(article, facts), known, notes):
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
    for name in authors:
        if " " not in name and name not in nobody:
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
