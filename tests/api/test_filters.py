"""Strict parameters: what is not understood is refused by name, and one row has to answer for each scope."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from tests import factories as make
from tests.api.endpoints import ClaimViewSet
from tests.claims.test_withdrawn import a_day_passes

pytestmark = pytest.mark.django_db


def texts(sample, query: str) -> set[str]:
    return {row["text"] for row in sample.rows(f"claims/?{query}")}


def test_an_unknown_parameter_is_refused_with_what_was_meant(sample):
    assert sample.refused("claims/?speeker=x")["speeker"]["suggestion"] == "speaker"


def test_every_offender_is_named_at_once(sample):
    found = sample.refused(
        "claims/?a=1&stance=asserst&page_size=0&said_after=tomorrow&format=xml&ordering=size"
    )
    assert list(found) == ["a", "stance", "page_size", "said_after", "format", "ordering"]
    assert found["stance"]["suggestion"] == "asserts"


def test_a_thousand_unknown_parameters_are_refused_quickly(sample):
    found = sample.refused("claims/?" + "&".join(f"speaker{number}=1" for number in range(900)))
    assert len(found) == 900
    assert sum("suggestion" in error for error in found.values()) <= 10


def test_more_parameters_than_django_reads_are_a_problem(sample):
    answer = sample.read("claims/?" + "&".join(f"a{number}=1" for number in range(1001)))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("name", ClaimViewSet.list_parameters())
@pytest.mark.parametrize(
    "value",
    ["", "%00", "a%00b", "%ED%A0%80", "%FF", "A" * 10_000, ",", "a,,b", "x%0Ay" + "%F0%9F%98%80" * 600],
    ids=["empty", "NUL", "inner NUL", "surrogate", "not UTF-8", "10 kB", "comma", "empty item", "600 emoji"],
)
def test_a_hostile_value_is_refused_by_name(sample, name, value):
    answer = sample.read(f"claims/?{name}={value}")
    if answer.status_code == 200:  # words and texts may hold commas and anything that can be printed
        assert name in {"q", "text"}
        assert answer.json()["results"] == []
    else:
        assert list(sample.refused(f"claims/?{name}={value}")) == [name]


ONE_VALUE = [name for name, parameter in ClaimViewSet.list_parameters().items() if not parameter.many]


@pytest.mark.parametrize("name", ONE_VALUE)
def test_a_parameter_of_one_value_is_refused_if_repeated(sample, name):
    example = ClaimViewSet.list_parameters()[name].example
    assert "more than once" in sample.refused(f"claims/?{name}={example}&{name}={example}")[name]["detail"]


def test_a_parameter_of_several_values_may_be_repeated_instead_also_in_the_links(sample):
    """As typed clients send lists."""
    repeated = sample.read("claims/?stance=asserts&stance=denies&fields=id&fields=text")
    joined = sample.read("claims/?stance=asserts,denies&fields=id,text")
    assert repeated.json() == joined.json()
    assert repeated["Link"] == joined["Link"]
    assert "stance=asserts%2Cdenies" in repeated["Link"]
    assert list(sample.refused("claims/?stance=asserts&stance=")) == ["stance"]


@pytest.mark.parametrize("value", ["True", "1", "yes", "banana", "tru"])
def test_a_boolean_is_true_or_false_and_nothing_else(sample, value):
    assert "rebutted" in sample.refused(f"claims/?rebutted={value}")


@pytest.mark.parametrize(
    "value",
    [
        "2025-02-30",
        "2025-2-3",
        "20250203",
        "0000-01-01",
        "99999-01-01",
        "-2025-01-01",
        "2025-W01-1",
        "٢٠٢٥-01-01",
    ],
)
def test_a_day_that_does_not_exist_is_refused(sample, value):
    assert "said_after" in sample.refused(f"claims/?said_after={value}")


@pytest.mark.parametrize(
    "value",
    [
        "2025-01-01",
        "2025-01-01T00:00:00",
        "2025-01-01T25:00:00Z",
        "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59-14:00",
        "2025-01-01T00:00:00+01:00",
    ],
)
def test_a_moment_without_an_offset_or_out_of_range_is_refused(sample, value):
    assert "updated_since" in sample.refused(f"claims/?updated_since={value}")


def test_a_moment_is_compared_in_its_own_offset(sample):
    make.claim(text="Now.")
    assert texts(sample, "updated_since=2020-01-01T00:00:00%2B02:00") == {"Now."}
    assert texts(sample, "updated_since=2999-01-01T00:00:00Z") == set()


def test_an_unknown_slug_is_refused_with_a_public_name(sample):
    make.statement(speaker=make.speaker("vladimir-putin"))
    make.statement(speaker=make.speaker("vladimir-secret"), status="draft")
    assert sample.refused("claims/?speaker=vladimir-putni")["speaker"]["suggestion"] == "vladimir-putin"
    assert "suggestion" not in sample.refused("claims/?speaker=vladimir-secret")["speaker"] or (
        sample.refused("claims/?speaker=vladimir-secret")["speaker"]["suggestion"] == "vladimir-putin"
    )


def test_several_values_mean_any_of_these(sample):
    for number, stance in enumerate(("asserts", "denies", "predicts")):
        make.statement(claim=make.claim(text=f"{number}"), stance=stance)
    assert texts(sample, "stance=asserts,predicts") == {"0", "2"}


def test_an_unknown_id_matches_nothing_and_a_merged_one_its_successor(sample):
    kept, merged = make.claim(text="Kept."), make.claim(text="Merged.")
    a_day_passes()
    Claim.objects.filter(pk=merged.pk).update(merged_into=kept)
    assert texts(sample, "id=0197d2a0-0000-7000-8000-000000000000") == set()
    assert texts(sample, f"id={merged.pk}") == {"Kept."}
    assert "id" in sample.refused("claims/?id=7")


def test_more_than_a_hundred_values_are_refused(sample):
    ids = ",".join(f"0197d2a0-0000-7000-8000-{number:012}" for number in range(101))
    assert "100 values" in sample.refused(f"claims/?id={ids}")["id"]["detail"]


def test_conditions_about_a_statement_hold_of_one_and_the_same_statement(sample):
    ann, bob = make.speaker("ann"), make.speaker("bob")
    mixed, denied = make.claim(text="mixed"), make.claim(text="denied")
    make.statement(claim=mixed, speaker=ann, stance="asserts")
    make.statement(claim=mixed, speaker=bob, stance="denies")
    make.statement(claim=denied, speaker=ann, stance="denies")
    assert texts(sample, "speaker=ann&stance=denies") == {"denied"}


def test_a_claim_is_not_found_through_a_statement_that_is_not_public(sample):
    ann = make.speaker("ann")
    make.statement(claim=make.claim(text="seen"), speaker=ann)
    make.statement(claim=make.claim(text="hidden"), speaker=ann, status="draft")
    assert texts(sample, "speaker=ann") == {"seen"}


def test_an_imprecise_date_matches_where_its_interval_overlaps_and_an_absent_one_never(sample):
    make.statement(claim=make.claim(text="march"), said_on="2025-03-01", said_on_precision="month")
    make.statement(claim=make.claim(text="dateless"))
    assert texts(sample, "said_after=2025-03-31") == {"march"}
    assert texts(sample, "said_after=2025-04-01") == set()
    assert texts(sample, "said_before=2025-03-01") == {"march"}
    assert texts(sample, "said_before=2025-02-28") == set()


def test_a_default_applies_until_the_parameter_is_given(sample):
    article = make.article()
    make.statement(
        article=article, speaker=make.speaker("critics", kind="group", named=False, article=article)
    )
    assert "critics" not in {row["slug"] for row in sample.rows("speakers/")}
    assert {row["slug"] for row in sample.rows("speakers/?named=false")} == {"critics"}


def test_words_are_searched_for(sample):
    make.claim(text="Lithium mines are slow.")
    make.claim(text="Ships are fast.")
    assert texts(sample, "q=mine") == {"Lithium mines are slow."}
    assert "no word" in sample.refused("claims/?q=!!")["q"]["detail"]


def test_a_filter_over_a_to_many_relation_gives_no_row_twice(sample):
    make.claim(make.topic("law"), make.topic("mining"), text="Both.")
    assert [row["text"] for row in sample.rows("claims/?topic=law,mining")] == ["Both."]


def test_names_are_resolved_in_one_query_for_each_table(sample):
    for slug in ("ann", "bob", "cyd"):
        make.statement(speaker=make.speaker(slug), claim=make.claim(make.topic(f"topic-of-{slug}")))
    query = "claims/?speaker=ann,bob,cyd&topic=topic-of-ann,topic-of-bob&count=true"
    sample.rows(query)
    with CaptureQueriesContext(connection) as queries:
        assert len(sample.rows(query)) == 2
    assert len(queries) <= 6


@pytest.mark.parametrize(
    "path", ["claims/{0}/?page_size=5", "claims/{0}/?stance=asserts", "claims/{0}/?format=csv"]
)
def test_a_single_object_takes_no_parameters_of_lists(sample, path):
    assert len(sample.refused(path.format(make.claim().pk))) == 1


def test_no_list_takes_more_queries_for_more_rows(sample):
    counts = []
    for _ in range(3):
        for _ in range(2):
            make.statement(claim=make.claim(make.topic()))
        with CaptureQueriesContext(connection) as queries:
            sample.rows("claims/?expand=statements&count=true")
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6
