"""From pages, files and pasted words to drafts: what is found, what stays empty, and what the same text again does."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sources.canonical import canonicalise, sha256_of
from sources.ingestion.facts import Unreadable
from sources.ingestion.reading import read
from sources.models import Article, Snapshot, Speaker, Suggestion
from sources.signals import snapshot_captured
from tests import factories

from .ingesting import BODY, PIECE, SITE, ingest, names, notes

pytestmark = pytest.mark.django_db


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
    assert (report.article.language, report.citations, report.suggestions) == ("de", [], 0)


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


def test_an_address_that_an_article_on_record_lacks_is_told():
    ingest(PIECE)
    report = ingest(PIECE, url=f"{SITE}a")
    assert (report.outcome, report.article.url) == ("unchanged", "")
    assert f"has no address; {SITE}a can be entered there" in notes(report)


def test_what_was_removed_from_a_supplied_text_is_kept():
    page = f"{PIECE}\n\nLeave a Reply\n"
    text = canonicalise(page)
    known = factories.snapshot(factories.article(), sha256=sha256_of(text), length=len(text))
    report = ingest(page)
    known.refresh_from_db()
    assert (report.outcome, known.removed) == ("supplied", [{"text": "Leave a Reply", "times": 1}])
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Snapshot.objects.update(removed=[])


def test_what_a_program_found_is_suggested_and_the_language_of_a_report_is_not_guessed():
    ingest(
        f"It follows a Reuters dispatch carried by Mining.com.\n\nAnn Lee for Oreweek reports that ten mines open.\n\n{PIECE}"
    )
    assert set(Article.objects.values_list("publisher__name", "method", "language")) == {
        (None, "suggested", "en"), ("Reuters", "suggested", "und"), ("Mining.com", "suggested", "und"), ("Oreweek", "suggested", "und"),
    }  # fmt: skip


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


def test_json_that_breaks_off_is_refused_and_words_in_braces_are_not():
    with pytest.raises(Unreadable, match="a part of it is missing"):
        read(post()[:-20].encode())
    assert read(b"{sic} Gallium is scarce.").text.startswith("{sic}")
