"""Every filter of speakers and articles, every pair of filters and every order, held against plain Python over dictionaries."""

from collections.abc import Iterator

import pytest

from sources.filters import ArticleFilterSet, SpeakerFilterSet
from tests.oracle.lists import LISTS
from tests.oracle.world import World
from tests.questions import agree_on_any, disagreements, interview, learn_times, with_an_exists_of_its_own
from tests.worlds import generated, inserted, sample

OURS = ["speakers", "articles"]
FILTERS = {"speakers": SpeakerFilterSet, "articles": ArticleFilterSet}
OF_ONE_ROW = [(name, p) for name in OURS for p, parameter in LISTS[name].parameters.items() if parameter.of]

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


@generated_alone
@pytest.mark.parametrize(("name", "parameter"), OF_ONE_ROW)
def test_a_filter_that_other_rows_may_answer_for_is_found_out(world, name, parameter):
    about = interview(world, name)
    with with_an_exists_of_its_own(FILTERS[name], parameter):
        assert any(not about.agrees(asked) for asked in about.pairs(10, of=parameter))
