"""What becomes of the work at the desk: it is kept, compared, reviewed, sent back and published, in a real browser."""

from playwright.sync_api import Error, expect

from claims.anchoring.arrival import reanchor
from claims.models import Rebuttal, Statement
from tests import factories as make
from tests.browsing import anchored, choose, mark, read, saved, signed_in
from tests.curating import JONAS, MIRA, TEXT, address, browser, claim, page, piece, suggestion, the_statement

expect.set_options(timeout=20_000)
__all__ = ["address", "browser", "page", "piece"]


# Safety of the work


def test_two_edits_of_one_row_stand_side_by_side(page, piece, address, browser):
    mark(page, "wants a lease")
    claim(page, "Veland would lease its mines.")
    anchored(page).locator("button").click()
    choose(page, "capture-stance", "proposes")
    page.locator("#capture-more summary").click()
    page.locator("#capture-venue").fill("the council")
    row = the_statement(piece)
    Statement.objects.filter(pk=row.pk).update(stance="predicts", hedge="perhaps")
    page.locator("#capture-venue").press("Enter")
    table = page.locator("#capture-conflict table")
    expect(table).to_contain_text("predicts")
    expect(table).to_contain_text("the council")
    page.locator("input[name=choice-hedge][value=theirs]").check()
    page.get_by_role("button", name="Use what is ticked").click()
    page.locator("#capture-save").click()
    saved(page)
    row.refresh_from_db()
    assert (row.stance, row.hedge, row.venue) == ("proposes", "perhaps", "the council")


def test_a_conflict_shows_the_quote_and_keeps_what_one_did_not_touch(page, piece):
    mark(page, "wants a lease")
    claim(page, "Veland would lease its mines.")
    anchored(page).locator("button").click()
    row = the_statement(piece)
    start = TEXT.index("Ines Halla wants")
    Statement.objects.filter(pk=row.pk).update(
        quote_exact="Ines Halla wants", quote_start=start, quote_end=start + 16
    )
    edge = make.support(statement=row, status="draft", recorded_by=MIRA)
    choose(page, "capture-stance", "proposes")
    page.locator("#capture-save").click()
    table = page.locator("#capture-conflict table")
    expect(table).to_contain_text("Ines Halla wants")
    expect(page.locator("input[name=choice-stance][value=mine]")).to_be_checked()
    page.get_by_role("button", name="Use what is ticked").click()
    expect(page.locator("#capture-quote")).to_have_text("Ines Halla wants")
    page.locator("#capture-save").click()
    saved(page)
    row.refresh_from_db()
    assert (row.stance, row.quote_exact, row.quote_start) == ("proposes", "Ines Halla wants", start)
    assert row.supports_made.get() == edge


def test_two_wordings_of_one_claim_stand_side_by_side(page, piece):
    mark(page, "wants a lease")
    claim(page, "Veland would lease some of its mines.")
    anchored(page).locator("button").click()
    page.get_by_role("button", name="Reword it").click()
    page.locator("#capture-claim").fill("Veland would lease two mines.")
    row = the_statement(piece)
    row.claim.text = "Veland would lease all of its mines."
    row.claim.save(update_fields=["text"])
    page.locator("#capture-claim").press("Enter")
    cells = page.locator("#capture-conflict tbody td")
    expect(cells).to_have_text(["Veland would lease two mines.", "Veland would lease all of its mines."])
    page.get_by_role("button", name="Use what is ticked").click()
    expect(page.locator("#capture-claim")).to_have_value("Veland would lease two mines.")
    page.locator("#capture-claim").press("Enter")
    saved(page)
    assert the_statement(piece).claim.text == "Veland would lease two mines."


def test_undo_is_for_the_last_act_alone(page, piece):
    mark(page, "wants a lease")
    claim(page, "Veland would lease its mines.")
    expect(page.locator("#desk-undo")).to_be_visible()
    anchored(page).locator("button").click()
    choose(page, "capture-stance", "proposes")
    page.locator("#capture-save").click()
    saved(page)
    expect(page.locator("#desk-undo")).to_be_hidden()
    page.keyboard.press("u")
    expect(page.locator("#desk-status")).to_have_text("There is nothing to undo.")
    assert the_statement(piece).stance == "proposes"


