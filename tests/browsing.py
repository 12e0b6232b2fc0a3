"""A curator's browser: pages of the admin that fail the test for any complaint, and words that are marked in a text."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.conftest import needs_program

PASSWORD = "a long enough password"
MARK = """
([words, after]) => {
  const line = [...document.querySelectorAll("#text p")].find((one) => one.textContent.includes(words));
  const node = line.firstChild;
  const start = node.data.indexOf(words, after ? node.data.indexOf(after) : 0);
  node.parentElement.scrollIntoView({ block: "center" });
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, start + words.length);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const [first, last] = [boxes[0], boxes.at(-1)];
  return [first.left + 1, (first.top + first.bottom) / 2, last.right - 1, (last.top + last.bottom) / 2];
}
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    program = needs_program("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def signed_in(
    browser: Browser, address: str, name: str, *, allowed: tuple[str, ...] = (), **options
) -> Iterator[Page]:
    """A page of somebody who is logged in. Errors, violations of the content security policy and requests to other
    hosts fail the test, unless they contain one of the words that are `allowed`."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
    context.set_default_timeout(20_000)
    page, complaints = context.new_page(), []

    def complain(words: str) -> None:
        if not any(one in words for one in allowed):
            complaints.append(words)

    page.on("console", lambda said: complain(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complain(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith((address, "data:")) else complain(asked.url)
    )
    page.goto(f"{address}/admin/login/?next=/admin/desk/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/desk/")
    yield page
    context.close()
    assert complaints == [], complaints


def read(page: Page, address: str, article: object) -> None:
    page.goto(f"{address}/admin/desk/articles/{article}/")
    expect(page.locator("#text[data-ready]")).to_be_visible()


def mark(page: Page, words: str, *, after: str = "", freely: bool = False) -> None:
    """Draw the mouse over the words."""
    left, top, right, bottom = page.evaluate(MARK, [words, after])
    if freely:
        page.keyboard.down("Alt")
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()
    if freely:
        page.keyboard.up("Alt")
    expect(page.locator("#capture")).to_be_visible()


def choose(page: Page, group: str, value: str) -> None:
    """One of the words that stand side by side."""
    page.locator(f"#{group} label:has(input[value={value}])").click()
    expect(page.locator(f"#{group} input[value={value}]")).to_be_checked()


def chosen(page: Page, group: str) -> Locator:
    return page.locator(f"#{group} input:checked")


def saved(page: Page) -> None:
    expect(page.locator("#capture")).to_be_hidden()
    expect(page.locator("#desk-status")).to_contain_text("Saved")


def anchored(page: Page) -> Locator:
    """What is recorded, in the list beside the text."""
    return page.locator("#marks li:not(.kind-suggestion)")


def axe(page: Page, source: str) -> list[str]:
    """What axe-core finds wrong with the page as it is: rule, what it asks, and where."""
    page.evaluate(source)  # not as a script of the page, which its policy would forbid
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
