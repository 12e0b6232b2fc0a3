"""Every filter of what is claimed, every pair of filters and every order, held against plain Python over dictionaries."""

from collections.abc import Iterator

import pytest

from claims.filters import ClaimFilterSet
from tests.oracle.lists import LISTS
from tests.oracle.world import World
from tests.questions import agree_on_any, disagreements, interview, learn_times, with_an_exists_of_its_own
from tests.worlds import generated, inserted, sample

OURS = ["claims", "statements", "rebuttals", "supports", "topics"]
OF_ONE_ROW = [name for name, parameter in LISTS["claims"].parameters.items() if parameter.of]

in_both_worlds = pytest.mark.parametrize("world", [sample, generated], indirect=True, scope="module")
mostly_generated = pytest.mark.parametrize(
    "world", [pytest.param(sample, marks=pytest.mark.long), generated], indirect=True, scope="module"
)
generated_alone = pytest.mark.parametrize("world", [generated], indirect=True, scope="module")
long = pytest.mark.long


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), inserted(request.param()) as world:
        learn_times(world)
        yield world


@mostly_generated
@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("times", [1, pytest.param(3, marks=long)])
def test_every_pair_of_filters_agrees_with_plain_python(world, name, times):
    about = interview(world, name)
    assert disagreements(about, about.pairs(times)) == []


@in_both_worlds
@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("examples", [25, pytest.param(200, marks=long)])
def test_any_question_agrees_with_plain_python(world, name, examples):
    agree_on_any(interview(world, name), examples=examples)


@long
@in_both_worlds
@pytest.mark.parametrize("name", OURS)
def test_every_value_of_every_filter_agrees_with_plain_python(world, name):
    about = interview(world, name)
    assert disagreements(about, about.single_values()) == []


@mostly_generated
@pytest.mark.parametrize("name", OURS)
def test_every_order_is_total_with_absent_values_last(world, name):
    about = interview(world, name)
    assert disagreements(about, about.ordered()) == []


@in_both_worlds
@pytest.mark.parametrize("name", OURS)
def test_counters_are_what_plain_python_counts(world, name):
    assert interview(world, name).miscounted() == []


@mostly_generated
@pytest.mark.parametrize("name", OURS)
def test_a_slug_that_no_public_row_uses_is_refused(world, name):
    about = interview(world, name)
    for asked in about.hidden_slugs():
        assert about.answers(asked) == ("refused", "refused"), asked


@mostly_generated
def test_relevance_orders_the_rows_that_match_and_no_others(world):
    about = interview(world, "claims")
    for word in about.values("q"):
        ranked = [row["id"] for row in about.rows({"q": word, "ordering": "relevance"})]
        assert sorted(ranked) == sorted(about.list.answer(world, {"q": word}))


@generated_alone
@pytest.mark.parametrize("name", OF_ONE_ROW)
def test_a_filter_that_other_rows_may_answer_for_is_found_out(world, name):
    about = interview(world, "claims")
    with with_an_exists_of_its_own(ClaimFilterSet, name):
        assert any(not about.agrees(asked) for asked in about.pairs(1, of=name))
