"""One quote, two texts: where it stands now, or why a person must look.

A wording is found again only if not a word of it differs and its place is certain. How alike two wordings are never
decides: it only helps to find what to show to the person.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import cached_property
from rapidfuzz.distance import Postfix, Prefix
from rapidfuzz.fuzz import partial_ratio_alignment

from . import wording
from .script import EditScript

CONTEXT = 256  # code points compared on each side
SURE = 16  # of them that must agree, if the words alone leave it open which place is meant
BESIDE = 4  # the same where the edit script has kept the words
LONG, WORDS = 24, 3  # code points, or words, of a quote that needs no context where it stands once
MANY = 2000  # occurrences that are compared; words that stand more often are a matter for a person
ALIKE = 0.5  # words in common that make another wording worth showing
LOOKED_AT = 70  # score of letters from which a wording is looked at


class Rung(StrEnum):
    EXACT = "exact"
    MOVED = "moved"
    NORMALISED = "normalised"
    CHANGED = "changed"
    ORPHANED = "orphaned"


@dataclass(frozen=True)
class Anchor:
    """A quote and where it stood in the old text."""

    quote: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


@dataclass(frozen=True)
class Finding:
    """What became of a quote. `start` and `end` are of the new text: where the quote stands, or the words that a
    person may take for it; None if orphaned. `differs` says what changed: number, negation, name, other."""

    rung: Rung
    start: int | None = None
    end: int | None = None
    differs: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        return self.rung in (Rung.EXACT, Rung.MOVED, Rung.NORMALISED)


class TextPair:
    """An older and a newer text of one article. Without the older one (`None`: not held) only words that stand once,
    and are long, are found elsewhere than where they stood."""

    def __init__(self, old: str | None, new: str):
        self.old = old
        self.new = new

    @cached_property
    def script(self) -> EditScript | None:
        return None if self.old is None else EditScript(self.old, self.new)

    def climb(self, anchor: Anchor) -> Finding:
        """Up the ladder: same place, the edit script, the words with their context, the words in another form; then
        the wording that a person should see; then nothing."""
        place = self._same_words(anchor)
        if place is not None:
            end = place + len(anchor.quote)
            if self._is_negated_beside(anchor, place, end):
                return Finding(Rung.CHANGED, place, end, ("negation",))
            return Finding(Rung.EXACT if place == anchor.start else Rung.MOVED, place, end)
        return self._other_form(anchor) or self._other_words(anchor) or Finding(Rung.ORPHANED)

    # The same words

    def _same_words(self, anchor: Anchor) -> int | None:
        if self._is_untouched(anchor):
            return anchor.start
        news = [
            place
            for place in _places(anchor.quote, self.new)
            if self._cut_alike(anchor, place, len(anchor.quote))
        ]
        if not news or len(news) > MANY:
            return None
        olds = [anchor.start] if self.old is None else _places(anchor.quote, self.old)
        if self.old is None and news == [anchor.start]:
            return anchor.start
        return self._which(anchor, news, olds)

    def _is_untouched(self, anchor: Anchor) -> bool:
        """The same words at the same place with the same words around them."""
        before, end = max(anchor.start - SURE, 0), anchor.end + SURE
        return (
            self.new.startswith(anchor.quote, anchor.start)
            and self.old is not None
            and (self.old[before:end] == self.new[before:end])
        )

    def _which(self, anchor: Anchor, news: list[int], olds: list[int]) -> int | None:
        """Which of the places is the quote's; None if that is not certain."""
        if len(news) == len(olds) == 1 and _speaks_for_itself(anchor.quote):
            return news[0]
        left = self._unaccounted(anchor, news, olds)
        if self.script:
            kept = self.script.kept(anchor.start, anchor.end)
            if kept in news and (
                kept == left or self.script.kept(anchor.start, anchor.end, BESIDE) is not None
            ):
                return kept
        if left is not None and _speaks_for_itself(anchor.quote):
            return left
        if self.old is None or len(olds) > MANY:
            return None
        place = self._nearest(anchor.start, news, (self.old, self.new), len(anchor.quote))
        if (
            place is None
            or self._nearest(place, olds, (self.new, self.old), len(anchor.quote)) != anchor.start
        ):
            return None
        return place

    def _unaccounted(self, anchor: Anchor, news: list[int], olds: list[int]) -> int | None:
        """The one place left when the other occurrences have stayed where they were, if one is."""
        length = len(anchor.quote)
        if self.script:
            others = {self.script.kept(old, old + length) for old in olds if old != anchor.start}
            if None in others:
                return None
            news = [place for place in news if place not in others]
        return news[0] if len(news) == 1 else None

    def _nearest(self, start: int, places: list[int], texts: tuple[str, str], length: int) -> int | None:
        """The one place in the second text whose surroundings agree best with those of `start` in the first."""
        scores = sorted(
            ((_agreement(texts, (start, place), length), place) for place in places), reverse=True
        )
        best = scores[0][0]
        if best < SURE or (len(scores) > 1 and scores[1][0] == best):
            return None
        return scores[0][1]

    def _cut_alike(self, anchor: Anchor, place: int, length: int) -> bool:
        """Words that were whole are whole: "would" does not stand in "wouldn't", nor "12" in "12.5"."""
        return not any(
            wording.cuts_word(self.new, now) and (self.old is None or not wording.cuts_word(self.old, then))
            for then, now in ((anchor.start, place), (anchor.end, place + length))
        )

    def _is_negated_beside(self, anchor: Anchor, start: int, end: int) -> bool:
        """Whether a negation came or went right beside words that stayed."""
        if self.old is None:
            return False
        then = wording.neighbours(self.old, anchor.start, anchor.end)
        now = wording.neighbours(self.new, start, end)
        return any(
            wording.is_negation(a) != wording.is_negation(b)
            for a, b in zip(then, now, strict=True)
            if a and b
        )

    # Other forms, other words

    def _other_form(self, anchor: Anchor) -> Finding | None:
        """The same words but for case, spaces, quotation marks and dashes, once in the new text or at the place
        where the edit script expects them."""
        pattern = wording.same_but_for_form(anchor.quote)
        spans = [match.span() for match in pattern.finditer(self.new)]
        fits = [
            (start, end)
            for start, end in spans
            if self.new[start:end] != anchor.quote
            and wording.case_alone_differs(anchor.quote, self.new[start:end])
            and self._cut_alike(anchor, start, end - start)
        ]
        if len(fits) > 1 or len(spans) > len(fits):
            left, right = self._region(anchor)
            fits = [span for span in fits if left <= span[0] and span[1] <= right]
        elif self.old is not None and len(pattern.findall(self.old)) > 1:
            return None
        fits = [span for span in fits if not self._stood_elsewhere(anchor, *span)]
        if len(fits) != 1 or self._is_negated_beside(anchor, *fits[0]):
            return None
        return Finding(Rung.NORMALISED, *fits[0])

    def _region(self, anchor: Anchor) -> tuple[int, int]:
        return self.script.region(anchor.start, anchor.end) if self.script else (anchor.start, anchor.start)

    def _other_words(self, anchor: Anchor) -> Finding | None:
        """The wording that a person should see beside the quote."""
        for start, end in (self._region(anchor), self._alike(anchor)):
            start, end = _trimmed(self.new, start, end)
            words = self.new[start:end]
            if (
                not words
                or len(words) > 3 * len(anchor.quote) + 40
                or self._stood_elsewhere(anchor, start, end)
            ):
                continue
            if wording.alikeness(wording.tokens(anchor.quote), wording.tokens(words)) >= ALIKE:
                return Finding(
                    Rung.CHANGED, start, end, tuple(wording.differences(anchor.quote, words)) or ("other",)
                )
        return None

    def _alike(self, anchor: Anchor) -> tuple[int, int]:
        """The stretch of the new text with the most letters in common, from word to word; (0, 0) if none is alike."""
        found = partial_ratio_alignment(anchor.quote, self.new, score_cutoff=LOOKED_AT)
        if found is None or found.dest_end - found.dest_start < len(anchor.quote) // 2:
            return 0, 0
        start, end = found.dest_start, found.dest_end
        while wording.cuts_word(self.new, start):
            start -= 1
        while wording.cuts_word(self.new, end):
            end += 1
        return wording.tightened(anchor.quote, self.new, start, end)

    def _stood_elsewhere(self, anchor: Anchor, start: int, end: int) -> bool:
        """Whether these words of the new text are others of the old one, which stayed as they were."""
        origin = self.script.came_from(start, end) if self.script else None
        return origin is not None and not anchor.start <= origin < anchor.end


def _speaks_for_itself(quote: str) -> bool:
    """Whether words are so many that, standing once, they need no context."""
    return len(quote) >= LONG or len(quote.split()) >= WORDS


def _places(quote: str, text: str) -> list[int]:
    """Where the quote starts in the text: at most MANY + 1 places."""
    found: list[int] = []
    place = text.find(quote)
    while place >= 0 and len(found) <= MANY:
        found.append(place)
        place = text.find(quote, place + 1)
    return found


def _agreement(texts: tuple[str, str], starts: tuple[int, int], length: int) -> int:
    """How many characters before and after the quote are the same in both texts, up to CONTEXT on each side."""
    (one, other), (a, b) = texts, starts
    before = Postfix.similarity(one[max(a - CONTEXT, 0) : a], other[max(b - CONTEXT, 0) : b])
    after = Prefix.similarity(
        one[a + length : a + length + CONTEXT], other[b + length : b + length + CONTEXT]
    )
    return int(before + after)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
