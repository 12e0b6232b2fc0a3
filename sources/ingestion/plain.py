"""What the words alone say, in a canonical text: a title, a byline and a date at its head, and the highlights."""

import re
from collections.abc import Iterator
from itertools import pairwise

from . import dates
from .credits import credit_of
from .facts import Facts
from .languages import language_of
from .names import PEOPLE, PERSON, UPPER, is_nobody, people_in, without_title
from .outlets import AGENCIES, MAY_BE_A_PAPER, OUTLET

HIGHLIGHTS = re.compile(
    r"(?:(?:Key |Summary )?Highlights|Key (?:Takeaways|Points)|At a [Gg]lance|HIGHLIGHTS|KEY (?:TAKEAWAYS|POINTS)):?"
)
MARK = re.compile(r"(?:[-–•*·▪◦‣●○+■□◆➢➤✓→]|\d{1,2}[.)]|[a-z][.)]|[ivx]{2,4}[.)]) ")
LONG = 140  # characters: a line of the head is shorter than a paragraph
SHORT = 60  # characters: a line with a date and little else
_TITLES = "".join(
    rf"(?<!\b{title})"
    for title in ("Mr", "Ms", "Dr", "Mrs", "St", "Rep", "Sen", "Gov", "Gen", "Prof", "Hon", "Lt", "Col")
)
SENTENCE_END = re.compile(rf"(?<![A-Z]){_TITLES}[.!?][”\"’'»“]?(?= +[A-ZÀ-Þ“\"‘'„«]| {4})")
NO_DATE = "so the date of publication is left empty."
FAR = 3_000  # characters: a byline stands no further below
DEEP = 8  # lines: no head is longer

_PLACE = re.compile(
    rf" in (?:[Tt]he )?[{UPPER}][\w.’'-]+(?: [{UPPER}][\w.’'-]+){{0,2}}(?=$|,? (?:and|&|[|·•–—-]) |, )"
)
_BYLINE = re.compile(
    rf"(?:By|BY|Written by|Interview by|Story by|Text by|Opinion by|Analysis by|Author(?:s|\(s\))?:|Words by):? (?P<names>{PEOPLE})(?:,? (?:for|of|at)? ?(?P<agency>{'|'.join(sorted(AGENCIES))}))?"
    rf"(?P<rest>(?: ?[,|–—·•].*| - .*| (?:Published|Posted|on|for|FOR|of|at|with) .*| {dates.PRINTED}.*)?)"
)
_AGENCY_LINE = re.compile(rf"(?:By|BY|Source:) (?P<agency>{'|'.join(sorted(AGENCIES))})")
_DATE_LINE = re.compile(
    rf"(?:(?:Published|Posted|Date|PUBLISHED|POSTED)(?: on)?:? ?)?(?:(?:\w+day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,? )?(?P<date>{dates.PRINTED})(?:(?=\d{{1,2}}:\d\d).{{0,50}}|,? .{{0,30}})?"
)
_BYLINES = {
    "de": "(?:(?:Eine? )?(?:Kommentar|Analyse|Bericht|Reportage|Interview|Gastbeitrag) von|Von)", "fr": "(?:Propos recueillis par|Par)",
    "es": "Por", "pt": "Por", "it": "Di", "nl": "Door",
}  # fmt: skip
_POSTED = re.compile(
    rf"(?:Posted|Published|Written|Submitted) by .{{1,60}}?(?: on|,| \||:)? (?P<date>{dates.WITH_YEAR}).{{0,30}}"
)
_CHINESE_BYLINE = re.compile(
    r"(?:作者|撰文|文|记者)[：:] ?(?P<names>[\u4e00-\u9fff·]{2,8}(?:[、，][\u4e00-\u9fff·]{2,8})*)"
)
_CRUMBS = re.compile(r"[^.?!]{1,40}(?: [>»›] [^.?!]{1,40})+")  # where the page stands in its site
_NO_TITLE = re.compile(
    r"(?:Posted|Published|Written|Submitted|Updated|Last updated|By|BY)\b|(?:\S+ ?){1,2}\|(?: ?\S+){1,2}$"
)
_MASTHEAD = re.compile(
    rf"The {MAY_BE_A_PAPER}|{PEOPLE} ?/ ?{OUTLET}"
)  # the name of a paper, or of a writer and of one
_HEADER = re.compile(r"(?:From|To|Cc|Sent|Date|Subject|Re|Fwd?): ")  # of an e-mail
_LABEL = re.compile(r"(?i:opinion|op-ed|commentary|analysis|editorial|exclusive|news|guest column|comment)")
_OPINION = re.compile(r"(?:(?i:opinion|op-ed|guest column)(?:\n| ?[|:] ?)|[^\n]*\n+Opinion by )")
_UPDATED = re.compile(
    r"(?i:(?:last |zuletzt )?(?:updated|modified|aktualisiert|geändert|mise? à jour|modifiée? le|actualizad[oa]|atualizad[oa]|aggiornat[oa]|обновлено)\b|\bstand:).*"
)
_WIRE = re.compile(
    r"(?i:\(\s*(?:globe ?newswire|business ?wire|newsfile corp\.?|accesswire)\s*\)|/ ?(?:PR ?Newswire|ACCESSWIRE|EQS|CNW) ?/|\bfor immediate release\b)"
)
_DATELINE = re.compile(
    rf"^(?:[{UPPER}][{UPPER} .,/’'-]{{2,60}}?(?:, |(?= ?\()))?(?P<when>{dates.PRINTED})? ?\((?P<agency>{'|'.join(sorted(AGENCIES))})\) ?[-–—]",
    re.MULTILINE,
)
_ALSO_SIGNED = re.compile(rf"(?:and|&|und|et|y|e) (?P<names>{PEOPLE})")  # below a byline


