"""What the desk proposes of a marking: who speaks, in which role, how faithfully and through whom."""

import pytest
from django.urls import reverse

from claims.desk import saying, wording
from claims.models import Statement
from tests import factories as make
from tests.desk_calls import TEXT, piece
from tests.sources.test_admin import curator, reviewer

pytestmark = pytest.mark.django_db
__all__ = ["curator", "piece", "reviewer"]


def test_role_chain_and_fidelity_are_proposed(curator, piece):
    original = make.article()
    report = make.article(syndicated_from=original)
    make.citation(piece, report)
    halla = make.speaker(name="Ines Halla")
    start = TEXT.index("the mines")
    url = reverse("desk:proposals", args=[piece.pk])
    found = curator.get(url, {"start": start, "end": start + 9, "speaker": halla.pk}).json()
    assert (found["role_as_printed"], found["fidelity"], found["attribution"]) == (
        "Mayor",
        "paraphrase",
        "explicit",
    )
    assert [one["id"] for one in found["via"]] == [str(original.pk), str(report.pk)]
    assert found["speakers"][0]["label"] == "Ines Halla"
    own = curator.get(url, {"start": start, "end": start + 9, "speaker": piece.publisher_id}).json()
    assert (own["via"], own["fidelity"]) == ([], "verbatim")
    assert curator.get(url, {"start": "x", "end": 10**9, "speaker": "-1"}).status_code == 200


def test_when_and_where_it_was_said_are_never_copied(curator, piece):
    halla, held = make.speaker(name="Ines Halla"), piece.snapshots.get()
    made = make.statement(snapshot=held, quote="the mines are rich", speaker=halla, role_as_printed="Mayor")
    Statement.objects.filter(pk=made.pk).update(said_on="2026-03-04", said_on_precision="day", venue="radio")
    url = reverse("desk:proposals", args=[piece.pk])
    found = curator.get(url, {"start": 30, "end": 40, "speaker": halla.pk}).json()
    assert found["role_as_printed"] == "Mayor"
    assert not {"said_on", "said_on_precision", "venue"} & found.keys()


QUOTED = "Mayor Ines Halla spoke. “The mines are rich and deep”, Halla told the council. “They are poor”, Ann Lee said."


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (QUOTED, "rich and deep", "Ines Halla"),
        (QUOTED, "They are poor", "Ann Lee"),
        (QUOTED, "Ines Halla spoke", "Ines Halla"),
        ("“The mines are rich”, Halla told the council.", "mines are rich", "Halla"),
        ("“The mines are rich”, he told the council.", "mines are rich", None),
    ],
)
def test_whoever_says_quoted_words_and_is_not_on_record_is_offered_first(curator, text, words, name):
    made = make.article(status="draft", publisher=make.speaker(kind="publication"))
    make.snapshot(made, text)
    place = {"start": text.index(words), "end": text.index(words) + len(words)}
    url = reverse("desk:proposals", args=[made.pk])

    def offered() -> list[str]:
        return [one["fresh"] for one in curator.get(url, place).json()["speakers"] if "fresh" in one]

    assert offered() == ([name] if name else [])
    if name:
        make.speaker(name=name)
        assert offered() == []


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("Will the mine ever open? Nobody knows.", "mine ever open", "questions"),
        ("While the mine is rich, it has no road.", "mine is rich", "concedes"),
        ("While the mine is rich, it has no road.", "it has no road", "asserts"),
        ("Halla admitted that the ore is poor.", "the ore is poor", "concedes"),
        ("Halla called for a ban on exports.", "a ban on exports", "proposes"),
        ("The ministry’s offer is generous.", "offer is generous", "asserts"),
        ("A ban would close half the mines.", "close half the mines", "predicts"),
        ("The mine is rich.", "mine is rich", "asserts"),
        ("“The ore is poor”, he admitted on Monday.", "ore is poor", "concedes"),
        ("“The ore is poor this year, I think,” admitted Halla.", "ore is poor", "concedes"),
        ("The ore is poor, Mayor Ines Halla conceded.", "ore is poor", "concedes"),
        ("The ore is rich, but Halla admitted that the road is bad.", "ore is rich", "asserts"),
        ("The ore is rich, Halla admitted that much later.", "ore is rich", "asserts"),
        ("Halla admitted that the ore is poor and said that it is safe.", "it is safe", "asserts"),
        ("The Gazette fails to acknowledge that the mine has no water.", "mine has no water", "asserts"),
        (
            "The Gazette does a good job of explaining the lease. Still, it names nobody.",
            "good job",
            "concedes",
        ),
        ("The Gazette does a good job of explaining the lease. It names everybody.", "good job", "asserts"),
        ("Halla denied that the ore is poor.", "ore is poor", "denies"),
        ("The firm rejected the claim that the ore is poor.", "ore is poor", "denies"),
        ("The court rejected the appeal, and the mine is closed.", "mine is closed", "asserts"),
        ("Ann Lee doubts that the ore is rich.", "ore is rich", "questions"),
        ("There is no doubt that the ore is rich.", "ore is rich", "asserts"),
        ("Proposed mine meets resistance.", "meets resistance", "asserts"),
        ("The lease might break the treaty.", "might break the treaty", "predicts"),
        ("The ore might be rich.", "might be rich", "asserts"),
    ],
)
def test_the_stance_is_proposed_from_the_words(text, words, stance):
    start = text.index(words)
    assert saying.stance_of(text, start, start + len(words)) == stance


