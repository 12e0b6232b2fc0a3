"""The curation desk as a curator meets it: words are marked and recorded, by mouse and by keyboard, in a real browser."""

import unicodedata

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Route, expect

from claims.models import Claim, Rebuttal, Statement
from tests import factories as make
from tests.browsing import MARK, anchored, axe, choose, chosen, mark, read, saved, signed_in
from tests.curating import (
    JONAS,
    MIRA,
    TEXT,
    address,
    an_article,
    browser,
    claim,
    page,
    piece,
    spills,
    suggestion,
    target,
    the_statement,
)

expect.set_options(timeout=20_000)
__all__ = ["address", "browser", "page", "piece"]


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
    expect(chosen(page, "capture-fidelity")).to_have_value("partial_quote")
    expect(page.locator("#capture-role_as_printed")).to_have_value("Mayor")
    claim(page, "Veland can supply half of Europe.")
    mark(page, "wants a lease")
    expect(page.locator("#capture-speaker")).to_have_value("Ines Halla")
    expect(chosen(page, "capture-fidelity")).to_have_value("paraphrase")
    expect(page.locator("#capture-role_as_printed")).to_have_value("Mayor")
    claim(page, "Veland would lease its mines.")
    rows = Statement.objects.filter(article=piece, speaker=halla).values_list(
        "role_as_printed", "attribution"
    )
    assert list(rows) == [("Mayor", "explicit")] * 2
    expect(anchored(page)).to_have_count(2)


def test_a_new_speaker_is_made_in_place(page, piece):
    mark(page, "critics warn of the treaty")
    page.locator("#capture-speaker").fill("critics")
    page.get_by_role("option", name="New speaker “critics”").click()
    page.get_by_label("unnamed (“critics”)").check()
    claim(page, "The treaty forbids mining.")
    made = the_statement(piece).speaker
    assert (made.name, made.kind, made.named, made.article) == ("critics", "group", False, piece)


def test_who_is_quoted_and_not_on_record_is_the_first_to_be_chosen(browser, address):
    piece = an_article("“Our mines can supply half of Europe”, Berit Onsager told the council.")
    with signed_in(browser, address, MIRA) as page:
        read(page, address, piece.pk)
        mark(page, "supply half of Europe")
        expect(page.locator("#capture-nearby .chip").first).to_contain_text("New speaker “Berit Onsager”")
        page.keyboard.press("Alt+4")
        claim(page, "Veland can supply half of Europe.")
    assert the_statement(piece).speaker.name == "Berit Onsager"


def test_what_is_known_is_offered_with_who_said_it(page, piece):
    known = make.claim(text="Veland has no refinery of its own.")
    make.statement(claim=known, speaker=make.speaker(name="Bo Lindqvist"))
    mark(page, "Veland has no refinery")
    page.locator("#capture-claim").press_sequentially("veland has no refin")
    offered = page.get_by_role("option", name="Veland has no refinery of its own.")
    expect(offered).to_contain_text("said by Bo Lindqvist")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#capture-known-text")).to_have_text(known.text)
    page.keyboard.press("Enter")
    saved(page)
    assert the_statement(piece).claim == known


def test_a_rebuttal_has_as_many_targets_as_are_picked(page, piece, address):
    report = make.article(title="Gazette report", status="draft", recorded_by=MIRA)
    make.citation(piece, report)
    other = make.statement(
        article=piece, status="draft", claim=make.claim(text="Veland supplies Europe.", status="draft")
    )
    read(page, address, piece.pk)
    mark(page, "fails to mention that Veland has no refinery")
    page.keyboard.press("Alt+2")
    target(page, "Gazette report")
    target(page, "Veland supplies Europe")
    choose(page, "edge-1-relation", "undercuts")
    claim(page, "Veland has no refinery.")
    made = Rebuttal.objects.filter(statement__article=piece).order_by("pk")
    assert [(one.target, one.relation, one.ground) for one in made] == [
        (report, "undermines", "omission"), (other.claim, "undercuts", "feasibility"),
    ]  # fmt: skip
    assert {one.counter_claim.text for one in made} == {"Veland has no refinery."}


def test_a_ground_proposes_the_relation_until_somebody_chooses_one(page, piece):
    make.statement(article=piece, status="draft", claim=make.claim(text="Veland is rich.", status="draft"))
    page.reload()
    expect(anchored(page)).to_have_count(1)
    mark(page, "Veland has no refinery")
    page.locator("#capture-claim").fill("Veland has no refinery.")
    page.locator("#capture-likely").get_by_role("button", name="Veland is rich.").first.click()
    ground, relation = page.locator("#edge-0-ground"), chosen(page, "edge-0-relation")
    ground.select_option("overstated")
    expect(relation).to_have_value("qualifies")
    choose(page, "edge-0-relation", "corrects")
    ground.select_option("contrary_evidence")
    expect(ground).to_be_focused()
    expect(relation).to_have_value("corrects")


