"""From pages, files and pasted words to drafts: what is found, what stays empty, and what the same text again does."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from sources.canonical import canonicalise, sha256_of
from sources.ingestion.capturing import Report, capture
from sources.ingestion.facts import Facts, Unreadable
from sources.ingestion.reading import read
from sources.models import Article, Citation, Snapshot, Speaker, Suggestion
from sources.signals import snapshot_captured
from tests import factories

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SITE = "https://ore.example/news/"
BODY = (
    "The ministry said that ten mines would open in the valley by the end of the year, and that it would pay for the roads to them.\n\n"
    "Why it matters\n\n"
    "The people of the valley have heard such words before, and many of them do not believe that the roads will be built."
)
PIECE = f"Ten mines for the valley\n\nBy Ann Lee and Bo Rae\nMarch 19, 2025\n\nHighlights\n\n• Ten mines\n• Roads:\n  • to the north\n  • to the south\n\n{BODY}"
REVIEW = "Ann Lee & Bo Rae for Valley Times (opens in a new tab) report that ten mines will open, and that the state will pay for all of the roads."


def ingest(raw: str | bytes, **given) -> Report:
    return capture(read(raw.encode() if isinstance(raw, str) else raw, Facts(**given)), "curator-9", "file")


def names(article: Article) -> list[str]:
    return [byline.speaker.name for byline in article.bylines.order_by("position")]


def notes(report: Report) -> str:
    return " ".join(report.notes)


# Plain text


def test_a_text_gives_title_byline_date_and_language():
    article = ingest(PIECE).article
    assert (article.title, article.published_on) == ("Ten mines for the valley", date(2025, 3, 19))
    assert (names(article), article.language, article.status) == (["Ann Lee", "Bo Rae"], "en", "draft")


def test_highlights_are_ranges_and_nested_ones_count():
    snapshot = ingest(PIECE).snapshot
    assert [snapshot.text[start:end] for start, end in snapshot.highlights] == ["Ten mines", "Roads:", "to the north", "to the south"]  # fmt: skip


def test_what_is_not_there_stays_empty_and_is_told():
    report = ingest(BODY)
    assert (report.article.title, report.article.published_on, names(report.article)) == ("", None, [])
    assert all(f"No {what} was found" in notes(report) for what in ("title", "byline", "date of publication", "publisher"))  # fmt: skip


def test_a_date_without_a_year_is_no_date():
    report = ingest(PIECE.replace("March 19, 2025", "March 19"))
    assert report.article.published_on is None
    assert "“March 19” has no year" in notes(report)


def test_another_language_stays_what_it_is():
    german = (
        "Das Ministerium sagte, dass die Minen in dem Tal bis zum Ende des Jahres geöffnet werden und der Staat für die Straßen zahlt. "
        * 2
    )
    report = ingest(german)
    assert (report.article.language, report.reviewed, report.suggestions) == ("de", [], 0)


def test_a_language_that_does_not_show_is_undetermined():
    assert ingest("Zinc 4 5 6").article.language == "und"


# Pages

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Ten mines | Valley Times</title>
<meta property="og:title" content="Ten mines for the valley"><meta property="og:site_name" content="Valley Times">
<link rel="canonical" href="{SITE}mines"><script type="application/ld+json">{{"@graph": [
{{"@type": "Person", "@id": "#a", "name": "Ann Lee"}}, {{"@type": "NewsArticle", "headline": "Ten mines for the valley",
"datePublished": "2025-03-19T23:30:00-05:00", "author": [{{"@id": "#a"}}], "license": "All rights reserved"}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ten mines for the valley</h1><h2>Highlights</h2>
<ul><li>Ten mines</li><li>Roads:<ul><li>to the north</li></ul></li></ul>
{"".join(f"<p>{p}</p>" for p in BODY.split(chr(10)) if p)}</article></body></html>"""


def test_a_page_gives_what_it_says_of_itself():
    report = ingest(PAGE)
    article, snapshot = report.article, report.snapshot
    assert (article.title, str(article.publisher), article.url) == ("Ten mines for the valley", "Valley Times", f"{SITE}mines")  # fmt: skip
    assert (names(article), article.published_on, article.language) == (
        ["Ann Lee"],
        date(2025, 3, 19),
        "en-GB",
    )
    assert (snapshot.tool, snapshot.rights) == ("trafilatura", "All rights reserved")
    assert [snapshot.text[a:b] for a, b in snapshot.highlights] == ["Ten mines", "Roads:", "to the north"]


def test_meta_tags_do_where_there_is_no_json_ld():
    head = '<meta name="author" content="By Ann Lee"><meta property="article:published_time" content="2025-03-19T08:00Z">'
    article = ingest(
        PAGE.replace("application/ld+json", "text/plain").replace("<title>", f"{head}<title>")
    ).article
    assert (names(article), article.published_on, article.title) == (["Ann Lee"], date(2025, 3, 19), "Ten mines for the valley")  # fmt: skip


