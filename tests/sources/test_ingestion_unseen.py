"""Pieces in shapes of many outlets: what is not certain stays empty and is a note, and nothing wrong is filled in."""

import json
from datetime import date

import pytest

from sources.ingestion.capturing import Report, capture
from sources.ingestion.reading import read

pytestmark = pytest.mark.django_db
BODY = (
    "The mine at Cold Hill has opened again after ten years, its owner said in a letter to the council of the town, which had "
    "not been told before and was not pleased. Nobody knows how long the ore will last, or where it is to be refined.\n\n"
    "The council meets in May. Until then nothing is to be built on the hill, and the road to it stays closed to lorries."
)


def ingested(document: str) -> Report:
    return capture(read(document.encode()), "curator-9")


def signed(report: Report) -> list[str]:
    return [one.name for one in report.article.authors.order_by("bylines__position")]


def reviewed(report: Report) -> list[tuple[str, list[str], date | None]]:
    return [
        (str(one.publisher), sorted(author.name for author in one.authors.all()), one.published_on)
        for one in (citation.cited for citation in report.citations)
    ]


HEADS = {
    "two people in capitals": (
        "COLD HILL OPENS AGAIN\n\nBY JOHN O'NEILL AND MARY-ANN ST. JOHN",
        ("COLD HILL OPENS AGAIN", ["JOHN O'NEILL", "MARY-ANN ST. JOHN"], None),
    ),
    "an outlet behind a name": (
        "Cold Hill opens again\nBy Fatima Al-Harbi, Arab Ledger",
        ("Cold Hill opens again", ["Fatima Al-Harbi"], None),
    ),
    "an agency behind two names": (
        "Cold Hill opens again\nBy AMY MAD and ROD McGUIRK, Associated Press",
        ("Cold Hill opens again", ["AMY MAD", "ROD McGUIRK"], None),
    ),
    "nobody": ("Cold Hill opens again\nBy Valley Ledger Staff", ("Cold Hill opens again", [], None)),
    "a date above the title": (
        "May 14, 2025 · 4 min read\n\nCold Hill opens again\n\nBy Ann Lee",
        ("Cold Hill opens again", ["Ann Lee"], date(2025, 5, 14)),
    ),
    "a date that two countries read differently": (
        "Cold Hill opens again\nBy Ann Lee, 04/05/2025",
        ("Cold Hill opens again", ["Ann Lee"], None),
    ),
    "Markdown": (
        "# Cold Hill opens again\n\n*By Ann Lee, 9 October 2025*",
        ("Cold Hill opens again", ["Ann Lee"], date(2025, 10, 9)),
    ),
    "who posted it, above the title": (
        "Posted by admin on May 2, 2025\nCold Hill opens again",
        ("Cold Hill opens again", [], date(2025, 5, 2)),
    ),
    "where it stands in its site": (
        "Home > News > Mining\n\nCold Hill opens again\nBy Ann Lee",
        ("Cold Hill opens again", ["Ann Lee"], None),
    ),
    "a menu in place of a title": ("Mining | News\nBy Ann Lee", ("", ["Ann Lee"], None)),
    "an outlet in the byline": (
        "Cold Hill opens again\nBy Mining Weekly\nMay 2, 2025",
        ("Cold Hill opens again", [], date(2025, 5, 2)),
    ),
    "an interviewer": (
        "Five questions for a miner\n\nInterview by Ann Lee | 5 Feb. 2025 | 6 min read",
        ("Five questions for a miner", ["Ann Lee"], date(2025, 2, 5)),
    ),
}


@pytest.mark.parametrize(("head", "facts"), HEADS.values(), ids=HEADS)
def test_the_head_of_a_piece(head, facts):
    report = ingested(f"{head}\n\n{BODY}")
    assert (report.article.title, signed(report), report.article.published_on) == facts


ELSEWHERE = {
    "German": (
        "Die Grube öffnet wieder\n\nVon Katrin Müller\n12. Mai 2025\n\nDie Grube am kalten Berg ist nach zehn Jahren wieder offen, und der "
        "Rat der Stadt ist nicht erfreut, denn er wurde von der Firma nicht gefragt, und die Straße zu der Grube ist gesperrt.",
        ("Die Grube öffnet wieder", ["Katrin Müller"], date(2025, 5, 12), "de"),
    ),
    "Russian": (
        "Рудник снова открыт\n\n19 марта 2025\n\nРудник на холодной горе снова открыт, и это было неожиданностью для совета города.",
        ("Рудник снова открыт", [], date(2025, 3, 19), "ru"),
    ),
    "Chinese": (
        "冷山稀土矿重新开放\n\n2025年4月4日\n\n冷山的稀土矿在关闭十年之后重新开放，市议会表示事先没有得到通知，道路仍然关闭。",
        ("冷山稀土矿重新开放", [], date(2025, 4, 4), "zh"),
    ),
}


