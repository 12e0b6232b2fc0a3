"""What is not on the server yet, and marking by touch: nothing is lost and nothing is in the way, in a real browser."""

from playwright.sync_api import Page, expect

from claims.models import Statement
from tests import factories as make
from tests.browsing import MARK, anchored, mark, read, saved, signed_in
from tests.curating import (
    JONAS,
    MIRA,
    address,
    an_article,
    browser,
    claim,
    page,
    piece,
    the_statement,
)

expect.set_options(timeout=20_000)
__all__ = ["address", "browser", "page", "piece"]
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def record_offline(page: Page, words: str, said: str) -> None:
    mark(page, words)
    page.locator("#capture-claim").fill(said)
    page.locator("#capture-claim").press("Enter")
    expect(page.locator("#capture")).to_be_hidden()


def test_saves_that_wait_are_listed_changed_and_discarded(browser, piece, address):
    with signed_in(browser, address, MIRA, allowed=OFFLINE) as page:
        read(page, address, piece.pk)
        page.context.set_offline(True)
        record_offline(page, "wants a lease", "Veland would lease its mines.")
        record_offline(page, "critics warn", "The treaty forbids it.")
        waiting = page.locator("#kept .is-waiting")
        expect(waiting).to_have_count(2)
        expect(waiting.first).to_contain_text("“Veland would lease its mines.”")
        page.get_by_role("button", name="Discard “The treaty forbids it.”").click()
        expect(waiting).to_have_count(1)
        page.get_by_role("button", name="Change “Veland would lease its mines.”").click()
        expect(page.locator("#capture-claim")).to_have_value("Veland would lease its mines.")
        expect(waiting).to_have_count(0)
        page.locator("#capture-claim").fill("Veland would lease two mines.")
        page.locator("#capture-claim").press("Enter")
        expect(waiting).to_contain_text("two mines")
        page.context.set_offline(False)
        expect(page.locator("#kept-section")).to_be_hidden()
        expect(anchored(page)).to_have_count(1)
    assert the_statement(piece).claim.text == "Veland would lease two mines."


def test_what_waited_and_is_refused_says_why_also_after_a_reload(browser, piece, address):
    allowed = (*OFFLINE, "status of 422")
    with signed_in(browser, address, MIRA, allowed=allowed) as page:
        read(page, address, piece.pk)
        page.route("**/statements/*/", lambda route: route.abort(), times=1)
        record_offline(page, "wants a lease", "x" * 1001)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#capture-error, #error-claim").filter(has_text="1000")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(page.locator("#capture-error")).to_contain_text("Not saved:")
        claim(page, "Veland would lease its mines.")
    assert the_statement(piece).claim.text == "Veland would lease its mines."


def test_a_remark_that_was_not_sent_survives_a_reload(browser, piece, address):
    row = make.statement(article=piece, status="draft", recorded_by=MIRA)
    with signed_in(browser, address, JONAS) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        expect(page.locator("#card-title")).to_be_visible()
        page.keyboard.press("s")
        page.keyboard.type("Whose words are these?")
        page.reload()
        expect(page.locator("#remark")).to_have_value("Whose words are these?")
        page.locator("#remark").press("Control+Enter")
        expect(page.locator("#queue-empty")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('remark'))") == []
    assert row.remarks.get().text == "Whose words are these?"


def test_a_card_that_cannot_be_fetched_is_not_that_of_another_draft(browser, piece, address):
    drafts = [make.statement(article=piece, status="draft", recorded_by=MIRA) for _ in range(2)]
    with signed_in(browser, address, JONAS, allowed=OFFLINE) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        expect(page.locator("#card-title")).to_contain_text(drafts[0].claim.text)
        page.context.set_offline(True)
        page.keyboard.press("j")
        expect(page.locator("#card")).to_contain_text("There is no connection.")
        expect(page.locator("#card-title")).to_have_count(0)
        page.keyboard.press("p")
        page.context.set_offline(False)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#card-title")).to_contain_text(drafts[1].claim.text)
    assert Statement.objects.filter(article=piece, status="draft").count() == 2


