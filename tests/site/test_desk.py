"""The curation desk as a curator meets it: a real browser on the real service."""

import os
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, Page, expect

from claims.models import Statement
from sources.models import Article, Curator
from tests import factories as make
from tests.browsing import PASSWORD, anchored, chromium, mark, read, saved, signed_in
from tests.servers import own_database, serving

expect.set_options(timeout=20_000)
MIRA, JONAS = "mira", "jonas"

# Emoji, a flag of two code points, combining marks, letters beyond the basic plane, and a line from right to left.
TEXT = unicodedata.normalize(
    "NFC",
    """Veland’s lithium bet

Tomas Rehn for The Harbour Gazette reports that Mayor Ines Halla wants a lease. 🌋🇪🇺 Naïve x\u0323\u0302 𝕃ucky: “our mines can supply half of Europe”, Halla told the council.
The Gazette fails to mention that Veland has no refinery, while critics warn of the treaty.
قال الوزير إن المناجم 🪨 تكفي نصف أوروبا ثم صمت.
Northmark said that production could double by next spring, and then it said so again.""",
)


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The service over a database of the module's own, with a curator and a reviewer."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
    with django_db_blocker.unblock(), own_database() as url:
        for name, role in ((MIRA, "Curator"), (JONAS, "Reviewer")):
            user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
            user.groups.add(Group.objects.get(name=role))
            Curator.objects.create(user=user, handle=name)
        with serving(url) as address:
            yield address
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def an_article(text: str = TEXT, **fields: Any) -> Article:
    """A draft with a text of its own, by an outlet of its own."""
    outlet = make.speaker(kind="publication")
    made = make.article(**{"status": "draft", "recorded_by": MIRA, "publisher": outlet} | fields)
    make.snapshot(made, text)
    return made


@pytest.fixture
def piece(address) -> Article:
    return an_article()


@pytest.fixture
def page(browser, address, piece) -> Iterator[Page]:
    """The piece as Mira reads it."""
    with signed_in(browser, address, MIRA) as page:
        read(page, address, piece.pk)
        yield page


def the_statement(article: Article) -> Statement:
    return Statement.objects.select_related("claim", "speaker").get(article=article)


def claim(page: Page, words: str) -> None:
    """Type the claim and press Enter."""
    page.locator("#capture-claim").fill(words)
    page.locator("#capture-claim").press("Enter")
    saved(page)


# From marked words to a claim


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("our mines can sup", "our mines can supply"),
        ("🇪🇺 Naïve x\u0323\u0302 𝕃uck", "🇪🇺 Naïve x\u0323\u0302 𝕃ucky"),
        ("🪨 تكفي نصف", "🪨 تكفي نصف"),
    ],
    ids=["after emoji and combining marks", "over them", "from right to left"],
)
def test_marked_words_are_the_quote_snapped_to_words(page, piece, words, marked):
    mark(page, unicodedata.normalize("NFC", words))
    claim(page, "It is so.")
    made, marked = the_statement(piece), unicodedata.normalize("NFC", marked)
    assert (made.quote_exact, made.quote_start) == (marked, TEXT.index(marked))
    assert made.recorded_by == MIRA
    assert (made.status, made.speaker, made.claim.text) == ("draft", piece.publisher, "It is so.")
    assert made.events.latest("pgh_id").pgh_context.metadata["user"] == User.objects.get(username=MIRA).pk


def test_with_alt_words_are_marked_freely(page, piece):
    mark(page, "can sup", freely=True)
    claim(page, "It is so.")
    assert the_statement(piece).quote_exact == "can sup"


def test_the_next_statement_of_the_same_speaker_takes_a_sentence_and_enter(page, piece):
    halla = make.speaker(name="Ines Halla", aliases=["Halla"])
    mark(page, "supply half of Europe")
    page.get_by_label("Named here").get_by_text("Ines Halla").click()
    expect(page.locator("#capture-fidelity")).to_have_value("partial_quote")
    expect(page.locator("#capture-role_as_printed")).to_have_value("Mayor")
    claim(page, "Veland can supply half of Europe.")
    mark(page, "wants a lease")
    expect(page.locator("#capture-speaker")).to_have_value("Ines Halla")
    expect(page.locator("#capture-fidelity")).to_have_value("paraphrase")
    claim(page, "Veland would lease its mines.")
    rows = Statement.objects.filter(article=piece, speaker=halla).values_list(
        "role_as_printed", "attribution"
    )
    assert list(rows) == [("Mayor", "explicit")] * 2
    expect(anchored(page)).to_have_count(2)