@pytest.mark.parametrize(("piece", "facts"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_piece_in_another_language(piece, facts):
    report = ingested(piece)
    article = report.article
    assert (article.title, signed(report), article.published_on, article.language) == facts


REVIEWS = {
    "apposition": (
        "In a recent op-ed for The Hill, Nick Myers, the head of a recycler, argues that scrap can replace the mine within ten years.",
        [("The Hill", ["Nick Myers"], None)],
    ),
    "date after the verb": (
        "Jon Emont of The Wall Street Journal wrote on Aug. 1, 2025 that makers of magnets cannot find any samarium.",
        [("The Wall Street Journal", ["Jon Emont"], date(2025, 8, 1))],
    ),
    "piece before the date": (
        "Ana Sto and Max Sed of the Financial Times, in an article dated February 26, 2025, explore how the mine was sold.",
        [("Financial Times", ["Ana Sto", "Max Sed"], date(2025, 2, 26))],
    ),
    "two reports of one outlet": (
        "Ann Lee for Reuters reports that the mine opens. Bo Rae and Cy Doe, writing for Reuters, May 6, 2025, say that it does not.",
        [("Reuters", ["Ann Lee"], None), ("Reuters", ["Bo Rae", "Cy Doe"], date(2025, 5, 6))],
    ),
    "outlet first": (
        "In the Financial Times, Ann Lee and Bo Rae describe how traders look for dysprosium in every port.",
        [("Financial Times", ["Ann Lee", "Bo Rae"], None)],
    ),
    "an outlet's report by": (
        "A Bloomberg report by Joe Dea and Ann Koh suggests that magnets will be scarce until the next summer.",
        [("Bloomberg", ["Ann Koh", "Joe Dea"], None)],
    ),
    "as reported by": (
        "As reported by Reuters' Ernest Sche, the company has stopped its shipments and will refine at home from now on.",
        [("Reuters", ["Ernest Sche"], None)],
    ),
    "a columnist with": (
        "Jill Amb, a columnist with The Guardian, writes that the price of magnets has little to do with the metals.",
        [("The Guardian", ["Jill Amb"], None)],
    ),
    "two outlets in one breath": (
        "Mining.com's Cecilia Jam and Bloomberg's Jacob Lor both report that the project is paused for a year.",
        [("Mining.com", ["Cecilia Jam"], None)],
    ),
    "an outlet with its article and without": (
        "The Financial Times reports that stocks will last. A Financial Times report by Ann Lee says for six weeks at most.",
        [("Financial Times", ["Ann Lee"], None)],
    ),
    "no outlets": (
        "Ann Lee of the University of Leeds reports that clays can be leached. Bo Rae at MIT writes that bacteria may help with it.",
        [],
    ),
}


@pytest.mark.parametrize(("words", "reports"), REVIEWS.values(), ids=REVIEWS)
def test_reports_that_a_piece_reviews(words, reports):
    assert reviewed(ingested(f"What the papers say\n\n{words}\n\n{BODY}")) == reports


def page(head: str, title: str = "Cold Hill opens again") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    return f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>'


def linked(**members) -> str:
    data = {"@type": "NewsArticle", "headline": "Cold Hill opens again"} | members
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


SIGNED = {
    "an organization is no author": (linked(author={"@type": "Organization", "name": "Ore & Order"}), []),
    "the outlet itself": (linked(author="Ore Weekly", publisher={"name": "Ore Weekly"}), []),
    "its staff": ('<meta name="author" content="Ore Weekly Staff">', []),
    "the name of an account": ('<meta name="author" content="ore_admin">', []),
    "with a role": (linked(author=[{"@type": "Person", "name": "By Dana Cole"}]), ["Dana Cole"]),
}


@pytest.mark.parametrize(("head", "people"), SIGNED.values(), ids=SIGNED)
def test_who_signs_a_page(head, people):
    assert signed(ingested(page(head))) == people


def test_a_page_names_its_site_where_the_article_names_no_publisher():
    head = linked() + '<script type="application/ld+json">{"@type": "WebSite", "name": "Ore Weekly"}</script>'
    assert str(ingested(page(head)).article.publisher) == "Ore Weekly"


def test_a_page_whose_markup_names_the_first_author_alone():
    words = page('<meta name="author" content="Ada Moss">').replace(
        "</h1>", "</h1><p>By Ada Moss and Ben Hill</p>"
    )
    assert signed(ingested(words)) == ["Ada Moss", "Ben Hill"]


def test_the_name_of_the_site_above_the_article_is_no_title():
    words = page("<title>Ore Weekly: Cold Hill opens again</title>").replace(
        "<body>", "<body><h1>Ore Weekly</h1>"
    )
    report = ingested(words)
    assert report.article.title == "Cold Hill opens again"
    assert report.snapshot.text.startswith("Cold Hill opens again\n\nThe mine")


ENCODED = {
    "Latin 1 with the quotation marks of Windows": ("iso-8859-1", "cp1252", "“The mine’s café”"),
    "GB 2312 with signs beyond it": ("gb2312", "gb18030", "冷山镕矿重新开放"),
    "Shift JIS with the signs of Windows": ("Shift_JIS", "cp932", "冷山①鉱山は再開"),
    "Cyrillic": ("windows-1251", "cp1251", "Рудник снова открыт"),
}


@pytest.mark.parametrize(("named", "meant", "words"), ENCODED.values(), ids=ENCODED)
def test_a_page_is_read_in_the_encoding_that_browsers_take_its_name_for(named, meant, words):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">'
    report = capture(read(page(head, title=f"{words} Cold Hill").encode(meant)), "curator-9")
    assert report.article.title == f"{words} Cold Hill"
    assert not any("Windows-1252" in note for note in report.notes)


def test_a_piece_of_a_page_that_begins_with_words():
    report = ingested(f"Cold Hill opens again<br>By Ann Lee<br>April 2, 2025<br><br><p>{BODY}</p>")
    assert (report.article.title, signed(report), report.article.published_on) == (
        "Cold Hill opens again",
        ["Ann Lee"],
        date(2025, 4, 2),
    )
    assert "<" not in report.snapshot.text


def test_facts_are_rid_of_misreadings_like_the_text():
    report = ingested(page("", "Cold Hillâ€™s mine opens again"))
    assert report.article.title == "Cold Hill’s mine opens again"


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        (f"Ore Corp opens a mine\n\nDENVER, July 18, 2025 (GLOBE NEWSWIRE) -- {BODY}", "press_release"),
        (f"Transcript: The Ore Podcast, Episode 41\n\nHOST: {BODY}", "transcript"),
        (f"Cold Hill opens again\n\n{BODY}", "report"),
    ],
)
def test_the_kind_of_a_piece(piece, kind):
    assert ingested(piece).article.kind == kind


