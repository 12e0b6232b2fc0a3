"""What the desk proposes of a marking: who speaks, in which role, how faithfully and through whom."""

import pytest
from django.urls import reverse

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
        (QUOTED, "Ines Halla spoke", None),
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