def test_a_denial_counters_its_own_claim(page, piece):
    mark(page, "it said so again")
    page.locator("#capture-claim").fill("Production can double.")
    choose(page, "capture-stance", "denies")
    page.keyboard.press("Alt+2")
    page.locator("#capture-target").click()
    page.get_by_role("option", name="this very claim").click()
    page.locator("#capture-target").press("Enter")
    saved(page)
    made = Rebuttal.objects.get(statement__article=piece)
    assert (made.target, made.ground, made.counter_claim) == (made.statement.claim, "denial", None)


def test_what_the_models_refuse_is_said_at_the_field_and_nothing_is_saved(page, piece):
    mark(page, "wants a lease")
    page.locator("#capture-more summary").click()
    page.locator("#capture-said_on").fill("2026-03-04")
    page.locator("#capture-said_on_precision").select_option("month")
    page.locator("#capture-claim").fill("It is so.")
    page.locator("#capture-claim").press("Enter")
    expect(page.locator("#capture-error")).to_contain_text("a month is its first day")
    assert not Statement.objects.filter(article=piece).exists()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()


# Suggestions


def test_a_suggestion_is_accepted_by_recording_it_and_rejected_with_a_way_back(page, piece, address):
    quote = suggestion(piece, "our mines can supply half of Europe", speaker_name="Ines Halla")
    critique = suggestion(piece, "The Gazette fails to mention", kind="critique")
    read(page, address, piece.pk)
    page.locator(f"#mark-{quote.pk} button").click()
    expect(page.locator("#capture-speaker")).to_have_value("Ines Halla")
    claim(page, "Veland can supply half of Europe.")
    page.locator(f"#mark-{critique.pk} button").focus()
    page.keyboard.press("x")
    expect(page.locator("#desk-status")).to_have_text("Rejected.")
    expect(page.locator(".kind-suggestion")).to_have_count(0)
    assert set(piece.snapshots.get().suggestions.values_list("status", flat=True)) == {"accepted", "rejected"}
    page.get_by_role("button", name="Undo the rejection").click()
    expect(page.locator(f"#mark-{critique.pk}")).to_be_visible()
    made = the_statement(piece)
    assert (made.method, made.speaker.name, made.quote_exact) == (
        "suggested",
        "Ines Halla",
        TEXT[quote.start : quote.end],
    )


def test_what_was_saved_is_taken_back_whole(page, piece, address):
    quote = suggestion(piece, "our mines can supply half of Europe")
    read(page, address, piece.pk)
    page.locator(f"#mark-{quote.pk} button").click()
    claim(page, "Veland can supply half of Europe, all of it.")
    expect(page.locator(f"#mark-{quote.pk}")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"#mark-{quote.pk}")).to_be_visible()
    assert not Statement.objects.filter(article=piece).exists()
    assert not Claim.objects.filter(text="Veland can supply half of Europe, all of it.").exists()


def test_places_are_converted_in_both_directions_wherever_letters_take_two_units(page):
    assert page.evaluate(
        """async () => {
          const { CodePoints } = await import("/static/desk/text.js");
          const letters = ["a", "é", "🌋", "🇪🇺", "x\\u0323\\u0302", "𝕃", "ق", "\\n", "👩‍🔬"];
          const wrong = [];
          for (let seed = 1; seed < 400; seed += 1) {
            const string = Array.from({ length: seed % 23 }, (_, place) => letters[(seed * (place + 3)) % letters.length]).join("");
            const points = new CodePoints(string);
            for (const [place] of [...string, ""].entries()) {
              const units = [...string].slice(0, place).join("").length;
              if (points.toUnits(place) !== units || points.fromUnits(units) !== place) wrong.push([string, place]);
            }
          }
          return wrong;
        }"""
    ) == []  # fmt: skip


def test_a_long_text_with_300_anchors_has_one_node_for_each_line_and_finds_what_is_under_the_mouse(
    browser, address
):
    lines = [
        f"Line {number} says 🌋 that the mine number {number} is rich in ore and poor in water."
        for number in range(900)
    ]
    piece = an_article("\n".join(lines))
    held, claims = piece.snapshots.get(), [make.claim(status="draft") for _ in range(3)]
    for number in range(0, 900, 3):
        words = f"mine number {number} is rich"
        make.statement(snapshot=held, quote=words, claim=claims[number % 2], status="draft")
    make.statement(snapshot=held, quote="number 450 is rich in ore", claim=claims[2], status="draft")
    with signed_in(browser, address, MIRA) as page:
        read(page, address, piece.pk)
        expect(anchored(page)).to_have_count(301)
        nodes = "[...document.querySelectorAll('#text p')].map((line) => line.childNodes.length)"
        assert page.evaluate(nodes) == [1] * 900
        sizes = page.evaluate(
            "Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name, ranges.size]))"
        )
        assert (sizes["desk-claim"], sizes["desk-overlap"]) == (301, 1)
        point = page.evaluate(MARK, ["number 600", ""])
        page.mouse.move(point[0], point[1])
        active = page.locator("#marks .active")
        expect(active).to_have_count(1)
        expect(active).to_be_in_viewport()
        assert page.evaluate("[...CSS.highlights.get('desk-active')].map(String)") == [
            "mine number 600 is rich"
        ]


