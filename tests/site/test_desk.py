"""The curation desk as a curator meets it: a real browser on the real service."""

import os
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, Page, expect

from claims.anchoring.arrival import reanchor
from claims.models import Claim, Rebuttal, Statement
from sources.models import Article, Curator, Suggestion
from tests import factories as make
from tests.browsing import (
    MARK,
    PASSWORD,
    anchored,
    axe,
    choose,
    chosen,
    chromium,
    mark,
    read,
    saved,
    signed_in,
)
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
        with serving(url, LOG_LEVEL="ERROR") as address:
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
    refusals = ("status of 409", "status of 422")
    with signed_in(browser, address, MIRA, allowed=refusals) as page:
        read(page, address, piece.pk)
        yield page


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


def target(page: Page, words: str) -> None:
    page.locator("#capture-target").fill(words)
    expect(page.locator("#capture-target-options [aria-selected=true]")).to_contain_text(words)
    page.keyboard.press("Enter")


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


def suggestion(piece: Article, words: str, **fields: Any) -> Suggestion:
    start = TEXT.index(words)
    given = {"kind": "quote", "cue": "told", "start": start, "end": start + len(words)} | fields
    return Suggestion.objects.create(snapshot=piece.snapshots.get(), **given)


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


def test_nobody_publishes_a_draft_of_their_own_nor_one_that_changed(browser, piece, address):
    own = make.statement(article=piece, status="draft", recorded_by=JONAS)
    other = make.statement(article=piece, status="draft", recorded_by=MIRA)
    piece.publish(by=JONAS)
    with signed_in(browser, address, JONAS, allowed=("409", "422")) as page:
        page.goto(f"{address}/admin/desk/review/?article={piece.pk}&whose=all")
        expect(page.locator("#own")).to_contain_text("You recorded this yourself")
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


def test_what_was_cancelled_is_brought_back(page):
    mark(page, "wants a lease")
    page.locator("#capture-claim").fill("Veland would lea")
    page.keyboard.press("Escape")
    expect(page.locator("#capture")).to_be_hidden()
    page.keyboard.press("u")
    expect(page.locator("#capture-claim")).to_have_value("Veland would lea")
    page.keyboard.press("Escape")