def facts_in(text: str, notes: list[str]) -> Facts:
    """What stands above the body. Nothing is guessed: what is not plain becomes a note."""
    found: dict = {}
    language = language_of(text)
    above = True  # nothing but dates and credits stands above the line
    lines = [line for line in _lines(text) if not _CRUMBS.fullmatch(line) and not _LABEL.fullmatch(line)]
    for line in lines:
        if _take(line, language, found, notes):
            above = above and found.keys() <= {"published_on", "publisher", "agency"}
        elif above and _MASTHEAD.fullmatch(line):
            notes.append(f"“{line}” may name the outlet: enter it by hand.")
        elif above and _HEADER.match(line):
            continue
        elif above and _is_title(line):
            found["title"] = line
            above = False
        else:
            above = False
    for line in _below_highlights(text):
        if not _take(line, language, found, notes):
            break
    notes += _perhaps_signed([line for line in lines if line != found.get("title")])
    if dateline := _DATELINE.search(text[:2_000]):
        found["agency"] = found.get("agency") or dateline["agency"]
        _take_date(dateline["when"] or "", language, found, notes)
    return Facts(**found)


def _take(line: str, language: str, found: dict, notes: list[str]) -> bool:
    """Whether the line is a byline, a credit line or a date; what it says is in `found` then."""
    return any(take(line, language, found, notes) for take in (_take_byline, _take_credit, _take_dated))


def _perhaps_signed(lines: list[str]) -> Iterator[str]:
    """Notes on lines of names beside a byline or a date, or in one line with a date."""
    for number, line in enumerate(lines):
        beside = lines[max(number - 1, 0) : number] + lines[number + 1 : number + 2]
        names = [
            part
            for part in re.split(r" [|·•] ", re.sub(r" \([^()]*\)$", "", line))
            if not _DATE_LINE.fullmatch(part)
        ]
        first = people_in(names[0])[0] if names and re.fullmatch(PEOPLE, names[0]) else ""
        dated = " | " in line or any(_BYLINE.fullmatch(one) or _DATE_LINE.fullmatch(one) for one in beside)
        if first and dated and not is_nobody(first) and without_title(first):
            yield f"“{line}” may name who wrote it: enter it by hand."