def test_the_mouse_may_move_over_the_text_before_its_marks_have_come(page, piece):
    held: list[Route] = []
    page.route("**/marks/", lambda route: held.append(route))
    with page.expect_request("**/marks/"):
        page.reload()
    point = page.evaluate(MARK, ["Veland has no refinery", ""])
    page.mouse.move(point[0], point[1])
    page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("#text[data-ready]")).to_be_visible()


# The form


def test_the_button_to_save_stays_in_view_when_the_window_or_the_form_changes(page, piece):
    save = page.locator("#capture-save")
    mark(page, "production could double")
    page.set_viewport_size({"width": 1280, "height": 520})
    expect(save).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(
        "scrollBy(0, document.querySelector('#capture').getBoundingClientRect().bottom - innerHeight)"
    )
    page.keyboard.press("Alt+2")
    expect(page.locator("#capture-target")).to_be_visible()
    expect(save).to_be_in_viewport(ratio=1)


def test_a_topic_that_was_taken_is_offered_no_more_however_it_was_taken(page, piece):
    make.topic(name="Refining of ores and trade in salts")
    make.topic(name="Refining of oils")
    mark(page, "Veland has no refinery")
    page.locator("#capture-claim").fill("Veland refines nothing.")
    offered = page.get_by_role("group", name="Likely topics").get_by_role(
        "button", name="Refining of ores and trade in salts"
    )
    expect(offered).to_be_visible()
    page.locator("#capture-topics").fill("Refin")
    page.locator("#capture-topics-options").get_by_role(
        "option", name="Refining of ores and trade in salts"
    ).click()
    expect(page.locator("#capture-topic-list")).to_contain_text("Refining of ores and trade in salts")
    expect(offered).to_have_count(0)
    page.locator("#capture-topics").fill("Refin")
    options = page.locator("#capture-topics-options")
    expect(options).to_contain_text("Refining of oils")
    expect(options).not_to_contain_text("Refining of ores and trade in salts")
    page.get_by_role("button", name="Without Refining of ores and trade in salts").click()
    expect(offered).to_be_visible()


def test_words_from_right_to_left_begin_at_the_right(page, piece):
    mark(page, "المناجم 🪨 تكفي")
    claim(page, "المناجم تكفي أوروبا.")
    expect(page.locator("#marks .what")).to_have_css("direction", "rtl")
    page.locator("#marks button").click()
    for part in ("quote", "known-text"):
        expect(page.locator(f"#capture-{part}")).to_have_css("direction", "rtl")


# Keyboard and access


def test_a_claim_is_recorded_and_changed_by_keyboard_alone(page, piece):
    page.locator("#text").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("Control+ArrowRight")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#capture-claim")).to_be_focused()
    page.keyboard.type("It was reported.")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.locator("#text")).to_be_focused()
    made = the_statement(piece)
    assert TEXT[made.quote_start : made.quote_end] == made.quote_exact
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.locator("#capture-title")).to_have_text("Change what is recorded")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+S")
    page.keyboard.press("r")
    expect(page.get_by_label("Rebuttal")).to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Shortcuts")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (820, "dark"), (640, "light")])
def test_every_page_passes_axe_and_fits(browser, piece, address, axe_source, width, scheme):
    quote = suggestion(piece, "our mines can supply half of Europe", speaker_name="Ines Halla")
    make.rebuttal(statement=make.statement(article=piece, status="draft"), status="draft")
    with signed_in(
        browser, address, JONAS, viewport={"width": width, "height": 900}, color_scheme=scheme
    ) as page:
        found = {"home": axe(page, axe_source)}
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}")
        expect(page.locator("#card-title")).to_be_visible()
        found["queue"] = axe(page, axe_source)
        assert not spills(page)
        read(page, address, piece.pk)
        found["text"] = axe(page, axe_source)
        page.locator(f"#mark-{quote.pk} button").click()
        page.keyboard.press("Alt+2")
        page.locator("#capture-more summary").click()
        page.locator("#capture-target").click()
        expect(page.locator("#capture-target-options li").first).to_be_visible()
        found["form"] = axe(page, axe_source)
        page.keyboard.press("Enter")
        assert not spills(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.locator("#desk-help-open").click()
        found["help"] = axe(page, axe_source)
    assert [f"{place}: {one}" for place, wrong in found.items() for one in wrong] == []