def test_an_agency_in_a_byline_is_whose_report_it_reprints():
    article = ingest(PAGE.replace('"name": "Ann Lee"', '"name": "Reuters"')).article
    assert (names(article), str(article.publisher)) == ([], "Valley Times")
    assert str(article.syndicated_from.publisher) == "Reuters"


def test_a_page_without_an_article_is_refused():
    with pytest.raises(Unreadable, match="No article was found"):
        ingest("<html><body><nav><a href='/'>Home</a></nav></body></html>")


# WordPress


def post(**changes) -> str:
    html = "<ul><li>Ten<ul><li>nested</li></ul></li></ul>" + "".join(
        f"<p>{p}</p>" for p in BODY.split("\n") if p
    )
    found = {
        "date": "2025-03-19T08:00:00", "link": f"{SITE}mines/", "title": {"rendered": "Ten mines &#8211; and roads"},
        "content": {"rendered": f"<h2>Highlights</h2>{html}", "protected": False}, "author": 3,
        "_embedded": {"author": [{"name": "Ann Lee"}]}, "yoast_head_json": {"og_site_name": "Valley Times", "og_locale": "en_US"},
    }  # fmt: skip
    return json.dumps(found | changes)


def test_a_wordpress_post_gives_its_fields():
    report = ingest(f"[{post()}]")
    article, snapshot = report.article, report.snapshot
    assert (article.title, article.url, str(article.publisher)) == ("Ten mines – and roads", f"{SITE}mines/", "Valley Times")  # fmt: skip
    assert (names(article), article.published_on, article.language) == (
        ["Ann Lee"],
        date(2025, 3, 19),
        "en-US",
    )
    assert [snapshot.text[a:b] for a, b in snapshot.highlights] == ["Ten", "nested"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [("{}", "not a WordPress post"), ("[]", "0 posts"), (f"[{post()}, {post()}]", "2 posts"), ("\n \n", "no text"),
     (post(content={"rendered": "", "protected": True}), "password"), ("Leave a Reply", "Nothing is left"), (b"\x89PNG\r\n\0\1", "not text")],
)  # fmt: skip
def test_what_is_no_article_is_refused(raw, why):
    with pytest.raises(Unreadable, match=why):
        ingest(raw)
    assert not Article.objects.exists()


# What it reviews


def cited(report: Report) -> list[tuple]:
    rows = Citation.objects.filter(article=report.article).order_by("pk")
    assert {row.relation for row in rows} <= {"reviews"}
    return [(str(r.cited.publisher), names(r.cited), r.cited.published_on, r.cited.title) for r in rows]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (REVIEW, ("Valley Times", ["Ann Lee", "Bo Rae"], None, "")),
        ("Ann Lee and Bo Rae, writing for Oreweek, March 19, 2025, explore the mines of the valley, and who will pay for the roads.",
         ("Oreweek", ["Ann Lee", "Bo Rae"], date(2025, 3, 19), "")),
        ("Reuters’ Ann Lee reports that ten mines will open in the valley, and that the state will pay for all of their roads.",
         ("Reuters", ["Ann Lee"], None, "")),
        ("In an article titled “Mines for All”, Ann Lee of the Financial Gazette writes that ten mines will open in the valley by May.",
         ("Financial Gazette", ["Ann Lee"], None, "Mines for All")),
        ("According to a March 3, 2025 report by Bloomberg, ten mines will open in the valley, and the state will pay for the roads.",
         ("Bloomberg", [], date(2025, 3, 3), "")),
    ],
)  # fmt: skip
def test_a_reviewed_report_becomes_a_stub(opening, expected):
    report = ingest(f"{opening}\n\n{BODY}")
    assert (cited(report), report.article.kind) == ([expected], "commentary")


def test_a_reviewed_date_without_a_year_stays_empty():
    report = ingest(REVIEW.replace("report", "on March 5 report") + "\n" + BODY)
    assert cited(report)[0][2] is None
    assert "no year" in notes(report)


def test_several_reviewed_reports_are_all_kept_and_told():
    report = ingest(
        f"{REVIEW}\n\nReuters reports that the roads will cost more than the mines, and that nobody has the money for them."
    )
    assert [one[0] for one in cited(report)] == ["Valley Times", "Reuters"]
    assert "Several reports" in notes(report)


