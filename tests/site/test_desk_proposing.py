"""What the form fills in by itself, how it is taken out again, and that all of it has room beside the words."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Rebuttal, Statement
from sources.models import Article
from tests import factories as make
from tests.browsing import axe, mark, read, saved
from tests.curating import address, browser, claim, page, piece, spills

__all__ = ["address", "browser", "page", "piece"]
PLACE = """
(words) => {
  const node = [...document.querySelectorAll("#text p")].find((one) => one.textContent.includes(words)).firstChild;
  const range = document.createRange();
  range.setStart(node, node.data.indexOf(words));
  range.setEnd(node, node.data.indexOf(words) + words.length);
  const box = range.getBoundingClientRect();
  return [box.top, box.bottom];
}
"""


def topics(page: Page):
    return page.locator("#capture-topic-list li")


def test_topics_that_the_words_name_are_filled_in_and_stay_out_once_taken_out(page, piece):
    make.topic(name="Harbours and quays")
    words = page.locator("#capture-claim")
    mark(page, "Veland has no refinery")
    words.fill("The harbour is deep.")
    expect(topics(page)).to_have_text(["Harbours and quays×"])
    words.fill("The road is steep.")
    expect(topics(page)).to_have_count(0)
    words.fill("The harbour is shallow.")
    page.get_by_role("button", name="Without Harbours and quays").click()
    words.fill("The harbour is shallow and small.")
    expect(page.get_by_role("group", name="Likely topics")).to_contain_text("Harbours and quays")
    words.press("Enter")
    saved(page)
    assert not Claim.objects.get(text="The harbour is shallow and small.").topics.exists()


def test_topics_are_taken_by_a_digit_and_taken_out_by_backspace(page, piece):
    names = ("Shafts of old pits", "Shafts of new pits")
    for name in names:
        make.topic(name=name)
    mark(page, "then it said so again")
    page.locator("#capture-claim").fill("The shaft is flooded.")
    offered = page.get_by_role("group", name="Likely topics").get_by_role("button")
    expect(offered.nth(1)).to_contain_text("Shafts of")
    page.keyboard.press("Tab")
    expect(page.locator("#capture-topics")).to_be_focused()
    for taken in (1, 2):
        page.keyboard.press("1")
        expect(topics(page)).to_have_count(taken)
        expect(page.locator("#capture-topics-offered")).to_have_attribute("aria-busy", "false")
    page.keyboard.press("Backspace")
    expect(topics(page)).to_have_count(1)
    page.keyboard.press("Enter")
    saved(page)
    assert Claim.objects.get(text="The shaft is flooded.").topics.get().name in names


def countered(page: Page, piece: Article) -> Claim:
    """A claim that the outlet counters at the beginning of a sentence. The next words of that sentence are marked."""
    told = make.claim(text="Veland can supply half of Europe.")
    make.statement(
        article=piece, claim=told, snapshot=piece.snapshots.get(), quote="told the council", status="draft"
    )
    page.reload()
    expect(page.locator("#text[data-ready]")).to_be_visible()
    mark(page, "fails to mention")
    page.locator("#capture-claim").fill("The Gazette leaves out what matters.")
    page.locator("#capture-likely button").filter(has_text=told.text).first.click()
    page.locator("#capture-target").press("Enter")
    saved(page)
    mark(page, "Veland has no refinery")
    return told


def test_whoever_goes_on_in_the_sentence_counters_what_was_countered_before(page, piece, axe_source):
    make.topic(name="Kilns and ovens")
    told = countered(page, piece)
    expect(page.locator("#capture-targets")).to_contain_text("proposed, as before")
    page.locator("#capture-claim").fill("Veland has no kiln.")
    expect(topics(page)).to_have_text(["Kilns and ovens×"])
    assert axe(page, axe_source) == []
    claim(page, "Veland has no refinery.")
    made = Rebuttal.objects.get(statement__claim__text="Veland has no refinery.")
    assert made.target_claim == told


def test_a_target_that_was_proposed_is_taken_out_at_one_stroke(page, piece):
    countered(page, piece)
    page.get_by_role("button", name="Without: counters Veland can supply half of Europe.").click()
    expect(page.locator("#capture-targets li")).to_have_count(0)
    expect(page.locator("#capture-claim")).to_be_focused()
    claim(page, "Veland has no refinery.")
    row = Statement.objects.get(article=piece, claim__text="Veland has no refinery.")
    assert not row.rebuttals_made.exists()


def test_a_target_that_was_proposed_falls_when_somebody_else_speaks(page, piece):
    countered(page, piece)
    expect(page.locator("#capture-targets li")).to_have_count(1)
    page.locator("#capture-speaker").fill("The critics")
    page.locator("#capture-speaker-options").get_by_text("New speaker “The critics”").click()
    expect(page.locator("#capture-targets li")).to_have_count(0)
    expect(page.locator("#capture input[name=kind]:checked")).to_have_value("claim")


@pytest.mark.parametrize("width", [1280, 820])
@pytest.mark.parametrize("height", [900, 720])
def test_the_form_has_room_below_the_marked_words_and_its_button_is_seen(page, piece, address, width, height):
    for number in range(12):
        make.topic(name=f"Refineries and kilns of the district number {number}")
    page.set_viewport_size({"width": width, "height": height})
    read(page, address, piece.pk)
    mark(page, "Veland has no refinery")
    page.locator("#capture-claim").fill("Veland has no refinery.")
    expect(page.locator("#capture-topics-offered button")).to_have_count(9)
    page.keyboard.press("Alt+2")
    expect(page.locator("#capture-target")).to_be_visible()
    for part in ("#capture", "#capture-save"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    form = page.locator("#capture").bounding_box()
    top, bottom = page.evaluate(PLACE, "Veland has no refinery")
    assert form
    assert 0 <= top < bottom <= form["y"] < form["y"] + form["height"] <= height
    assert not spills(page)