@pytest.mark.parametrize(
    ("text", "words", "hedges"),
    [
        ("It may be rich, and perhaps it is deep.", "it is deep", ["perhaps", "may be"]),
        ("It would likely close.", "close", ["would likely"]),
        ("It is closed.", "closed", []),
        ("It may seem rich.", "rich", ["may seem"]),
        ("The firm might be trying to sell.", "to sell", ["might be trying"]),
        ("It can be thought of as a swamp.", "a swamp", ["can be thought of"]),
    ],
)
def test_hedges_are_offered_the_nearest_first(text, words, hedges):
    start = text.index(words)
    assert saying.hedges_of(text, start, start + len(words)) == hedges


@pytest.mark.parametrize(
    ("sentence", "bases"),
    [
        ("The lease would break the law, so the offer is void.", ("stated", "juxtaposed")),
        ("Any such plan would fail.", ("stated", "juxtaposed")),
        ("If the ore is sold, the port will close.", ("stated", "juxtaposed")),
        ("The report leaves out the water.", ("stated", "stated")),
        ("The Gazette leaves out the water.", ("juxtaposed", "stated")),
        ("Veland has no refinery.", ("juxtaposed", "juxtaposed")),
    ],
)
def test_the_basis_is_proposed_by_whether_the_sentence_speaks_of_what_it_counters(sentence, bases):
    found = saying.bases_of(sentence, 0, 5, ["The Gazette"])
    assert (found["claim"], found["article"]) == bases


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The report suggests that the mine is rich.", "mine is rich", ("The Harbour Gazette", "explicit")),
        (
            "While the article frames it as a gift, it is a loan.",
            "as a gift",
            ("The Harbour Gazette", "explicit"),
        ),
        ("The mine is rich, and the report is thin.", "report is thin", ("Ore Weekly", "implicit")),
    ],
)
def test_the_report_speaks_for_the_outlet_of_the_only_piece_that_is_spoken_of(curator, text, words, expected):
    made = make.article(status="draft", kind="commentary", publisher=make.speaker(name="Ore Weekly"))
    make.snapshot(made, text)
    make.citation(made, make.article(publisher=make.speaker(name="The Harbour Gazette", kind="publication")))
    place = {"start": text.index(words), "end": text.index(words) + len(words)}
    asked = place | {"speaker": made.publisher_id, "guess": 0}
    found = curator.get(reverse("desk:proposals", args=[made.pk]), asked).json()
    assert (found["speaker"]["label"], found["attribution"]) == expected


def test_outlets_of_the_pieces_that_are_spoken_of_are_among_those_who_may_speak(curator, piece):
    gazette = make.speaker(name="The Harbour Gazette", kind="publication")
    make.citation(piece, make.article(publisher=gazette))
    found = curator.get(reverse("desk:proposals", args=[piece.pk]), {"start": 30, "end": 40}).json()
    assert "The Harbour Gazette" in [one["label"] for one in found["speakers"]]


def test_a_line_that_ends_like_a_sentence_is_no_heading_whatever_follows_its_end():
    lines = (
        "Veland bets on lithium 🌋",
        "“Nobody asked us,” said the fishers. 👩\u200d🔬",
        "Who asked? 🪨",
        "So “it is.” ⛏",
    )
    text = "\n".join(lines)
    assert [wording.is_heading(text, text.index(one)) for one in lines] == [True, False, True, False]


def test_dates_are_offered_where_the_paragraph_prints_them_in_full():
    text = "On May 3, 2025, and 4 June 2025, in July 2024, in 2023, on April 31, 2025.\nOn May 9, 2025."
    assert saying.dates_of(text, 5) == [("2025-05-03", "day"), ("2025-06-04", "day"), ("2024-07-01", "month")]


def test_the_occasion_of_an_earlier_statement_is_offered_and_not_filled_in(curator, piece):
    halla = make.speaker(name="Ines Halla")
    made = make.statement(article=piece, speaker=halla)
    Statement.objects.filter(pk=made.pk).update(said_on="2026-03-04", said_on_precision="day", venue="radio")
    url = reverse("desk:proposals", args=[piece.pk])
    found = curator.get(url, {"start": 30, "end": 40, "speaker": halla.pk}).json()
    assert found["occasions"] == [{"said_on": "2026-03-04", "said_on_precision": "day", "venue": "radio"}]
    assert "said_on" not in found


VOICES = "Mayor Ines Halla said that the mine is rich. She wants a road.\nThe mine has no water. Ann Lee warned of floods."


@pytest.mark.parametrize(
    ("kind", "words", "speaker"),
    [
        ("commentary", "mine is rich", "Ines Halla"),
        ("commentary", "wants a road", "Ann Lee"),  # a pronoun: whoever spoke last
        ("commentary", "has no water", "outlet"),
        ("report", "has no water", "Ann Lee"),
        ("commentary", "of floods", "Ann Lee"),
    ],
)
def test_who_speaks_is_proposed_by_the_sentence(curator, kind, words, speaker):
    piece = make.article(status="draft", kind=kind, publisher=make.speaker(kind="publication", name="outlet"))
    make.snapshot(piece, VOICES)
    make.speaker(name="Ines Halla")
    last = make.speaker(name="Ann Lee")
    start = VOICES.index(words)
    asked = {"start": start, "end": start + len(words), "speaker": last.pk, "guess": 3}
    found = curator.get(reverse("desk:proposals", args=[piece.pk]), asked).json()
    assert found["speaker"]["label"] == speaker
