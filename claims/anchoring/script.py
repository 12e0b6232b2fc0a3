"""The edit script of two texts: which places of the old one are which of the new one."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]?\s*")
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


class Block(NamedTuple):
    """The same `length` characters at `old` in the one text and at `new` in the other."""

    old: int
    new: int
    length: int


class EditScript:
    """What stayed from one text to another: worked out on sentences, and on words only where those differ."""

    def __init__(self, old: str, new: str):
        self.blocks = list(_merged(_kept(old, new)))
        self.length = (len(old), len(new))
        self._olds = [block.old for block in self.blocks]
        self._by_new = sorted(self.blocks, key=lambda block: block.new)

    def kept(self, start: int, end: int, margin: int = 0) -> int | None:
        """Where [start, end) of the old text begins in the new one; None unless all of it stayed in one piece,
        with `margin` more characters on at least one side."""
        block = self._last_from(start)
        if block is None or end > block.old + block.length:
            return None
        before, after = start - block.old, block.old + block.length - end
        at_edge = start == 0 or end == self.length[0]
        return start - block.old + block.new if at_edge or max(before, after) >= margin else None

    def region(self, start: int, end: int) -> tuple[int, int]:
        """What stands in the new text between what stayed before and what stayed after [start, end)."""
        first = self._last_from(start)
        left = 0 if first is None else first.new + min(start - first.old, first.length)
        at = bisect_right(self._olds, end - 1) - 1
        if at >= 0 and end <= self.blocks[at].old + self.blocks[at].length:
            right = self.blocks[at].new + end - self.blocks[at].old
        else:
            right = self.blocks[at + 1].new if at + 1 < len(self.blocks) else self.length[1]
        return left, max(left, right)

    def came_from(self, start: int, end: int) -> int | None:
        """Where [start, end) of the new text stood in the old one; None unless all of it stayed in one piece."""
        at = bisect_right(self._by_new, start, key=lambda block: block.new) - 1
        if at < 0 or end > self._by_new[at].new + self._by_new[at].length:
            return None
        return start - self._by_new[at].new + self._by_new[at].old

    def _last_from(self, start: int) -> Block | None:
        at = bisect_right(self._olds, start) - 1
        return self.blocks[at] if at >= 0 else None


def _kept(old: str, new: str) -> Iterator[Block]:
    sentences = _SENTENCE.findall(old), _SENTENCE.findall(new)
    olds, news = _offsets(sentences[0]), _offsets(sentences[1])
    for a0, a1, b0, b1, equal in _steps(*sentences):
        if equal:
            yield Block(olds[a0], news[b0], olds[a1] - olds[a0])
        elif a1 > a0 and b1 > b0:
            yield from _kept_words(old, new, (olds[a0], olds[a1]), (news[b0], news[b1]))


def _kept_words(old: str, new: str, here: tuple[int, int], there: tuple[int, int]) -> Iterator[Block]:
    pieces = _WORD.findall(old[slice(*here)]), _WORD.findall(new[slice(*there)])
    olds, news = _offsets(pieces[0]), _offsets(pieces[1])
    for a0, a1, b0, _, equal in _steps(*pieces):
        if equal:
            yield Block(here[0] + olds[a0], there[0] + news[b0], olds[a1] - olds[a0])


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Each step of the script, with stretches that differ joined to one."""
    numbers: dict[str, int] = {}
    sides = [[numbers.setdefault(piece, len(numbers)) for piece in side] for side in (old, new)]
    pending: tuple[int, int] | None = None
    for step in Levenshtein.opcodes(*sides):
        if step.tag != "equal":
            pending = pending or (step.src_start, step.dest_start)
            continue
        if pending:
            yield pending[0], step.src_start, pending[1], step.dest_start, False
            pending = None
        yield step.src_start, step.src_end, step.dest_start, step.dest_end, True
    if pending:
        yield pending[0], len(old), pending[1], len(new), False


def _offsets(pieces: list[str]) -> list[int]:
    return list(accumulate(map(len, pieces), initial=0))


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks that follow each other without a gap in both texts, as one."""
    last: Block | None = None
    for block in blocks:
        if last and (last.old + last.length, last.new + last.length) == (block.old, block.new):
            last = Block(last.old, last.new, last.length + block.length)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last
