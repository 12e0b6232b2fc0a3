"""An article at the curation desk, for tests that mark words in it."""

import os
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, Page, expect

from claims.models import Statement
from sources.models import Article, Curator, Suggestion
from tests import factories as make
from tests.browsing import PASSWORD, chromium, read, saved, signed_in
from tests.servers import own_database, serving

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


def an_article(text: str = TEXT, **fields: Any) -> Article:
    """A draft with a text of its own, by an outlet of its own."""
    outlet = make.speaker(kind="publication")
    made = make.article(**{"status": "draft", "recorded_by": MIRA, "publisher": outlet} | fields)
    make.snapshot(made, text)
    return made


def the_statement(article: Article) -> Statement:
    return Statement.objects.select_related("claim", "speaker").get(article=article)


def claim(page: Page, words: str) -> None:
    """Type the claim and press Enter."""
    page.locator("#capture-claim").fill(words)
    page.locator("#capture-claim").press("Enter")
    saved(page)


def spills(page: Page) -> bool:
    """Whether the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def target(page: Page, words: str) -> None:
    page.locator("#capture-target").fill(words)
    expect(page.locator("#capture-target-options [aria-selected=true]")).to_contain_text(words)
    page.keyboard.press("Enter")


def suggestion(piece: Article, words: str, **fields: Any) -> Suggestion:
    start = TEXT.index(words)
    given = {"kind": "quote", "cue": "told", "start": start, "end": start + len(words)} | fields
    return Suggestion.objects.create(snapshot=piece.snapshots.get(), **given)


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
        with serving(url, LOG_LEVEL="ERROR") as address:
            yield address
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def piece(address) -> Article:
    return an_article()


@pytest.fixture
def page(browser, address, piece) -> Iterator[Page]:
    """The piece as Mira reads it."""
    refusals = ("status of 409", "status of 422")
    with signed_in(browser, address, MIRA, allowed=refusals) as page:
        read(page, address, piece.pk)
        yield page
