"""Version 3: version 2 with the furniture of more sites, told by whole lines and by what stands above them.

In order, repeated until nothing changes:

1. rules 1 to 3 of version 2: lines that were decoded wrongly, line ends, spaces, NFC, link hints;
2. a line goes that is nothing but furniture: share bars, comment forms, newsletters, cookie notices, pointers to other pieces,
   captions and credits, categories, advertisements (the tables are in `furniture_3`);
3. below such a line go those that are furniture only there: names of networks, fields of a form, choices;
4. the heading of a table of contents goes, with its list: the lines that stand again below, and what is listed between them;
5. the heading of a list of other pieces goes, with the list below it, or with the titles that follow it to the end of the text;
6. rule 7 of version 1: blank lines.

Headings, list marks and every word of a paragraph stay. No word is joined or split, and no line is changed but for its
spaces and hints: it stays or it goes. What goes is recorded.
"""

import re
from collections import Counter

from . import furniture_3 as furniture
from .furniture_3 import LONGEST, bare
from .version_1 import with_plain_characters, without_stray_blank_lines
from .version_2 import as_meant, without_hints

ALONE = (
    furniture.SHARE, furniture.COMMENTS, furniture.NEWSLETTER, furniture.COOKIES,
    furniture.ALSO, furniture.RELATED, furniture.OTHER, furniture.CONTENTS,
)  # fmt: skip
BLOCKS = (
    (furniture.SHARE, furniture.BELOW_SHARE),
    (furniture.COMMENTS, furniture.BELOW_COMMENTS),
    (furniture.COOKIES, furniture.BELOW_COOKIES),
    (furniture.CONTENTS, furniture.BELOW_CONTENTS),
)
LISTED = 60  # lines of a list of contents or of other pieces that are looked at
TITLE, WORDS = 160, 4  # code points at most, and words at least, of the title of another piece
_MARK = re.compile(r"^(?:[-–•*·▪◦‣]|\d{1,2}(?:\.\d{1,2})*[.)]?) ")
_NO_TITLE = re.compile(r"[.:;,]$")
_CONTENTS = re.compile(f"{furniture.CONTENTS.pattern}|{furniture.CONTENTS_WITH_LIST.pattern}", re.IGNORECASE)


def cleaned(text: str, removed: Counter[str]) -> str:
    """One pass. What it takes out is counted in `removed`."""
    text = "\n".join(as_meant(line) for line in text.split("\n"))
    text = without_hints(with_plain_characters(text), removed)
    lines = text.split("\n")
    gone = _by_themselves(lines)
    gone |= _blocks(lines, gone)
    gone |= _contents(lines)
    gone |= _other_pieces(lines, gone)
    removed.update(lines[number] for number in sorted(gone) if lines[number])
    return without_stray_blank_lines("\n".join("" if n in gone else line for n, line in enumerate(lines)))


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return 0 < len(line) <= LONGEST and pattern.fullmatch(bare(line)) is not None


def _by_themselves(lines: list[str]) -> set[int]:
    return {
        n
        for n, line in enumerate(lines)
        if any(_is(pattern, line) for pattern in ALONE)
        or _is_row_of_buttons(line)
        or (_is(furniture.CAPTIONS, line) and not _MARK.match(line))  # "- Image: …" is an item of a list
    }


def _is_row_of_buttons(line: str) -> bool:
    """Several buttons and nothing else: two, if the first one says what they are for, or three."""
    if len(line) > LONGEST:
        return False
    words = bare(line)
    buttons = {button.casefold() for button in furniture.BUTTON.findall(words)}
    named = words.casefold().startswith(("share", "tweet", "click to share"))
    return len(buttons) >= 3 - named and not furniture.BUTTON.sub("", words).strip(" ,|/·•")


def _blocks(lines: list[str], gone: set[int]) -> set[int]:
    """What belongs to the furniture above it."""
    found: set[int] = set()
    for head, below in BLOCKS:
        inside = False
        for number, line in enumerate(lines):
            if number in gone and _is(head, line):
                inside = True
            elif inside and line:
                inside = _is(below, line)
                found |= {number} if inside else set()
    return found


def _contents(lines: list[str]) -> set[int]:
    """Headings of tables of contents that have their list, with it."""
    heads = {n: _is(furniture.CONTENTS, line) for n, line in enumerate(lines) if _is(_CONTENTS, line)}
    if not heads:
        return set()
    last = {_heading(line): number for number, line in enumerate(lines) if line}
    found: set[int] = set()
    for number, sure in heads.items():
        listed = _listed(lines, number, last, least=1 if sure else 2) or (
            _marked(lines, number) if sure else ()
        )
        found |= {number, *listed} if listed else set()
    return found


def _listed(lines: list[str], head: int, last: dict[str, int], *, least: int) -> range:
    """What is below the heading up to the last line that stands again further below; half of the lines at least do so."""
    end, count, again, seen = head, 0, 0, set[str]()
    for number in range(head + 1, min(head + 1 + LISTED, len(lines))):
        line, heading = lines[number], _heading(lines[number])
        if not line or _is(furniture.BELOW_CONTENTS, line):
            continue
        stands_again = last[heading] > number
        if heading in seen or not (stands_again or _is_title(line)):
            break  # the list is over: its first heading stands here again, or a sentence
        seen.add(heading)
        count += 1
        again += stands_again
        if stands_again:
            end = number
        elif again * 2 < count:
            break
    return range(head + 1, end + 1) if again >= least else range(0)


def _heading(line: str) -> str:
    return bare(_MARK.sub("", line)).rstrip(":").casefold()


def _marked(lines: list[str], head: int) -> range:
    """The list of titles right below the heading."""
    first = next((n for n in range(head + 1, len(lines)) if lines[n]), len(lines))
    end = first
    while end < min(first + LISTED, len(lines)) and _MARK.match(lines[end]) and _is_title(lines[end]):
        end += 1
    return range(first, end)


def _other_pieces(lines: list[str], gone: set[int]) -> set[int]:
    """Headings of lists of other pieces, with what they list."""
    start, told = _titles_at_the_end(lines, gone)
    found: set[int] = set()
    for number, line in enumerate(lines):
        sure = _is(furniture.RELATED, line)
        if not sure and not _is(furniture.RELATED_WITH_TITLES, line):
            continue
        listed = _marked(lines, number) if sure else range(0)
        if not listed and start <= number + 1 <= told:
            listed = range(number + 1, told + 1)
            found |= {number, *listed}
            break
        found |= {number, *listed} if listed else set()
    return found


def _titles_at_the_end(lines: list[str], gone: set[int]) -> tuple[int, int]:
    """From which line on all are titles or furniture, and the last of the titles: (number of lines, -1) if none is."""
    start, told, count = len(lines), -1, 0
    for number in reversed(range(len(lines))):
        if lines[number] and number not in gone:
            if count == LISTED or not _is_title(lines[number]) or len(lines[number].split()) < WORDS:
                break
            told, count = max(told, number), count + 1
        start = number
    return start, told


def _is_title(line: str) -> bool:
    return len(line) <= TITLE and not _NO_TITLE.search(line)
