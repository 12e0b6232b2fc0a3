"""What the desk fills in by itself: who speaks in the sentence, in which role, how faithfully, and through whom."""

from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from claims.models import Statement
from sources.models import Article, Citation, Speaker

from . import marks, wording
from .answers import only
from .reading import held_text, may_read

NAMED = 6  # speakers offered of a paragraph
PASSED_ON = (Citation.Relation.REVIEWS, Citation.Relation.REPORTS)


@only("GET")
def proposals_view(request: HttpRequest, article: Any) -> JsonResponse:
    """GET `?start=…&end=…` (code points) and, once somebody is chosen, `&speaker=…`, or `&name=…` of somebody new."""
    may_read(request)
    row = get_object_or_404(Article.objects.select_related("publisher"), pk=article)
    snapshot = held_text(row)
    start, end = (as_number(request.GET.get(name)) for name in ("start", "end"))
    speaker = Speaker.objects.filter(pk=as_number(request.GET.get("speaker"))).first()
    text = snapshot.text if snapshot and snapshot.text else ""
    end = min(end, len(text))
    answer: dict[str, Any] = {
        "speakers": [*somebody_new(text, start, end), *map(marks.speaker, speakers_near(text, start, end))]
    }
    if text and start < end:
        own = speaker is not None and speaker.pk == row.publisher_id
        assert snapshot is not None
        answer["fidelity"] = wording.fidelity_of(text, start, end, snapshot.highlights, own_voice=own)
    name = " ".join(request.GET.get("name", "").replace("\0", "").split())[:200]
    if speaker or name:
        somebody = speaker or Speaker(name=name, kind=Speaker.Kind.PERSON)
        answer |= of_speaker(row, somebody, text, (start, end))
    return JsonResponse(answer)


def as_number(value: str | None) -> int:
    """0 for what is none: a proposal that cannot be made is left out, not refused."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0


def of_speaker(article: Article, speaker: Speaker, text: str, place: tuple[int, int]) -> dict[str, Any]:
    """As the last statement of the same speaker in this article has it; else as the text prints it. One not saved has none.

    When and where it was said are of each statement alone, so they are never copied.
    """
    last = last_said(article, speaker)
    names = spellings(speaker)
    sentence = text[slice(*wording.sentence_at(text, *place))] if text else ""
    own = speaker.pk is not None and speaker.pk == article.publisher_id
    found: dict[str, Any] = {
        "attribution": "explicit" if any(name in sentence for name in names) else "implicit",
        "role_as_printed": "" if own else wording.role_of(text, names),
        "affiliation": None, "via": marks.each_label(passed_on(article, own=own)),
    }  # fmt: skip
    if last is None:
        return found
    relays = last.relays.select_related("article__publisher").order_by("position")
    return found | {
        "role_as_printed": last.role_as_printed or found["role_as_printed"],
        "affiliation": marks.speaker(last.affiliation) if last.affiliation else None,
        "via": marks.each_label(relay.article for relay in relays),
    }  # fmt: skip


def last_said(article: Article, speaker: Speaker) -> Statement | None:
    if speaker.pk is None:
        return None
    said = Statement.objects.filter(article=article, speaker=speaker).select_related("affiliation")
    return said.order_by("-created_at", "-pk").first()


def passed_on(article: Article, *, own: bool) -> list[Article]:
    """The report that the article reviews, after the one that it reprints. The outlet's own voice came through nobody."""
    if own:
        return []
    reviewed = article.citations.filter(relation__in=PASSED_ON).select_related(
        "cited__publisher", "cited__syndicated_from__publisher"
    )
    citation = reviewed.order_by("pk").first()
    if citation is None:
        return []
    return [one for one in (citation.cited.syndicated_from, citation.cited) if one not in (None, article)]


def spellings(speaker: Speaker) -> list[str]:
    found = [speaker.name, *speaker.aliases]
    if speaker.kind == Speaker.Kind.PERSON and " " in speaker.name:
        found.append(speaker.name.rsplit(" ", 1)[1])
    return found


def somebody_new(text: str, start: int, end: int) -> list[dict[str, str]]:
    """The name of whoever says the quoted words of a marking, as a speaker to be made, unless somebody on record is called so."""
    name = wording.teller_of(text, start, end)
    if not name or named_in(name).exists():
        return []
    return [{"label": f"New speaker “{name}”", "fresh": name}]


def speakers_near(text: str, start: int, end: int) -> list[Speaker]:
    """Those on record who are named in the paragraph of a marking: its sentence first, then the nearest."""
    if not text or not 0 <= start < len(text):
        return []
    line = slice(*wording.line_at(text, start))
    sentence = wording.sentence_at(text, start, end)

    def distance(speaker: Speaker) -> tuple[bool, int]:
        places = [text.find(name, line.start, line.stop) for name in spellings(speaker)]
        nearest = min(
            (place for place in places if place >= 0), key=lambda at: abs(at - start), default=len(text)
        )
        return not sentence[0] <= nearest < sentence[1], abs(nearest - start)

    return sorted(named_in(text[line]), key=distance)[:NAMED]


def named_in(words: str) -> QuerySet[Speaker]:
    """Speakers whose name, alias or, of people, last name stands in the words."""
    given = Value(words, output_field=TextField())
    rows = Speaker.objects.named().filter(merged_into=None)
    last = Func(F("name"), Value(r"^.* "), Value(""), function="regexp_replace", output_field=TextField())
    return rows.annotate(
        at_name=StrIndex(given, F("name")), at_last=StrIndex(given, last)
    ).filter(Q(at_name__gt=0) | Q(at_last__gt=0, kind="person") | Q(aliases__overlap=aliases_in(words)))  # fmt: skip


def aliases_in(words: str) -> list[str]:
    """Every run of up to four words, which is what an alias may be."""
    parts = words.replace(",", " ").replace(".", " ").split()
    return [" ".join(parts[i : i + size]) for size in range(1, 5) for i in range(len(parts) - size + 1)]