def test_rejecting_leaves_another_form_alone_and_is_taken_back_from_the_margin(page, piece, address):
    found = suggestion(piece, "our mines can supply half of Europe")
    other = suggestion(piece, "The Gazette fails to mention", kind="critique")
    read(page, address, piece.pk)
    mark(page, "wants a lease")
    page.locator("#capture-claim").fill("Zinc freezes")  # like no claim on record, whose list takes Escape
    page.locator(f"#mark-{found.pk} button").focus()
    page.keyboard.press("x")
    expect(page.locator(f"#mark-{found.pk}")).to_have_count(0)
    expect(page.locator("#capture-claim")).to_have_value("Zinc freezes")
    expect(page.locator(f"#mark-{other.pk} button")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(f"#mark-{found.pk}")).to_be_visible()
    page.locator("#capture-claim").press("Escape")
    page.locator(f"#mark-{found.pk} button").focus()
    page.keyboard.press("x")
    expect(page.locator("#desk-undo")).to_contain_text("Undo the rejection")
    page.keyboard.press("u")
    expect(page.locator("#desk-undo")).to_contain_text("Bring back what I wrote")
    page.locator("#desk-undo").click()
    expect(page.locator("#capture-claim")).to_have_value("Zinc freezes")
    page.keyboard.press("Escape")


def test_a_lost_connection_loses_nothing_and_saves_once(browser, piece, address):
    with signed_in(browser, address, MIRA, allowed=("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")) as page:
        read(page, address, piece.pk)
        mark(page, "wants a lease")
        # The answer is lost, not the question: sent again, it must not make a second row.
        page.route("**/statements/*/", lambda route: (route.fetch(), route.abort()), times=1)
        page.locator("#capture-claim").fill("Veland would lease its mines.")
        page.locator("#capture-claim").press("Enter")
        expect(page.locator("#desk-waiting")).to_have_text("1 save waits for a connection")
        page.context.set_offline(True)
        mark(page, "critics warn")
        page.locator("#capture-claim").fill("The treaty forbids it.")
        page.locator("#capture-claim").press("Enter")
        expect(page.locator("#desk-waiting")).to_have_text("2 saves wait for a connection")
        page.context.set_offline(False)
        expect(page.locator("#desk-waiting")).to_have_text("")
        expect(anchored(page)).to_have_count(2)
    assert Statement.objects.filter(article=piece).count() == 2


def test_what_was_typed_survives_a_closed_tab_and_leaving_warns(page, piece, address):
    mark(page, "wants a lease")
    page.locator("#capture-claim").press_sequentially("Veland would lea")
    page.context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_event("dialog") as asked:
        page.reload()
    assert asked.value.type == "beforeunload"
    expect(page.locator("#capture-claim")).to_have_value("Veland would lea")
    expect(page.locator("#capture-quote")).to_have_text("wants a lease")
    claim(page, "Veland would lease its mines.")
    page.reload()
    expect(page.locator("#text[data-ready]")).to_be_visible()
    expect(page.locator("#capture")).to_be_hidden()


def test_two_people_in_one_article_see_each_others_additions_on_save(page, piece, address, browser):
    with signed_in(browser, address, JONAS) as other:
        read(other, address, piece.pk)
        mark(other, "critics warn")
        claim(other, "The treaty forbids it.")
    mark(page, "wants a lease")
    claim(page, "Veland would lease its mines.")
    expect(anchored(page)).to_have_count(2)


def test_a_form_that_another_takes_the_place_of_is_kept(page, piece):
    mark(page, "critics warn")
    claim(page, "The treaty forbids it.")
    mark(page, "wants a lease")
    page.locator("#capture-claim").fill("Veland would lea")
    anchored(page).locator("button").click()
    expect(page.locator("#capture-title")).to_have_text("Change what is recorded")
    expect(page.locator("#kept")).to_contain_text("Veland would lea")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#capture-claim")).to_have_value("Veland would lea")
    expect(page.locator("#capture-quote")).to_have_text("wants a lease")


