"""The topics that the desk fills in for a new claim, and those that it offers."""

import pytest
from django.urls import reverse

from claims.desk import topics
from tests import factories as make
from tests.desk_calls import piece
from tests.sources.test_admin import curator

pytestmark = pytest.mark.django_db
__all__ = ["curator", "piece"]

NAMES = (
    "Ports and harbours",
    "Law of the sea",
    "Law of the land",
    "Refining of ores and of scrap metal",
    "Relations of Veland and the Union",
)


@pytest.mark.parametrize(
    ("claim", "filled_in"),
    [
        ("The port is deep.", {"Ports and harbours"}),
        ("A new law bans the mine.", set()),  # that word is in two names
        ("A law of the sea bans the mine.", {"Law of the sea"}),
        ("The refineries stand idle.", set()),  # one word of four
        ("Scrap could be refined.", {"Refining of ores and of scrap metal"}),
        ("The Velandic fleet is old.", set()),
        ("The Velandic government left the Union.", {"Relations of Veland and the Union"}),
        ("Portents were seen.", set()),
        ("", set()),
    ],
)
def test_a_topic_is_filled_in_where_half_of_its_name_and_a_word_of_its_own_are_said(claim, filled_in):
    names = {name: topics.stems(name) for name in NAMES}
    assert topics.filled_in(topics.stems(claim), names) == filled_in


def found(client, piece, **given):
    answer = client.get(reverse("desk:topics"), given | {"article": piece.pk}).json()["found"]
    return [(one["label"], one["sure"]) for one in answer]


def test_what_is_marked_offers_a_topic_and_fills_in_none(curator, piece):
    make.topic(name="Ports and harbours")
    assert found(curator, piece, quote="the port") == [("Ports and harbours", False)]
    assert found(curator, piece, claim="The port is deep.", quote="the port") == [
        ("Ports and harbours", True)
    ]


def test_topics_of_claims_that_share_words_are_offered_before_those_that_were_last_used(curator, piece):
    energy, law, last = make.topic(name="Energy"), make.topic(name="Law"), make.topic(name="Fishery")
    make.claim(energy, text="The smelter burns coal.")
    make.claim(energy, law, text="The smelter is closed.")
    make.statement(article=piece, claim=make.claim(last, text="Cod is dear."))
    asked = found(curator, piece, claim="A smelter would be built.")
    assert asked == [("Energy", False), ("Law", False), ("Fishery", False)]
    assert found(curator, piece, claim="Nobody knows.")[0] == ("Fishery", False)


def test_claims_that_were_withdrawn_teach_nothing(curator, piece):
    make.claim(make.topic(name="Energy"), text="The smelter burns coal.", status="withdrawn")
    assert found(curator, piece, claim="A smelter would be built.") == []
