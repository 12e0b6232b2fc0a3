"""The command and the page of the admin through which articles are read."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

from sources.models import Article, Snapshot

from .ingesting import PIECE, SITE

pytestmark = pytest.mark.django_db


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
    assert (
        "title: Ten mines for the valley; publisher: Valley Times; authors: Ann Lee, Bo Rae; date: 2025-03-19"
        in out.getvalue()
    )
    assert "note: New speaker: Valley Times" in out.getvalue()


def test_the_command_says_how_each_report_is_cited(tmp_path):
    file, out = tmp_path / "piece.txt", StringIO()
    file.write_text(
        f"Ann Lee for Oreweek reports that ten mines will open. According to Reuters, none will.\n\n{PIECE}"
    )
    call_command("ingest", str(file), stdout=out)
    told = [line.split(":")[0] for line in out.getvalue().splitlines() if ", by " in line]
    assert told == ["reviews", "reports"]


def test_the_command_says_what_it_cannot_read():
    with pytest.raises(CommandError, match="nowhere: No such file"):
        call_command("ingest", "nowhere")
    with pytest.raises(CommandError, match="INGEST_FETCH"):
        call_command("ingest", "https://ore.example/")
    with pytest.raises(CommandError, match="A handle has"):
        call_command("ingest", "nowhere", "--handle", "ada@ore.example")


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--url", "javascript:alert(1)", "--url: “javascript:alert\\(1\\)” is no address"),
        ("--archive-url", "foo", "--archive-url: “foo” is no address"),
        ("--language", "klingon!", "BCP 47"),
    ],
)
def test_the_command_names_the_option_that_it_cannot_use(tmp_path, option, value, why):
    file = tmp_path / "piece.txt"
    file.write_text(PIECE)
    with pytest.raises(CommandError, match=why):
        call_command("ingest", str(file), option, value)
    assert not Article.objects.exists()


def test_an_option_of_spaces_says_nothing(tmp_path):
    file = tmp_path / "piece.txt"
    file.write_text(PIECE)
    call_command("ingest", str(file), "--title", "  ", stdout=StringIO())
    assert Article.objects.get().title == "Ten mines for the valley"


def test_both_entrances_say_how_much_furniture_was_removed(curator, tmp_path):
    file, out = tmp_path / "piece.txt", StringIO()
    file.write_text(f"{PIECE} (opens in a new tab)\n\nLeave a Reply\n")
    call_command("ingest", str(file), stdout=out)
    assert "page furniture removed: 2 lines or parts of lines" in out.getvalue()
    sent = {"text": f"Another title for it\n\n{PIECE}\n\nLeave a Reply\n"}
    answer = curator.post(reverse("admin:sources_article_ingest"), sent, follow=True)
    assert "Page furniture removed: 1 lines or parts of lines" in answer.text


def test_the_admin_reads_a_pasted_text_and_leads_to_the_draft(curator):
    assert curator.get(reverse("admin:sources_article_ingest")).status_code == 200
    answer = curator.post(reverse("admin:sources_article_ingest"), {"text": PIECE}, follow=True)
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("admin:sources_article_change", args=[article.pk])
    assert "No publisher was found" in answer.text
    assert article.recorded_by.startswith("curator-")


@pytest.mark.parametrize(("sent", "why"), [({}, "Give a text, a file or an address"), ({"text": " \n\t "}, "nothing but spaces"), ({"text": " ", "url": f"{SITE}a"}, "nothing but spaces"), ({"text": "<script>alert(1)</script>"}, "HTML without a text"), ({"text": "{}"}, "not a WordPress post"), ({"url": f"{SITE}a"}, "INGEST_FETCH")])  # fmt: skip
def test_the_admin_says_what_it_cannot_read(curator, sent, why):
    assert why in curator.post(reverse("admin:sources_article_ingest"), sent).text


def test_only_who_may_add_articles_may_ingest(client):
    client.force_login(User.objects.create_user("visitor", is_staff=True))
    assert client.post(reverse("admin:sources_article_ingest"), {"text": PIECE}).status_code == 403


def test_a_script_that_is_pasted_never_becomes_text(curator):
    curator.post(reverse("admin:sources_article_ingest"), {"text": f"<script>alert('pit')</script>\n{PIECE}"})
    assert Article.objects.get().title == "Ten mines for the valley"
    snapshot = Snapshot.objects.get()
    assert "alert" not in snapshot.text
    assert any("read as HTML" in note for note in snapshot.notes)


def test_a_doubtful_date_is_shown_and_kept_as_printed(curator):
    text = PIECE.replace("March 19, 2025", "03/04/2025")
    answer = curator.post(reverse("admin:sources_article_ingest"), {"text": text}, follow=True)
    note = "“03/04/2025”: which number is the month differs by country, so the date of publication is left empty."
    assert note in answer.text
    assert note in Snapshot.objects.get().notes
