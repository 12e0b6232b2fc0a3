"""The reports that a piece judges or retells become articles that it cites, and the curated documents give theirs."""

from datetime import date
from pathlib import Path

import pytest

from sources.ingestion.capturing import Report
from sources.models import Citation
from tests import factories

from .ingesting import BODY, ingest, names, notes

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
REVIEW = "Ann Lee & Bo Rae for Valley Times (opens in a new tab) report that ten mines will open, and that the state will pay for all of the roads."


def cited(report: Report) -> list[tuple]:
    rows = Citation.objects.filter(article=report.article).order_by("pk")
    return [
        (r.relation, str(r.cited.publisher), names(r.cited), r.cited.published_on, r.cited.title)
        for r in rows
    ]


REVIEWED = [
    (REVIEW, ("reviews", "Valley Times", ["Ann Lee", "Bo Rae"], None, "")),
    ("Ann Lee and Bo Rae, writing for Oreweek, March 19, 2025, explore the mines of the valley.",
     ("reviews", "Oreweek", ["Ann Lee", "Bo Rae"], date(2025, 3, 19), "")),
    ("Writing for Oreweek, 19 March 2025, Ann Lee explores the mines of the valley.", ("reviews", "Oreweek", ["Ann Lee"], date(2025, 3, 19), "")),
]  # fmt: skip
RETOLD = [
    ("Reuters’ Ann Lee reports that ten mines will open in the valley.", ("reports", "Reuters", ["Ann Lee"], None, "")),
    ("In an article titled “Mines for All”, Ann Lee of the Financial Gazette writes that ten mines will open in the valley.",
     ("reports", "Financial Gazette", ["Ann Lee"], None, "Mines for All")),
    ("According to a March 3, 2025 report by Bloomberg, ten mines will open in the valley.", ("reports", "Bloomberg", [], date(2025, 3, 3), "")),
    ("Reuters reported that ten mines will open in the valley.", ("reports", "Reuters", [], None, "")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "expected", "kind"),
    [*((*one, "commentary") for one in REVIEWED), *((*one, "report") for one in RETOLD)],
)
def test_a_report_that_is_named_becomes_a_stub(opening, expected, kind):
    report = ingest(f"{opening}\n\n{BODY}")
    assert (cited(report), report.article.kind) == ([expected], kind)


def test_what_is_retold_is_told_to_the_curator():
    assert "It retells what Reuters published: cited as reports." in notes(
        ingest(f"{RETOLD[-1][0]}\n\n{BODY}")
    )


def test_a_reviewed_date_without_a_year_stays_empty():
    report = ingest(REVIEW.replace("report", "on March 5 report") + "\n" + BODY)
    assert cited(report)[0][3] is None
    assert "no year" in notes(report)


def test_several_reviewed_reports_are_all_kept_and_told():
    report = ingest(
        f"{REVIEW}\n\nReuters reports that the roads will cost more than the mines, and that nobody has the money for them."
    )
    assert [one[:2] for one in cited(report)] == [("reviews", "Valley Times"), ("reports", "Reuters")]
    assert "Several reports" in notes(report)


def test_a_broadcast_is_one_and_an_agency_read_elsewhere_is_reprinted():
    radio = ingest(
        "Ann Lee for BBC Radio 4 reports that ten mines will open in the valley, and that the state will pay for all roads."
    )
    assert radio.citations[0].cited.kind == "broadcast"
    via = ingest(
        "Reuters, via Ore News, reported that ten mines will open in the valley, and that the state will pay for all roads."
    )
    assert str(via.citations[0].cited.publisher) == "Ore News"
    assert str(via.citations[0].cited.syndicated_from.publisher) == "Reuters"


@pytest.mark.parametrize("words", ["Vladimir Doe of Ruritania said that", "China reports that", "Ann Lee for the Ministry of Mines said that", "Ore Corp reported that"])  # fmt: skip
def test_who_is_no_outlet_is_not_reviewed(words):
    assert (
        ingest(
            f"{words} ten mines will open in the valley, and that the state will pay for all roads to them."
        ).citations
        == []
    )


def test_a_report_on_record_is_cited_and_not_made_again():
    outlet = factories.speaker("oreweek", name="Oreweek", kind="publication")
    known = factories.article(
        factories.speaker(name="Ann Lee"), publisher=outlet, published_on=date(2025, 3, 19)
    )
    report = ingest(
        "Ann Lee, writing for Oreweek, March 19, 2025, explores the mines of the valley, and who will pay for the roads."
    )
    assert [one.cited for one in report.citations] == [known]


# The two curated documents


@pytest.mark.parametrize(
    ("name", "title", "highlights", "stub"),
    [
        ("000_9b9adaff7cf23c2c.txt", "", 6, ("reviews", "BBC News", ["Hafsa Khalil", "Vitaliy Shevchenko"], None, "")),
        ("002_0524fadb7a41a105.txt", "Putin Allies Woo Trump with Rare Earth Mineral Deposits, But What About Midstream? And Downstream?",
         8, ("reviews", "Newsweek", ["Brendan Cole", "John Feng"], date(2025, 3, 19), "")),
    ],
)  # fmt: skip
def test_the_curated_documents_give_their_metadata(name, title, highlights, stub):
    if not (SEEDS / name).exists():
        pytest.skip("the curated documents are not on this machine")
    report = ingest((SEEDS / name).read_bytes(), publisher="Rare Earth Exchanges")
    article = report.article
    assert (article.title, names(article), article.published_on) == (title, [], None)
    assert (article.language, article.kind, len(report.snapshot.highlights)) == (
        "en",
        "commentary",
        highlights,
    )
    assert cited(report) == [stub]
