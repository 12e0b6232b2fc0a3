"""The admin of claims: the forms of statements and edges, their lists and searches."""

import pytest
from django.urls import reverse

from claims.models import Claim, ClaimTopic, Rebuttal, Relay, Statement, Support, Topic, TopicSlug
from tests.factories import article, claim, rebuttal, snapshot, speaker, statement, support, topic
from tests.sources.test_admin import curator, page, pages, queries_of, reviewer, save, told

pytestmark = pytest.mark.django_db
__all__ = ["curator", "reviewer"]

TEXT = "Potanin said 80%+ of it is lost. Much of it is 𝕃ost, he said. It is lost."


def new_statement(client, text=TEXT, **fields):
    of = article(status="draft")
    held = snapshot(of, text)
    given = {
        "article": of.pk,
        "claim": claim().pk,
        "speaker": speaker().pk,
        "fidelity": "verbatim",
        "stance": "asserts",
    }
    return save(client, pages(Statement, "add"), **given | {"attribution": "explicit"} | fields), held


def test_every_page_of_an_object_opens(curator, admin_client):
    rows = [claim(topic(broader=topic())), statement(via=[article()]), rebuttal(), support(), topic()]
    rows += [
        ClaimTopic.objects.first(),
        Relay.objects.get(),
        TopicSlug.objects.create(slug="once", topic=rows[-1]),
    ]
    rows += [
        rebuttal(target_article=article()),
        rebuttal(target_statement=rows[1]),
        rebuttal(target_rebuttal=rows[2]),
    ]
    for row in rows:
        assert admin_client.get(page(row)).status_code == 200, row
    for row in rows[:7]:
        assert curator.get(page(row)).status_code == 200, row


def test_a_list_makes_the_same_queries_for_5_and_50_rows(admin_client):
    def fill(count: int) -> None:
        for _ in range(count):
            made = statement(
                via=[article(title="", publisher=speaker())], claim=claim(topic(broader=topic()))
            )
            first = rebuttal(statement=made)
            for target in (
                {"target_rebuttal": first}, {"target_statement": statement()},
                {"target_article": article(title="", publisher=speaker())},
            ):  # fmt: skip
                rebuttal(**target)
                support(**target)

    urls = [pages(m, "changelist") for m in (Claim, Statement, Rebuttal, Support, Topic, Relay, ClaimTopic)]
    admin_client.get(urls[0])
    fill(3)
    few = [queries_of(admin_client, url) for url in urls]
    fill(15)
    assert [queries_of(admin_client, url) for url in urls] == few


@pytest.mark.parametrize(
    ("model", "field"),
    [(f"{edge}", f"target_{kind}") for edge in ("rebuttal", "support") for kind in ("claim", "statement", "article", "rebuttal")]
    + [("statement", name) for name in ("claim", "speaker", "article", "snapshot", "affiliation")]
    + [("rebuttal", "statement"), ("claim", "about_article"), ("claimtopic", "topic"), ("relay", "article"), ("topic", "broader")],
)  # fmt: skip
def test_an_autocomplete_answers(model, field, curator):
    rebuttal(statement=statement(claim=claim(topic("mining-law"))))
    snapshot(article(), "Words.")
    for term in ("", "speaker prop", "'\0"):
        query = {"app_label": "claims", "model_name": model, "field_name": field, "term": term}
        assert curator.get(reverse("admin:autocomplete"), query).status_code == 200


def test_claims_and_statements_are_found_by_the_beginnings_of_words_drafts_too(curator):
    drafts = claim(text="Processing is a bottleneck.", status="draft")
    said = statement(claim=drafts, speaker=speaker("potanin", aliases=["Nornickel"]), status="draft")
    statement(claim=claim(text="Processing is easy."))
    for model, term, found in (
        (Claim, "bottlen", drafts), (Claim, "processed bottleneck", drafts), (Claim, "PROCESSING Bottlenécks", drafts),
        (Statement, "nornickel process", said), (Statement, str(said.pk), said),
    ):  # fmt: skip
        assert list(curator.get(pages(model, "changelist"), {"q": term}).context["cl"].queryset) == [found], (
            term
        )


def test_a_quote_finds_its_place_in_the_newest_text(curator):
    response, held = new_statement(curator, quote_exact="𝕃ost, he")
    made = Statement.objects.get()
    assert response.status_code == 302
    assert (made.snapshot, made.quote_start, made.quote_end) == (held, 47, 55)
    assert (made.anchor_status, made.recorded_by, made.is_public) == ("exact", "curator-7", False)