def test_what_is_typed_and_not_picked_is_asked_about_and_kept(page, piece):
    mark(page, "wants a lease")
    page.locator("#capture-claim").fill("Veland would lease its mines.")
    page.locator("#capture-more summary").click()
    for name in ("affiliation", "via", "topics"):
        page.locator(f"#capture-{name}").fill("Zzz")
    page.locator("#capture-speaker").fill("Somebody else")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#capture-speaker")).to_have_value("Somebody else")
    page.locator("#capture-save").click()
    for name in ("affiliation", "via", "topics"):
        expect(page.locator(f"#error-{name}")).to_have_text("Choose “Zzz” from the list, or empty the field.")
    expect(page.locator("#error-speaker")).to_contain_text("Choose “Somebody else”")
    assert not Statement.objects.filter(article=piece).exists()


def test_what_is_published_is_read_only_for_whoever_may_not_change_it(browser, page, piece, address):
    row = make.statement(snapshot=piece.snapshots.get(), quote="wants a lease", recorded_by=MIRA)
    read(page, address, piece.pk)
    page.locator(f"#mark-{row.pk} button").click()
    expect(page.locator("#capture-locked")).to_be_visible()
    expect(page.locator("#capture-venue")).to_be_disabled()
    expect(page.locator("#capture-save")).to_be_hidden()
    page.keyboard.press("Escape")
    mark(page, "critics warn")
    expect(page.locator("#capture-locked")).to_be_hidden()
    expect(page.locator("#capture-venue")).to_be_enabled()
    with signed_in(browser, address, JONAS) as other:
        other.goto(f"{address}/admin/desk/articles/{piece.pk}/#{row.pk}")
        expect(other.locator("#capture-save")).to_be_visible()
        expect(other.locator("#capture-venue")).to_be_enabled()


def test_after_a_rebuttal_the_next_mark_is_a_claim(page, piece):
    mark(page, "Veland has no refinery")
    page.keyboard.press("Alt+2")
    page.locator("#capture-claim").fill("Veland has no refinery.")
    choose(page, "capture-stance", "denies")
    page.locator("#capture-target").click()
    page.get_by_role("option", name="this very claim").click()
    page.locator("#capture-target").press("Enter")
    saved(page)
    # Not in the sentence of the rebuttal, where its target would be proposed again.
    mark(page, "production could double")
    expect(page.locator("#capture")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("radio", name="Claim Alt 1")).to_be_checked()
    claim(page, "Production could double.")
    row = Statement.objects.get(article=piece, claim__text="Production could double.")
    assert not row.rebuttals_made.exists()


def test_nothing_is_looked_up_for_a_form_that_was_closed(page):
    wrong: list[Error] = []
    page.on("pageerror", lambda error: wrong.append(error))
    mark(page, "Veland has no refinery")
    page.evaluate(TYPED_AND_CANCELLED)
    page.wait_for_timeout(400)  # longer than the page waits for the next key
    assert wrong == []


TYPED_AND_CANCELLED = """
() => {
  const claim = document.getElementById("capture-claim");
  claim.value = "Veland refines nothing.";
  claim.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("capture-cancel").click();
}
"""


def test_what_was_cancelled_is_brought_back(page):
    mark(page, "wants a lease")
    page.locator("#capture-claim").fill("Zinc freezes")
    page.keyboard.press("Escape")
    expect(page.locator("#capture")).to_be_hidden()
    page.keyboard.press("u")
    expect(page.locator("#capture-claim")).to_have_value("Zinc freezes")
    page.keyboard.press("Escape")


# Review


def test_a_reviewer_publishes_by_keyboard_what_was_shown(browser, piece, address):
    drafts = [
        make.statement(
            article=piece,
            status="draft",
            recorded_by=MIRA,
            claim=make.claim(status="draft", recorded_by=MIRA),
        )
        for _ in range(2)
    ]
    make.rebuttal(statement=drafts[0], status="draft", recorded_by=MIRA)
    with signed_in(browser, address, JONAS) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        expect(page.locator("#card-title")).to_contain_text(drafts[0].claim.text)
        expect(page.locator(".effects")).to_contain_text(f"the claim “{drafts[0].claim.text}”")
        page.keyboard.press("p")
        expect(page.locator("#desk-status")).to_have_text("Published.")
        expect(page.locator("#card-title")).to_be_focused()
        page.keyboard.press("s")
        page.keyboard.type("Whose words are these?")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#queue-empty")).to_be_visible()
    rows = [*drafts, drafts[0].claim, Rebuttal.objects.get(statement=drafts[0]), piece]
    for row in rows:
        row.refresh_from_db()
    assert [row.is_public for row in rows] == [True, False, True, True, True]
    with signed_in(browser, address, MIRA) as page:
        page.get_by_text("Whose words are these?").locator("..").get_by_role("link").click()
        expect(page.locator("#capture")).to_be_visible()
        choose(page, "capture-attribution", "uncertain")
        page.locator("#capture-save").click()
        saved(page)
    remark = drafts[1].remarks.get()
    assert (remark.made_by, remark.settled_by) == (JONAS, MIRA)