def test_a_broadcast_is_one_and_an_agency_read_elsewhere_is_reprinted():
    radio = ingest(
        "Ann Lee for BBC Radio 4 reports that ten mines will open in the valley, and that the state will pay for all roads."
    )
    assert radio.reviewed[0].kind == "broadcast"
    via = ingest(
        "Reuters, via Ore News, reported that ten mines will open in the valley, and that the state will pay for all roads."
    )
    assert str(via.reviewed[0].publisher) == "Ore News"
    assert str(via.reviewed[0].syndicated_from.publisher) == "Reuters"


@pytest.mark.parametrize("words", ["Vladimir Doe of Ruritania said that", "China reports that", "Ann Lee for the Ministry of Mines said that", "Ore Corp reported that"])  # fmt: skip
def test_who_is_no_outlet_is_not_reviewed(words):
    assert (
        ingest(
            f"{words} ten mines will open in the valley, and that the state will pay for all roads to them."
        ).reviewed
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
    assert report.reviewed == [known]


# Speakers


def test_speakers_are_known_by_name_or_alias_and_new_ones_are_not_public():
    known = factories.speaker("valley-times", name="The Valley Times", kind="publication", aliases=["VT"])
    assert ingest(BODY, publisher="Valley Times").article.publisher == known
    assert ingest(BODY + " More.", publisher="VT").article.publisher == known
    assert not Speaker.objects.get(pk=ingest(PIECE).article.bylines.first().speaker_id).is_public


def test_two_speakers_of_one_name_are_left_to_the_curator():
    for slug in ("ann-lee", "ann-lee-2"):
        factories.speaker(slug, name="Ann Lee")
    report = ingest(PIECE)
    assert names(report.article) == ["Bo Rae"]
    assert "Several speakers are called “Ann Lee”" in notes(report)


def test_the_outlet_of_an_address_is_known_by_its_site():
    known = factories.speaker("ore", kind="publication", website="https://www.ore.example/")
    assert ingest(BODY, url=f"{SITE}a").article.publisher == known


# Again


def test_the_same_text_again_changes_nothing():
    first, counts = ingest(PAGE), [m.objects.count() for m in (Article, Snapshot, Speaker, Suggestion)]
    again = ingest(PAGE.replace("</p>", "\u00a0</p>"))
    assert (again.outcome, again.article, again.snapshot) == ("unchanged", first.article, first.snapshot)
    assert [m.objects.count() for m in (Article, Snapshot, Speaker, Suggestion)] == counts


def test_a_new_text_of_a_known_address_is_a_new_snapshot_and_told_to_others():
    heard = []
    listener = lambda snapshot, previous, **_: heard.append((previous, snapshot))  # noqa: E731
    snapshot_captured.connect(listener)
    first = ingest(BODY, url=f"{SITE}mines/")
    second = ingest(BODY + " Twelve mines.", url="http://www.ore.example/news/mines?utm_source=x#top")
    snapshot_captured.disconnect(listener)
    assert (second.outcome, second.article, Article.objects.count()) == ("captured", first.article, 1)
    assert heard == [(first.snapshot, second.snapshot)]


def test_the_text_of_a_snapshot_that_was_never_held_is_supplied():
    text = canonicalise(PIECE, 1)
    known = factories.snapshot(
        factories.article(), sha256=sha256_of(text), length=len(text), canonical_version=1
    )
    report = ingest(PIECE)
    known.refresh_from_db()
    assert (report.outcome, report.snapshot, known.text) == ("supplied", known, text)


def test_a_text_that_was_taken_down_is_not_captured_again():
    snapshot = ingest(f"{PIECE}\nLeave a Reply").snapshot
    assert snapshot.removed == [{"text": "Leave a Reply", "times": 1}]
    Snapshot.objects.update(text=None, text_state="taken_down")
    snapshot.refresh_from_db()
    assert snapshot.removed == []
    assert "taken down for good" in notes(ingest(PIECE))


@pytest.mark.parametrize(
    "column", ["raw_sha256", "tool", "tool_version", "rights", "archive_url", "removed", "notes"]
)
def test_what_is_known_of_a_capture_never_changes(column):
    ingest(PAGE)
    value = ["x"] if column in ("removed", "notes") else "a" * 40
    with pytest.raises(IntegrityError, match="A snapshot never changes"):
        Snapshot.objects.update(**{column: value})


def test_the_history_has_no_text_and_no_furniture():
    ingest(f"{PIECE}\nLeave a Reply")
    columns = {f.name for f in Snapshot.pgh_event_model._meta.concrete_fields}
    assert {"text", "removed", "notes"}.isdisjoint(columns)
    assert {"raw_sha256", "tool", "tool_version", "rights", "archive_url"} <= columns


# Suggestions


def found(text: str, kind: str) -> list[tuple]:
    snapshot = ingest(text).snapshot
    rows = snapshot.suggestions.filter(kind=kind).order_by("start")
    return [(snapshot.text[s.start : s.end], s.speaker and s.speaker.slug, s.speaker_name) for s in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“We will open ten mines,” Doe said on Monday.", ("We will open ten mines,", "john-doe", "")),
        (
            "“We will open ten mines,” said Johnny D., who runs them.",
            ("We will open ten mines,", "john-doe", ""),
        ),
        ('John Doe told the paper that "ten mines is a start".', ("ten mines is a start", "john-doe", "")),
        ("Ann Lee dismisses the plan, calling it “a dream of roads”.", ("a dream of roads", None, "Ann Lee")),
        ("He has the so-called “new mines of the valley” in mind, Doe said.", None),
        ("The sign reads “mind the gap please” in red.", None),
    ],
)
def test_quotations_have_a_speaker_or_are_left(sentence, expected):
    factories.speaker("john-doe", name="John Doe", aliases=["Johnny D."])
    said = found(
        f"{BODY}\n\nThere was a meeting with John Doe in the town hall of the valley. {sentence}", "quote"
    )
    assert said == ([expected] if expected else [])