def test_what_somebody_deleted_is_recorded_anew_with_nothing_lost(browser, piece, address):
    with signed_in(browser, address, MIRA, allowed=("status of 410",)) as page:
        read(page, address, piece.pk)
        mark(page, "wants a lease")
        claim(page, "Veland would lease its mines.")
        row = the_statement(piece)
        anchored(page).locator("button").click()
        page.locator("#capture-more summary").click()
        page.locator("#capture-venue").fill("the council")
        row.delete()
        page.locator("#capture-venue").press("Enter")
        expect(page.locator("#capture-error")).to_contain_text("Somebody deleted this meanwhile")
        page.locator("#capture-save").click()
        saved(page)
    made = the_statement(piece)
    assert (made.venue, made.claim.text, made.pk == row.pk) == (
        "the council",
        "Veland would lease its mines.",
        False,
    )


def test_a_target_is_chosen_by_a_digit_and_a_claim_becomes_its_rebuttal_by_one_key(page, piece):
    mark(page, "wants a lease")
    claim(page, "Veland would lease its mines.")
    mark(page, "Veland has no refinery")
    page.locator("#capture-claim").fill("Veland has no refinery.")
    expect(page.locator("#capture-likely .chip").first).to_contain_text("Veland would lease its mines.")
    page.keyboard.press("Alt+Shift+1")
    expect(page.get_by_role("radio", name="Rebuttal Alt 2")).to_be_checked()
    expect(page.locator("#capture-targets > li")).to_have_count(1)
    page.keyboard.press("Enter")
    saved(page)
    mark(page, "critics warn of the treaty")
    page.locator("#capture-claim").fill("The treaty forbids mining.")
    page.keyboard.press("Alt+2")
    page.locator("#capture-target").focus()
    expect(page.locator("#capture-target-options li").first).to_contain_text("Veland would lease its mines.")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    saved(page)
    targets = {
        one.target.text for row in Statement.objects.filter(article=piece) for one in row.rebuttals_made.all()
    }
    assert targets == {"Veland would lease its mines."}


def test_hedge_and_occasion_are_taken_by_a_click_and_shown_while_folded(browser, address):
    piece = an_article("On May 3, 2025, Mayor Ines Halla said that the mine might close.")
    make.speaker(name="Ines Halla")
    with signed_in(browser, address, MIRA) as page:
        read(page, address, piece.pk)
        mark(page, "might close")
        expect(page.locator("#capture-speaker")).to_have_value("Ines Halla")
        printed = page.get_by_role("group", name="Printed")
        expect(printed.get_by_role("button")).to_have_text(["hedge “might”", "said 2025-05-03"])
        for name in ("hedge “might”", "said 2025-05-03"):
            printed.get_by_role("button", name=name).click()
            expect(printed.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#capture-folded")).to_have_text("Mayor · “might” · 2025-05-03")
        expect(page.locator("#capture-claim")).to_be_focused()  # where Enter saves, and takes nothing away
        claim(page, "The mine will close.")
    made = the_statement(piece)
    assert (made.hedge, str(made.said_on), made.said_on_precision, made.role_as_printed) == (
        "might", "2025-05-03", "day", "Mayor",
    )  # fmt: skip


# Marking by touch


def test_words_marked_by_touch_wait_for_a_button_until_the_handles_are_done(browser, piece, address):
    tablet = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "is_mobile": True}
    with signed_in(browser, address, MIRA, **tablet) as page:
        read(page, address, piece.pk)
        left, top, *_ = page.evaluate(MARK, ["wants a lease", ""])
        touch = page.context.new_cdp_session(page)
        point = {"x": left + 12, "y": top}
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        page.wait_for_timeout(900)  # a long press
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        widen(page, "wants")
        button = page.get_by_role("button", name="Record what is marked")
        expect(button).to_be_visible()
        expect(page.locator("#capture")).to_be_hidden()
        widen(page, "wants a lea")  # a handle is drawn on
        expect(page.locator("#capture")).to_be_hidden()
        button.tap()
        expect(page.locator("#capture-quote")).to_have_text("wants a lease")
        expect(button).to_be_hidden()
        claim(page, "Veland would lease its mines.")
    assert the_statement(piece).quote_exact == "wants a lease"


def widen(page: Page, words: str) -> None:
    """Mark the words as the handles of the system do, which no test can draw: by the selection alone."""
    page.evaluate(
        """(words) => {
          const node = [...document.querySelectorAll("#text p")].find((one) => one.textContent.includes(words)).firstChild;
          const start = node.data.indexOf(words);
          getSelection().setBaseAndExtent(node, start, node, start + words.length);
        }""",
        words,
    )
