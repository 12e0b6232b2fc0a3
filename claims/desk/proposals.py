"""What the desk fills in by itself: who speaks in the sentence, in which role, how faithfully, and through whom."""

from typing import Any

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from claims.models import Statement
from sources.models import Article, Citation, Speaker

from . import marks, saying, wording
from .answers import only
from .reading import held_text, may_read

NAMED = 6  # speakers offered of a paragraph
FRESH = 2  # of them people who are not on record
OCCASIONS = 4  # offered at once
OWN_VOICE = (Article.Kind.COMMENTARY, Article.Kind.OPINION)
PASSED_ON = (Citation.Relation.REVIEWS, Citation.Relation.REPORTS)


@only("GET")
def proposals_view(request: HttpRequest, article: Any) -> JsonResponse:
    """GET `?start=…&end=…` (code points) and, once somebody is chosen, `&speaker=…`, or `&name=…` of somebody new.

    `&guess=…`, the place where the marking before ended, asks who speaks, where it may be somebody else than `speaker`.
    """
    may_read(request)
    row = get_object_or_404(Article.objects.select_related("publisher"), pk=article)
    snapshot = held_text(row)
    text = snapshot.text if snapshot and snapshot.text else ""
    start, end = (as_number(request.GET.get(name)) for name in ("start", "end"))
    end = min(end, len(text))
    speaker = Speaker.objects.filter(pk=as_number(request.GET.get("speaker"))).first()
    near = speakers_near(text, start, end)
    cited = publishers_cited(row)
    near += [one for one in cited if one not in near][: max(NAMED - len(near), 0)]
    answer: dict[str, Any] = {"speakers": [*people_new(text, start, end, near), *map(marks.speaker, near)]}
    if text and start < end:
        assert snapshot is not None
        if "guess" in request.GET:
            before = as_number(request.GET["guess"])
            sentences = (wording.sentence_at(text, *place) for place in ((start, end), (before - 1, before)))
            answer["goes_on"] = 0 < before <= len(text) and len(set(sentences)) == 1
            speaker = who_speaks(row, text, (start, end), near, cited, speaker, before)
            answer["speaker"] = marks.speaker(speaker) if speaker else None
        own = speaker is not None and speaker.pk == row.publisher_id
        answer |= {
            "fidelity": wording.fidelity_of(text, start, end, snapshot.highlights, own_voice=own),
            "stance": saying.stance_of(text, start, end), "hedges": saying.hedges_of(text, start, end),
            "bases": saying.bases_of(text, start, end, [name for one in cited for name in spellings(one)]),
        }  # fmt: skip
    name = " ".join(request.GET.get("name", "").replace("\0", "").split())[:200]
    if speaker or name:
        somebody = speaker or Speaker(name=name, kind=Speaker.Kind.PERSON)
        answer |= of_speaker(row, somebody, text, (start, end), cited)
    return JsonResponse(answer)


def who_speaks(
    article: Article,
    text: str,
    place: tuple[int, int],
    near: list[Speaker],
    cited: list[Speaker],
    last: Speaker | None,
    before: int,
) -> Speaker | None:
    """Whoever is told in the sentence to say something; else who spoke last, but in a commentary the outlet begins a paragraph."""
    # Where there is one piece alone, “the report” is that.
    names = {one: spellings(one) + saying.THE_PIECES * (cited == [one]) for one in near}
    told = {one: saying.says(text, *place, names[one]) for one in near}
    nearest = min(
        (one for one in told if told[one] is not None), key=lambda one: told[one] or 0, default=None
    )
    if nearest or saying.goes_on(text, *place):
        return nearest or last
    same_paragraph = wording.line_at(text, place[0]) == wording.line_at(text, before)
    return last if last and (same_paragraph or article.kind not in OWN_VOICE) else article.publisher


def as_number(value: str | None) -> int:
    """0 for what is none: a proposal that cannot be made is left out, not refused."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0


def of_speaker(
    article: Article, speaker: Speaker, text: str, place: tuple[int, int], cited: list[Speaker]
) -> dict[str, Any]:
    """As the last statement of the same speaker in this article has it; else as the text prints it. One not saved has none.

    When and where it was said are of each statement alone, so they are never copied.
    """
    last = last_said(article, speaker)
    names = spellings(speaker)
    sentence = text[slice(*wording.sentence_at(text, *place))] if text else ""
    own = speaker.pk is not None and speaker.pk == article.publisher_id
    is_named = any(name in sentence for name in names) or (
        cited == [speaker] and saying.names_piece(text, *place)
    )
    found: dict[str, Any] = {
        "attribution": "explicit" if is_named else "implicit",
        "role_as_printed": "" if own else wording.role_of(text, names),
        "affiliation": None, "via": marks.each_label(passed_on(article, own=own)),
        "occasions": [] if own else occasions(article, speaker, text, place[0]),
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


def occasions(article: Article, speaker: Speaker, text: str, start: int) -> list[dict[str, str]]:
    """When and where the speaker said other things in this article, and the dates that the paragraph prints: offered, never filled in."""
    said = Statement.objects.filter(article=article, speaker=speaker.pk).exclude(said_on=None, venue="")
    known = said.order_by("-created_at", "-pk").values_list("said_on", "said_on_precision", "venue")[:20]
    found = [(on.isoformat() if on else "", precision or "", venue) for on, precision, venue in known]
    found += [(on, precision, "") for on, precision in saying.dates_of(text, start)]
    names = ("said_on", "said_on_precision", "venue")
    return [dict(zip(names, one, strict=True)) for one in dict.fromkeys(found)][:OCCASIONS]


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


def publishers_cited(article: Article) -> list[Speaker]:
    """Whoever published the pieces that it speaks of: they speak in it often, and often without their name."""
    cited = article.citations.select_related("cited__publisher").order_by("pk")
    found = (one.cited.publisher for one in cited if one.cited.publisher_id != article.publisher_id)
    return list(dict.fromkeys(one for one in found if one is not None))


def spellings(speaker: Speaker) -> list[str]:
    found = [speaker.name, *speaker.aliases]
    if speaker.kind == Speaker.Kind.PERSON and " " in speaker.name:
        found.append(speaker.name.rsplit(" ", 1)[1])
    return found


def people_new(text: str, start: int, end: int, near: list[Speaker]) -> list[dict[str, str]]:
    """Whoever says the quoted words of a marking, and the people of its sentence, as speakers to be made if nobody is called so."""
    if not 0 <= start < len(text):
        return []
    found = [wording.teller_of(text, start, end), *wording.people_in(text, start, end)]
    names = list(dict.fromkeys(filter(None, found)))
    known = [one for row in named_in("; ".join(names)) for one in spellings(row)] if names else []
    known += [one.name for one in near]
    fresh = [name for name in names if not any(one in name or name in one for one in known)]
    return [{"label": f"New speaker “{name}”", "fresh": name} for name in fresh[:FRESH]]


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