def test_sentences_of_critique_are_suggested_and_others_not():
    said = found(f"{BODY} The report fails to mention the river. It rained.", "critique")
    assert [words for words, _, _ in said] == ["The report fails to mention the river."]


# The command and the page


def test_the_command_reads_a_file_and_tells_what_is_not_certain(tmp_path):
    file, out = tmp_path / "piece.txt", StringIO()
    file.write_text(PIECE)
    call_command(
        "ingest",
        str(file),
        "--handle",
        "curator-3",
        "--url",
        f"{SITE}a",
        "--publisher",
        "Valley Times",
        stdout=out,
    )
    article = Article.objects.get()
    assert (article.recorded_by, article.url, str(article.publisher)) == (
        "curator-3",
        f"{SITE}a",
        "Valley Times",
    )
    assert "created: article" in out.getvalue()
    assert "note: New speaker: Valley Times" in out.getvalue()


def test_the_command_says_what_it_cannot_read():
    with pytest.raises(CommandError, match="nowhere: No such file"):
        call_command("ingest", "nowhere")
    with pytest.raises(CommandError, match="INGEST_FETCH"):
        call_command("ingest", "https://ore.example/")
    with pytest.raises(CommandError, match="A handle has"):
        call_command("ingest", "nowhere", "--handle", "ada@ore.example")


@pytest.fixture
def curator() -> Client:
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client = Client()
    client.force_login(user)
    return client


def test_the_admin_reads_a_pasted_text_and_leads_to_the_draft(curator):
    assert curator.get(reverse("admin:sources_article_ingest")).status_code == 200
    answer = curator.post(reverse("admin:sources_article_ingest"), {"text": PIECE}, follow=True)
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("admin:sources_article_change", args=[article.pk])
    assert "No publisher was found" in answer.text
    assert article.recorded_by.startswith("curator-")


@pytest.mark.parametrize(("sent", "why"), [({}, "Give a text, a file or an address"), ({"text": "{}"}, "not a WordPress post"), ({"url": f"{SITE}a"}, "INGEST_FETCH")])  # fmt: skip
def test_the_admin_says_what_it_cannot_read(curator, sent, why):
    assert why in curator.post(reverse("admin:sources_article_ingest"), sent).text


def test_only_who_may_add_articles_may_ingest(client):
    client.force_login(User.objects.create_user("visitor", is_staff=True))
    assert client.post(reverse("admin:sources_article_ingest"), {"text": PIECE}).status_code == 403


def test_suggestions_are_accepted_and_rejected_by_a_curator(curator):
    suggestion = ingest(f"{BODY} The report fails to mention the river.").snapshot.suggestions.get()
    page = reverse("admin:sources_suggestion_changelist")
    assert "fails to mention the river" in curator.get(page).text
    curator.post(page, {"action": "accept", "_selected_action": [suggestion.pk]})
    suggestion.refresh_from_db()
    assert suggestion.status == "accepted"


# The two curated documents


@pytest.mark.parametrize(
    ("name", "title", "highlights", "stub"),
    [
        ("000_9b9adaff7cf23c2c.txt", "", 6, ("BBC News", ["Hafsa Khalil", "Vitaliy Shevchenko"], None, "")),
        ("002_0524fadb7a41a105.txt", "Putin Allies Woo Trump with Rare Earth Mineral Deposits, But What About Midstream? And Downstream?",
         8, ("Newsweek", ["Brendan Cole", "John Feng"], date(2025, 3, 19), "")),
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


def test_json_that_breaks_off_is_refused_and_words_in_braces_are_not():
    with pytest.raises(Unreadable, match="a part of it is missing"):
        read(post()[:-20].encode())
    assert read(b"{sic} Gallium is scarce.").text.startswith("{sic}")