def test_one_long_press_publishes_one_draft(browser, piece, address):
    drafts = [make.statement(article=piece, status="draft", recorded_by=MIRA) for _ in range(3)]
    with signed_in(browser, address, JONAS) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        expect(page.locator("#card-title")).to_be_visible()
        page.keyboard.down("p")
        expect(page.locator("#card-title")).to_contain_text(drafts[1].claim.text)
        expect(page.locator("[data-action=publish]")).to_be_enabled()
        for _ in range(3):
            page.keyboard.down("p")  # what a key does that is held
        page.keyboard.up("p")
        page.keyboard.press("s")
        page.locator("#remark").fill("Whose words")
        page.locator("#card-title").press("j")
        expect(page.locator("#card-title")).to_contain_text(drafts[2].claim.text)
        page.keyboard.press("k")
        expect(page.locator("#remark")).to_have_value("Whose words")
        expect(page.locator(".unit")).to_have_count(2)
    assert Statement.objects.filter(article=piece, status="draft").count() == 2


def test_nobody_publishes_a_draft_of_their_own_nor_one_that_changed(browser, piece, address):
    own = make.statement(article=piece, status="draft", recorded_by=JONAS)
    other = make.statement(article=piece, status="draft", recorded_by=MIRA)
    piece.publish(by=JONAS)
    with signed_in(browser, address, JONAS, allowed=("409", "422")) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}&whose=all")
        expect(page.locator("#own")).to_contain_text("You (jonas) recorded the statement")
        expect(page.locator("[data-action=publish]")).to_have_count(0)
        page.keyboard.press("j")
        expect(page.locator("#card-title")).to_contain_text(other.claim.text)
        Statement.objects.filter(pk=other.pk).update(stance="denies")
        page.keyboard.press("p")
        expect(page.locator("#card-error")).to_contain_text("Somebody changed this draft")
    assert Statement.objects.filter(pk__in=[own.pk, other.pk], status="draft").count() == 2


def test_only_drafts_that_were_read_are_rejected_together(browser, piece, address):
    drafts = [
        make.statement(article=piece, status="draft", recorded_by=MIRA, claim=make.claim(status="draft"))
        for _ in range(3)
    ]
    with signed_in(browser, address, JONAS) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        for count in (1, 2):
            expect(page.locator(".tick:enabled")).to_have_count(count)
            page.keyboard.press("x")
            if count == 1:
                page.keyboard.press("j")
        expect(page.locator(".tick:disabled")).to_have_count(1)
        page.locator("#reason").fill("Not what it says.")
        page.get_by_role("button", name="Reject them").click()
        expect(page.locator(".unit")).to_have_count(1)
    statuses = list(
        Statement.objects.filter(article=piece).order_by("pk").values_list("status", "withdrawn_reason")
    )
    assert statuses == [("withdrawn", "Not what it says.")] * 2 + [("draft", "")]
    drafts[0].claim.refresh_from_db()
    assert drafts[0].claim.status == "withdrawn"


def test_lost_quotes_join_the_queue_with_both_wordings(browser, piece, address):
    make.statement(snapshot=piece.snapshots.get(), quote="could double by next spring", recorded_by=MIRA)
    newer = make.snapshot(
        piece, TEXT.replace("could double", "could not double"), captured_at=make.NOW.replace(year=2027)
    )
    reanchor(newer)
    with signed_in(browser, address, JONAS) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        expect(page.locator("#card-title")).to_contain_text("differs in negation")
        expect(page.locator(".wordings mark")).to_contain_text("not")
        page.keyboard.press("p")
        expect(page.locator("#queue-empty")).to_be_visible()
    made = the_statement(piece)
    assert (made.quote_exact, made.snapshot) == ("could not double by next spring", newer)