def _lines(text: str) -> Iterator[str]:
    """The lines of the head; a byline behind a bar stands by itself: "2 April 2025 | By Ann Lee"."""
    head = re.sub(r"(?m)^(By|BY)\n(?=\w)", r"\1 ", "\n".join(map(_unmarked, _head(text))))
    for line in head.split("\n"):
        yield from re.split(r" [|·•] (?=(?:By|BY) )", line)


def _below_highlights(text: str) -> Iterator[str]:
    """The lines right below the list of highlights."""
    heading = False
    for line in filter(None, text[:FAR].split("\n")):
        heading = heading or bool(HIGHLIGHTS.fullmatch(line))
        if heading and not HIGHLIGHTS.fullmatch(line) and not MARK.match(line):
            yield line


def _unmarked(line: str) -> str:
    """The line without the marks of Markdown around it."""
    return re.sub(r"^#{1,6} +|^[*_]{1,3}(?=\w)|(?<=\S)[*_]{1,3}$", "", line)


def _take_byline(line: str, language: str, found: dict, notes: list[str]) -> bool:
    """Whether the line is a byline, in English or in the language of the text."""
    prefix = _BYLINES.get(language, "")
    if by := _BYLINE.fullmatch(_PLACE.sub("", line)):
        people = _signed(by["names"], notes)
        if found.get("authors"):
            notes.append(f"“{line}” is a second byline: enter it by hand if it is of this piece.")
        found.setdefault("authors", tuple(name for name in people if name not in AGENCIES))
        named = next((name for name in people_in(by["names"]) if name in AGENCIES), "")
        found.setdefault("agency", by["agency"] or named)
        if other := re.match(rf" with (?={PEOPLE})", by["rest"]):
            notes.append(
                f"“{by['rest'][other.end() :]}” behind the byline may be an author: enter it by hand."
            )
        _take_date(by["rest"], language, found, notes)
    elif agency := _AGENCY_LINE.fullmatch(line):
        found.setdefault("agency", agency["agency"])
    elif prefix and (
        abroad := re.fullmatch(
            rf"{prefix} (?P<names>{PERSON}(?: (?:und|et|y|e|en) {PERSON})*)(?P<rest>(?:,| [|–·-]) .{{1,40}})?",
            line,
        )
    ):
        found.setdefault("authors", tuple(re.split(" (?:und|et|y|e|en) ", abroad["names"])))
        _take_date(abroad["rest"] or "", language, found, notes)
    elif (chinese := _CHINESE_BYLINE.fullmatch(line)) and language == "zh":
        found.setdefault("authors", tuple(re.split("[、，]", chinese["names"])))
    elif "authors" in found and (also := _ALSO_SIGNED.fullmatch(line)):
        found["authors"] += people_in(also["names"])
    elif len(line) < SHORT and re.match(
        rf"(?:By|BY) |by {PERSON}|(?:{'|'.join(set(_BYLINES.values()))}) {PERSON}", line
    ):
        notes.append(f"“{line}” may be a byline: enter it by hand.")
        _take_date(line, language, found, notes)
    else:
        return False
    return True


def _take_credit(line: str, language: str, found: dict, notes: list[str]) -> bool:
    """Whether the line names the outlets that a piece came through, and perhaps its date."""
    credit = credit_of(line)
    if credit is None:
        return False
    for name in ("agency", "publisher"):
        if getattr(credit, name):
            found.setdefault(name, getattr(credit, name))
    _take_date(credit.printed, language, found, notes)
    if credit.doubtful:
        notes.append(f"“{line}” may name the outlet: enter it by hand.")
    return True


def _take_dated(line: str, language: str, found: dict, notes: list[str]) -> bool:
    """Whether the line is about a date."""
    short = len(line) < SHORT
    parts = line.split(" | ") if "title" in found and len(line) < LONG else []
    if _UPDATED.fullmatch(line):
        notes.append(f"“{line}” is not a date of publication.")
    elif posted := _POSTED.fullmatch(line):
        _take_date(posted["date"], language, found, notes)
    elif _DATE_LINE.fullmatch(line) or (
        short and (dates.SLASHED.search(line) or dates.in_another_language(line))
    ):
        _take_date(line, language, found, notes)
    elif dated := [part for part in parts if _DATE_LINE.fullmatch(part)]:
        _take_date(dated[0], language, found, notes)
    else:
        return False
    return True


