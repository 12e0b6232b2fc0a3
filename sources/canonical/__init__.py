"""The canonical form of a captured text: what is hashed, and what offsets count in.

Every hash and every offset in the database rests on these rules, so a rule that was once released never changes:
a better one is a new version beside it, and each snapshot records the version it was made with.
The rules of each version stand at the head of its module.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from . import version_1, version_2, version_3

CANONICAL_VERSION = 3

_RULES: dict[int, Callable[[str, Counter[str]], str]] = {
    1: version_1.cleaned,
    2: version_2.cleaned,
    3: version_3.cleaned,
}
VERSIONS = tuple(_RULES)


class Canonical(NamedTuple):
    """A canonical text, and the furniture that was taken out: [{"text": …, "times": …}, …] in order of appearance."""

    text: str
    removed: list[dict[str, Any]]


def canonicalise(raw: str, version: int = CANONICAL_VERSION) -> str:
    """The canonical form of `raw` under the rules of `version`.

    Pure and idempotent. The result is what `sha256_of` hashes and what quotes are cut from (code points, end exclusive).
    Raises ValueError for a version that this program does not know.
    """
    return canonical(raw, version).text


def canonical(raw: str, version: int = CANONICAL_VERSION) -> Canonical:
    """The same, with what was taken out of the page (from version 2 on). Raises ValueError for an unknown version."""
    rule = _RULES.get(version)
    if rule is None:
        known = ", ".join(str(number) for number in sorted(_RULES))
        raise ValueError(f"There is no canonical text version {version}; known: {known}.")
    removed: Counter[str] = Counter()
    text = _until_stable(lambda before: rule(before, removed), raw)
    return Canonical(text, [{"text": words, "times": times} for words, times in removed.items()])


def sha256_of(text: str) -> str:
    """The SHA-256 of a canonical text's UTF-8 bytes, as 64 lower-case hexadecimal digits.

    Raises UnicodeEncodeError for a lone surrogate, which no captured page can hold.
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _until_stable(rule: Callable[[str], str], text: str) -> str:
    """Taking something out can bring its two sides together into something to take out; the first pass may
    lengthen the text (NFC), every later one shortens it, so this ends."""
    while (shorter := rule(text)) != text:
        text = shorter
    return text
