"""The pages as a browser shows them, on a desk and on a phone."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import needs_program
from tests.servers import cloned_database, serving

expect.set_options(timeout=20_000)  # a busy machine draws the manual slowly
WIDTHS = {"desk": 1280, "phone": 390}
METHODS = {"get", "post", "put", "patch", "delete"}
PATHS = ["/", "/problems/#gone", "/api/docs/", "/admin/login/"]


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The real service, which loads the sample data into its empty database by itself."""
    with django_db_blocker.unblock(), cloned_database() as url, serving(url) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs_program("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def visit(browser: Browser, address: str, width: int, scheme: str = "light") -> Iterator[Page]:
    """A new page that fails the test for any complaint of the browser and any request to another host."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda sent: (
            None if sent.url.startswith((address, "data:", "blob:")) else complaints.append(sent.url)
        ),
    )
    page.on(
        "response", lambda got: complaints.append(f"{got.status} {got.url}") if got.status >= 400 else None
    )
    yield page
    context.close()
    assert complaints == []


def spills(page: Page) -> bool:
    """Whether the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize(
    ("width", "scheme"), [(WIDTHS["desk"], "light"), (WIDTHS["phone"], "dark")], ids=WIDTHS
)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_whole_fits_and_asks_nobody_else(address, browser, path, width, scheme):
    with visit(browser, address, width, scheme) as page:
        page.goto(address + path, wait_until="networkidle")
        assert page.title()
        assert not spills(page)


def test_only_the_admin_sets_cookies(address, browser):
    with visit(browser, address, 1280) as page:
        for path in PATHS[:3]:
            page.goto(address + path, wait_until="networkidle")
        assert page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(address, browser, scheme):
    with visit(browser, address, 1280, scheme) as page:
        page.goto(address)
        for selector in (".lead", ".claim a", ".ground", ".by", ".examples code", "footer p", "nav a"):
            assert contrast(page, selector) >= 4.5, selector


def contrast(page: Page, selector: str) -> float:
    """The ratio of the luminances of text and page (WCAG 2)."""
    colours = page.evaluate(
        "css => [getComputedStyle(document.querySelector(css)).color, getComputedStyle(document.body).backgroundColor]",
        selector,
    )
    lighter, darker = sorted((luminance(colour) for colour in colours), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_landing_page_is_walked_by_keyboard_past_the_navigation(address, browser):
    with visit(browser, address, 1280) as page:
        page.goto(address)
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the content")
        expect(page.locator(":focus")).to_be_in_viewport()


def operations(address: str) -> int:
    """How many the document has."""
    paths = json.load(urlopen(f"{address}/api/schema/?format=json"))["paths"]  # noqa: S310
    methods = [method for path in paths.values() for method in path if method in METHODS]
    assert len(methods) > 15
    return len(methods)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_manual_shows_every_operation_and_makes_the_call_that_was_typed(address, browser, width):
    with visit(browser, address, width) as page:
        page.goto(f"{address}/api/docs/#/claims/listClaims")
        expect(page.locator(".opblock")).to_have_count(operations(address))
        speaker = page.locator("tr[data-param-name=speaker]")
        speaker.get_by_text("Add string item").click()
        speaker.locator("input").fill("vladimir-potanin")
        page.locator("button.execute").click()
        answer = page.locator(".live-responses-table")
        expect(answer.locator("tbody .response-col_status")).to_contain_text("200")
        expect(answer).to_contain_text("Foreign investors could help")
        assert not spills(page)


def test_the_manual_leads_to_the_openapi_document(address, browser):
    with visit(browser, address, 1280) as page:
        page.goto(f"{address}/api/docs/")
        link = page.locator(".info a[href^='/api/schema/']")
        answer = page.request.get(address + link.get_attribute("href"))
        assert answer.json()["openapi"].startswith("3.1")