def test_a_quote_that_occurs_twice_asks_for_its_start(curator):
    response, _ = new_statement(curator, quote_exact="is lost")
    assert "These words occur 2 times. Say which: 24 (" in told(response)
    response, _ = new_statement(curator, quote_exact="is lost", quote_start=TEXT.rindex("is lost"))
    assert response.status_code == 302
    assert Statement.objects.get().quote_end == TEXT.rindex("is lost") + 7


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quote_exact": "never said"}, "do not stand in the captured text"),
        ({"quote_exact": "Potanin", "quote_start": 5}, "do not start at 5, but at 0"),
        ({"quote_exact": "Potanin", "text": None}, "say where the quote starts"),
        ({"said_on": "2025-03-04", "said_on_precision": "month"}, "a month is its first day"),
        ({"claim": ""}, "required"),
    ],
)
def test_a_wrong_statement_is_an_error_of_the_form(fields, words, curator):
    assert words in told(new_statement(curator, **fields)[0])
    assert not Statement.objects.exists()


def test_a_text_of_another_article_is_refused(curator):
    other = snapshot(article(), TEXT)
    assert "a text of another article" in told(
        new_statement(curator, quote_exact="Potanin", snapshot=other.pk)[0]
    )


def test_a_copied_no_break_space_is_no_obstacle(curator):
    new_statement(curator, quote_exact="Potanin\u00a0said")
    assert Statement.objects.get().quote_exact == "Potanin said"


def test_a_new_quote_moves_and_an_emptied_one_takes_its_place_along(reviewer):
    row = statement(snapshot=snapshot(article(), TEXT), quote="Potanin")
    save(reviewer, page(row), quote_exact="80%+")
    row.refresh_from_db()
    assert (row.quote_start, row.quote_end) == (13, 17)
    save(reviewer, page(row), quote_exact="")
    row.refresh_from_db()
    assert (row.snapshot, row.quote_start, row.quote_end, row.anchor_status) == (None, None, None, None)


def test_the_chain_cannot_hold_the_article_itself(reviewer):
    row = statement()
    chain = {"relays-TOTAL_FORMS": 1, "relays-0-article": row.article.pk, "relays-0-position": ""}
    assert "The chain ends in the article" in told(save(reviewer, page(row), **chain))
    assert not Relay.objects.exists()


def test_a_rebuttal_is_added_on_its_statements_page(reviewer):
    row, target = statement(), claim()
    new = {
        "rebuttals_made-TOTAL_FORMS": 1, "rebuttals_made-0-target_claim": target.pk, "rebuttals_made-0-basis": "stated",
        "rebuttals_made-0-relation": "rebuts", "rebuttals_made-0-ground": "legal",
    }  # fmt: skip
    assert save(reviewer, page(row), **new).status_code == 302
    made = Rebuttal.objects.get()
    assert (made.statement, made.target, made.status, made.recorded_by) == (
        row,
        target,
        "draft",
        "reviewer-7",
    )


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ([], "exactly one target"),
        (["target_claim", "target_article"], "exactly one target"),
        (["target_article"], "does not fit this kind of target"),
        (["own_claim"], "only by denying it"),
    ],
)
def test_a_wrong_rebuttal_is_an_error_of_the_form(targets, words, curator):
    by = statement()
    rows = {"target_claim": claim(), "target_article": article(), "own_claim": by.claim}
    chosen = {name.replace("own", "target"): rows[name].pk for name in targets}
    given = {"statement": by.pk, "relation": "rebuts", "ground": "feasibility", "basis": "stated"}
    assert words in told(save(curator, pages(Rebuttal, "add"), **given, **chosen))
    assert not Rebuttal.objects.exists()


def test_a_circle_of_topics_is_an_error_of_the_form(curator):
    wide = topic("mining")
    narrow = topic("ores", broader=wide)
    assert "cannot lie below itself" in told(save(curator, page(wide), broader=narrow.pk))


def test_a_published_row_says_what_it_waits_for(reviewer):
    row = statement(status="draft", claim=claim(text="A draft claim.", status="draft"))
    response = reviewer.post(page(row, "publish"), {"seen_version": row.version}, follow=True)
    assert "not seen by the public before this is: claim “A draft claim.”" in told(response)
    assert "Published, but the public does not see it" in response.content.decode()


def test_a_claim_and_its_statement_are_withdrawn_together_by_ticking_both(reviewer):
    said = statement()
    both = f"{pages(Statement, 'withdraw')}?id={said.pk}&id={statement(claim=said.claim).pk}"
    assert reviewer.post(both, {"reason": "Misread.", "listed": 0}).status_code == 302
    alone = f"{pages(Claim, 'withdraw')}?id={said.claim.pk}"
    assert reviewer.post(alone, {"reason": "Misread.", "listed": 0}).status_code == 302
    assert {row.status for row in (*Claim.objects.all(), *Statement.objects.all())} == {"withdrawn"}


def test_a_claims_page_names_its_newest_statements_and_leads_to_all(curator):
    row = claim()
    for _ in range(22):
        statement(claim=row)
    listing = next(one for one in curator.get(page(row)).context["listings"] if one["title"] == "Statements")
    assert (len(listing["rows"]), listing["more"]) == (20, True)
    assert curator.get(listing["all_url"]).context["cl"].result_count == 22
    added = curator.get(listing["add_url"]).context["adminform"].form["claim"]
    assert str(added.value()) == str(row.pk)