def test_a_dateline_of_an_agency_is_a_reprint_only_where_another_outlet_is_known():
    words = f"Cold Hill opens again\n\nHANOI, July 1 (Reuters) - {BODY}"
    report = ingested(words)
    assert report.article.syndicated_from is None
    assert any("Reuters" in note for note in report.notes)
    reprint = ingested(
        page('<meta property="og:site_name" content="Pacific Mirror">').replace(
            "The mine", "HANOI (Reuters) - The mine"
        )
    )
    assert str(reprint.article.syndicated_from.publisher) == "Reuters"


def test_highlights_are_nested_by_letters_too():
    report = ingested(
        f"Key Points:\n1. Rebels hold the towns\n   a. Chipwi\n   b. Pangwa\n      + and the road\n2. Exports have stopped\n\n{BODY}"
    )
    text = report.snapshot.text
    assert [text[a:b] for a, b in report.snapshot.highlights] == [
        "Rebels hold the towns", "Chipwi", "Pangwa", "and the road", "Exports have stopped",
    ]  # fmt: skip


TIED = {
    "who": ("Kimball cites James Lit, who called it “a partnership of a new kind.”", "James Lit"),
    "after another's quotation": (
        "“It is a war,” said Ian Lang. His colleague Ana Ruiz disagreed, adding that “somebody has to pay.”",
        "Ana Ruiz",
    ),
    "after another's question": (
        "When Cy Doe asked “what about it?” the minister, Ed Poe, replied, “we store it.”",
        "Ed Poe",
    ),
    "to somebody": (
        "Ada Moss, speaking to Ben Hill, described the ore as “a priority for the valley.”",
        "Ada Moss",
    ),
    "an outlet that nobody knows": (
        "A spokesman for Cy Doe said nothing on what Reuters called “a rift in the valley.”",
        "",
    ),
}


@pytest.mark.parametrize(("words", "speaker"), TIED.values(), ids=TIED)
def test_a_quotation_is_given_to_whom_it_is_tied(words, speaker):
    snapshot = ingested(f"What they say\n\n{BODY}\n\n{words}").snapshot
    quotes = snapshot.suggestions.filter(kind="quote").order_by("start")
    last = words.rindex("“") - len(words)
    found = [one for one in quotes if one.start > len(snapshot.text) + last]
    assert [str(one.speaker or one.speaker_name) for one in found] == [speaker]


def test_notes_are_kept_on_the_snapshot_and_go_in_a_takedown():
    report = ingested("Paywalled at once\n\nSubscribe to continue reading this.")
    report.snapshot.refresh_from_db()
    assert report.snapshot.notes == report.notes
    assert any("very short" in note for note in report.notes)
    type(report.snapshot).objects.update(text=None, text_state="taken_down")
    report.snapshot.refresh_from_db()
    assert report.snapshot.notes == []