def _signed(names: str, notes: list[str]) -> tuple[str, ...]:
    """The people of a byline. Of "Ann Lee, Arab Ledger" the second may be an outlet or a role."""
    if several := re.fullmatch(r"(.*(?:&|\b(?i:and)\b) [^,]+), (.+)", names):
        names, rest = several[1], people_in(several[2])
        notes += [
            f"“{one}” in the byline may be an author or an outlet: enter it by hand."
            for one in rest
            if one not in AGENCIES
        ]
    people = people_in(names)
    if (
        len(people) == 2
        and people[1] not in AGENCIES
        and "," in names
        and not re.search(r"&|\b(?i:and)\b", names)
    ):
        notes.append(f"“{people[1]}” in the byline may be an author or an outlet: enter it by hand.")
        return people[:1]
    return people


def kind_of(text: str) -> str:
    """The kind of piece, where its first words leave no doubt; else ""."""
    start = text[:600]
    if _WIRE.search(start):
        return "press_release"
    if _OPINION.match(start):
        return "opinion"
    return "transcript" if re.match(r"(?:Full )?Transcript\b", start) else ""


def _head(text: str) -> list[str]:
    """The lines above the highlights or the first paragraph; a first line may be long, if it is no paragraph."""
    head: list[str] = []
    for number, line in enumerate(filter(None, text.split("\n"))):
        paragraph = len(line) >= LONG and not (number == 0 and _is_title(line))
        listed = MARK.match(line) and not dates.in_another_language(line)  # "12. Mai 2025" is no item
        if paragraph or HIGHLIGHTS.fullmatch(line) or listed or number >= DEEP:
            break
        head.append(line)
    return head


def _is_title(line: str) -> bool:
    """Whether a first line can be nothing else: no sentence, no list, no menu, more than a word or two."""
    if _NO_TITLE.match(line):
        return False
    if re.search("[\u3040-\u30ff\u4e00-\u9fff]", line):  # these scripts put no spaces between words
        return 6 <= len(line) <= 80 and not re.search("[。；：，、]$|。.", line)
    ends = line.rstrip("”’\"'")
    return (
        len(line) <= 250
        and len(line.split()) >= 3
        and not ends.endswith((".", ":", ";", ","))
        and not re.search(r"\. |\.[”’\"'] ", line)
    )


def _take_date(words: str, language: str, found: dict, notes: list[str]) -> None:
    """The first date of the words. One that is uncertain is kept as printed, in a note."""
    if updated := _UPDATED.search(words):
        notes.append(f"“{updated[0]}” is not a date of publication.")
        words = words[: updated.start()]
    printed = dates.ANY.search(words)
    if printed is None:
        return
    day = dates.day_of(printed[0], language)
    if found.get("published_on"):
        return
    if day is None:
        notes.append(f"{dates.doubt_about(printed[0])}, {NO_DATE}")
    found["published_on"] = day


def highlights_in(text: str, notes: list[str]) -> list[list[int]]:
    """The ranges [start, end] of the highlights, without their marks, nested ones each by itself."""
    ranges: list[list[int]] = []
    start, heading = 0, False
    for line in text.split("\n"):
        mark = MARK.match(line)
        if HIGHLIGHTS.fullmatch(line) and not ranges:
            heading = True
        elif heading and mark:
            ranges.append([start + mark.end(), start + len(line)])
        elif heading and line:
            if not ranges:
                notes.append("There is a heading for highlights, and no list below it: mark them by hand.")
            break
        start += len(line) + 1
    return ranges


def lines_of(text: str) -> list[tuple[int, str]]:
    """[(offset, line), …] of the lines that are not empty."""
    starts = [0, *(m.end() for m in re.finditer("\n", text)), len(text) + 1]
    return [(a, text[a : b - 1]) for a, b in pairwise(starts) if text[a : b - 1]]
