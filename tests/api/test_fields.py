"""`fields=` and `expand=`: what is shown, and what is refused."""

import pytest

from reeapi.api.fields import choose, paths
from tests import factories as make
from tests.api.endpoints import ClaimShape

pytestmark = pytest.mark.django_db
TREE = {"id": None, "of": {"slug": None, "name": None}, "parts": {"id": None}, "parts_url": None}


@pytest.mark.parametrize(
    ("fields", "hidden", "expand", "shown"),
    [
        ((), (), (), TREE),
        ((), ("parts",), (), {"id": None, "of": {"slug": None, "name": None}}),
        (("id",), ("parts",), ("parts",), {"id": None, "parts": {"id": None}, "parts_url": None}),
        (("of.name", "id"), (), (), {"id": None, "of": {"name": None}}),
        (("of.name", "of"), (), (), {"of": {"slug": None, "name": None}}),
        (("parts_url",), (), (), {"parts_url": None}),
    ],
    ids=["all", "hidden", "expanded", "dotted, in declared order", "whole wins over part", "only the link"],
)
def test_the_shown_part_of_a_tree(fields, hidden, expand, shown):
    assert choose(TREE, fields, hidden, expand) == shown
    assert list(choose(TREE, fields, hidden, expand)) == list(shown)


def test_every_dotted_name_can_be_asked_for():
    assert paths(TREE) == ["id", "of", "of.slug", "of.name", "parts", "parts.id", "parts_url"]


def test_every_field_of_a_shape_can_be_shown_alone(sample):
    make.statement(claim=make.claim(make.topic(), about_article=make.article(publisher=make.speaker())))
    for name in paths(ClaimShape().tree()):
        query = f"fields={name}" + ("&expand=statements" if name.startswith("statements.") else "")
        query = f"fields={name}&expand=statements" if name in {"statements", "statements_url"} else query
        [row] = sample.rows(f"claims/?{query}")
        assert name.partition(".")[0] in row


def test_only_the_chosen_fields_are_shown(sample):
    make.claim(text="Mines are slow.")
    assert sample.rows("claims/?fields=text,version") == [{"text": "Mines are slow.", "version": 1}]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("txt", "text"), ("about_article.titel", "about_article.title"), ("text.id", None)],
)
def test_an_unknown_field_is_refused_with_what_was_meant(sample, name, suggestion):
    error = sample.refused(f"claims/?fields=id,{name}")["fields"]
    assert name in error["detail"]
    assert suggestion in {error.get("suggestion"), None}


def test_an_embedded_list_is_shown_when_expanded_with_a_link_to_the_rest(sample):
    statement = make.statement()
    [row] = sample.rows("claims/?expand=statements")
    assert [one["id"] for one in row["statements"]] == [str(statement.pk)]
    assert row["statements_url"] == f"http://testserver/api/v1/statements/?claim={statement.claim_id}"
    assert [one["id"] for one in sample.get(row["statements_url"]).json()["results"]] == [str(statement.pk)]


def test_a_list_shows_no_more_than_twenty_and_a_single_object_a_hundred(sample):
    claim, article, speaker = make.claim(), make.article(), make.speaker
    for _ in range(22):
        make.statement(claim=claim, article=article, speaker=speaker())
    [row] = sample.rows("claims/?expand=statements")
    assert len(row["statements"]) == 20
    assert len(sample.read(f"claims/{claim.pk}/").json()["statements"]) == 22


def test_a_field_of_a_list_that_is_not_expanded_is_refused_with_the_remedy(sample):
    assert sample.refused("claims/?fields=statements.id")["fields"]["suggestion"] == "expand=statements"


def test_an_unknown_expansion_is_refused_with_what_was_meant(sample):
    assert sample.refused("claims/?expand=statement")["expand"]["suggestion"] == "statements"
    assert (
        sample.refused("statements/?expand=claim")["expand"]["detail"]
        == "There is no parameter 'expand' here."
    )


def test_fields_work_on_a_single_object(sample):
    claim = make.claim(text="Mines are slow.")
    assert sample.read(f"claims/{claim.pk}/?fields=text").json() == {"text": "Mines are slow."}
