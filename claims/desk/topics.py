"""The topics that a new claim seems to have: by the words of their names, and by the words of claims that have them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import Any

from claims.models import Claim, ClaimTopic, Statement, Topic
from sources.models import Status

COMPARED = 2000  # topics whose names are compared with the words of a claim
LEARNT = 300  # claims that are learnt from: so many of the article, and so many of all, the latest
SHARE = 0.5  # of the words of a name that a claim has to have, for its topic to be filled in
ENDING = re.compile(r"(?<=\w{3})(?:ings?|ies|es|ed|s|e|y)$")
_PLAIN = (
    "about|all|also|and|any|are|been|being|but|can|could|did|does|even|for|from|had|has|have|how|into|its|just|more|most|much|not|"
    "only|other|our|out|over|own|she|some|such|than|that|the|their|them|then|there|they|this|too|very|was|were|what|when|where|"
    "which|who|will|with|would"
)
WORD = re.compile(rf"\b(?!(?:{_PLAIN})\b)\w{{3,}}")


def likely(claim: str, quote: str, article: Any) -> list[tuple[Topic, bool]]:
    """Topics, the likeliest first, each with whether it is so likely that it is filled in. `quote` is what is marked."""
    said, printed = stems(claim), stems(quote)
    topics = {one.pk: one for one in Topic.objects.order_by("-claim_count", "name")[:COMPARED]}
    names = {key: stems(one.name) for key, one in topics.items()}
    learnt = list(claims_with_topics(article))
    scores = by_claims(said, printed, learnt)
    for key, share in by_name(said | printed, names).items():
        scores[key] = scores.get(key, 0) + SHARE + share
    sure = filled_in(said, names)
    ranked = sorted((key for key in topics if key in scores), key=lambda key: (key not in sure, -scores[key]))
    beside = (key for _, of in reversed(learnt) for key in sorted(of) if key in topics)
    return [(topics[key], key in sure) for key in dict.fromkeys([*ranked, *beside])]


def filled_in(said: frozenset[str], names: dict[int, frozenset[str]]) -> set[int]:
    """Topics of which half of the name is said, with a word that no other topic has in its name."""
    own = Counter(word for name in names.values() for word in name)
    found = set()
    for key, words in matched(said, names).items():
        if len(words) >= SHARE * len(names[key]) and any(own[word] == 1 for word in words):
            found.add(key)
    return found


def by_name(words: frozenset[str], names: dict[int, frozenset[str]]) -> dict[int, float]:
    """{topic: the share of its name that is among the words}"""
    return {key: len(found) / len(names[key]) for key, found in matched(words, names).items()}


def matched(words: frozenset[str], names: dict[int, frozenset[str]]) -> dict[int, set[str]]:
    """{topic: the words of its name that are akin to one of `words`}, without topics that have none."""
    begun = defaultdict(list)
    for word in words:
        begun[word[:3]].append(word)
    found = {
        key: {one for one in name if any(akin(one, word) for word in begun[one[:3]])}
        for key, name in names.items()
    }
    return {key: some for key, some in found.items() if some}


def by_claims(
    said: frozenset[str], printed: frozenset[str], learnt: Iterable[tuple[frozenset[str], set[int]]]
) -> dict[int, float]:
    """{topic: how often claims that share a word have it}, summed over the words; those that are printed count half."""
    scores: dict[int, float] = defaultdict(float)
    with_word = defaultdict(list)
    for words, of in learnt:
        for word in words & (said | printed):
            with_word[word].append(of)
    for word, each in with_word.items():
        weight = (1 if word in said else 0.5) / (len(each) + 1)
        for key, times in Counter(key for of in each for key in of).items():
            scores[key] += weight * times
    return scores


def claims_with_topics(article: Any) -> Iterable[tuple[frozenset[str], set[int]]]:
    """(words, topics) of claims on record, those of the article last, each time the latest last."""
    here = Statement.objects.filter(article=article).exclude(status=Status.WITHDRAWN)
    own = list(here.order_by("-pk").values_list("claim", flat=True)[:LEARNT])
    usable, mine = Claim.objects.exclude(status=Status.WITHDRAWN), set(own)
    latest = [key for key in usable.order_by("-pk").values_list("pk", flat=True)[:LEARNT] if key not in mine]
    texts: dict[Any, str] = {}
    topics: dict[Any, set[int]] = defaultdict(set)
    links = ClaimTopic.objects.filter(claim__in=[*own, *latest])
    for claim, text, topic in links.values_list("claim", "claim__text", "topic"):
        texts[claim] = text
        topics[claim].add(topic)
    return ((stems(texts[key]), topics[key]) for key in [*reversed(latest), *reversed(own)] if key in texts)


def akin(one: str, other: str) -> bool:
    """Whether two words begin alike, for three fifths of the longer and four letters: “Ukraine” and “Ukrainian”."""
    needed = max(4, ceil(0.6 * max(len(one), len(other))))
    return one == other or (len(one) >= needed and one[:needed] == other[:needed])


@lru_cache(maxsize=8192)
def stems(words: str) -> frozenset[str]:
    """English words without their endings, so that “mines” is found in “mining”."""
    return frozenset(ENDING.sub("", word) for word in WORD.findall(words.lower()))
