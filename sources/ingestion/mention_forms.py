"""The forms of words in which English sentences name a report of somebody else's, as patterns.

NAMES stands for the outlets that are known. The groups: `people`, `outlet`, `via` (through which outlet an agency's report
was read), `when` or `when2` (a printed date), `piece` (what sort it is), `programme`. A group `weak` says that the words before the
outlet are common ("of", "in"), so that the outlet has to be known, or be like one by its name.
"""

from typing import NamedTuple

from . import dates
from .names import PEOPLE, UPPER
from .outlets import MAY_BE_A_PAPER, OUTLET

# What a critique does with the piece that it is about, and a news report with none.
JUDGING = (
    r"(?:explor|examin|review|assess|analy[sz]|critiqu|dissect|unpack|delv|scrutini[sz])(?:e|es|ed|s|ing)?"
)
_TELLING = (
    "report|write|argue|suggest|say|describe|detail|reveal|note|claim|discuss|highlight|cover|outline|"
    "point|tell|ask|warn|show|explain|contend|cite|assert|observe|document|reflect|present|summari[sz]e|state|find|look|trace|"
    "investigate|question|consider|offer|raise|chronicle|announce|confirm|maintain|share|break|add|predict|caution|follow"
)
_VERB = rf"(?:(?:has|have|had|recently|also|both|jointly|rightly) )*(?P<verb>(?:{_TELLING})(?:s|es|ed|d)?\b|{JUDGING}\b|(?:wrote|said|told|found|broke)\b)"
_DATE = rf"(?:{dates.PRINTED}|{dates.NUMBERS})"
SORT = r"(?:article|report|piece|story|analysis|column|op-ed|essay|feature|dispatch|investigation|exclusive|scoop|editorial|segment|broadcast|documentary)"
_WHEN = rf"(?:,? in (?:an?|his|her|their)(?: \w+)? {SORT})?(?:,? ?(?:\(|on |dated |(?:published|aired|broadcast|released) (?:on )?|of |from )?(?:\w+day,? )?(?P<when>{_DATE})(?: edition)?\)?)?"
_CARRIED = (
    r"(?:carried|relayed|republished|reprinted|reposted|picked up|run|distributed|syndicated|published)"
)
_FROM = rf"(?:,? (?:from|in) [{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?(?=[ ,]))?"
_VIA = rf"(?:,? (?:via|(?:as |and )?(?:later )?{_CARRIED} (?:by|in|on|to)) (?P<via>{OUTLET}))?"
_JOURNALISTS = r"(?:journalists?|reporters?|correspondents?|columnists?|contributors?|editors?|writers?)"
_OPENING = r"(?:(?<=^)|(?<=[.!?] )|(?<=[.!?][”’\"] )|(?<=, )|(?<=\bas )|(?<=\bAs )|(?<=\bthat )|(?<=^\d\d:\d\d )|(?<=\bagency )|(?<=\boutlet )|(?<=\bnewspaper )|(?<=\bbroadcaster )|(?<=\bmagazine ))"
_ROLE = r"(?:[a-z][\w’'-]* ){0,4}"  # "former ambassador"
_ADDED = r"(?:recent |new |earlier |separate |exclusive |first )*"


class Form(NamedTuple):
    """`reviews`: only a piece that judges another introduces it in these words. `doubtful`: what stands there may be an outlet,
    so it is told and not cited."""

    pattern: str
    reviews: bool = False
    doubtful: bool = False


# With the names of whoever wrote it, so that the outlet may be one that nobody knows.
SIGNED = (
    # Ann Lee & Bo Rae for the Gazette report … / Ann Lee, writing for the Gazette, March 19, 2025, explores …
    Form(
        rf"{_OPENING}(?P<people>{PEOPLE}),? (?:(?:writing|reporting|who writes|who reports|in an? {SORT}|an? (?:\w+ ){{0,2}}{_JOURNALISTS}) )?for (?P<outlet>{OUTLET}){_VIA}{_FROM}{_WHEN},? {_VERB}",
        reviews=True,
    ),
    # Ann Lee of the Gazette reports … / Ann Lee, a columnist with the Gazette, writes …
    Form(
        rf"{_OPENING}(?P<people>{PEOPLE}),? (?:an? (?:\w+ ){{0,2}}{_JOURNALISTS} )?(?P<weak>at|in|of|with|from) (?P<outlet>{OUTLET}){_VIA}{_WHEN},? {_VERB}"
    ),
    # As Ann Lee reports in the Gazette …
    Form(
        rf"{_OPENING}(?P<people>{PEOPLE}) (?:reports?|reported|writes?|wrote|argues?|argued|explains?|explained),? (?:in|for) (?P<outlet>NAMES){_VIA}{_WHEN}"
    ),
    # …, reports Ann Lee for the Gazette on 9 April 2025
    Form(
        rf", (?:reports?|reported|writes?|wrote|argues?) (?P<people>{PEOPLE}),? (?:for|(?P<weak>in|of|at)) (?P<outlet>{OUTLET}){_VIA}{_WHEN}"
    ),
    # Ann Lee (the Gazette, 9 April 2025)
    Form(rf"(?P<people>{PEOPLE}) \((?P<weak>)(?P<outlet>{OUTLET}),? (?P<when>{_DATE})\)"),
    # The Gazette’s Ann Lee reports … / Gazette journalist Ann Lee reports …
    Form(
        rf"{_OPENING}(?P<outlet>{OUTLET}?)(?:(?P<weak>[’']s?(?: {_JOURNALISTS})?| analysts?)| {_JOURNALISTS}) (?P<people>{PEOPLE}){_WHEN},? {_VERB}"
    ),
    # A Gazette report by Ann Lee … / a column by Ann Lee in the Gazette / Reporting by Ann Lee for the Gazette on 9 April 2025
    Form(
        rf"\b(?:An?|The|This|[Ii]n an?|[Tt]o an?) {_ADDED}(?P<outlet>{OUTLET})(?P<weak>) (?P<piece>{SORT}),? (?:written )?by (?P<people>{PEOPLE}){_WHEN}"
    ),
    Form(
        rf"(?:[Aa]ccording to|(?P<piece>{SORT}) (?:written )?by|[Rr]eport(?:ing|ed)? by|[Ww]ritten by|Story by) (?P<people>{PEOPLE}),? (?P<weak>(?:(?:writing|reporting) )?(?:of|for|at|in|with)) (?P<outlet>{OUTLET}){_VIA}{_WHEN}"
    ),
    Form(
        rf"\b(?:reported|written|noted|(?P<piece>{SORT})) by (?P<outlet>{OUTLET}?)(?P<weak>[’']s?) (?P<people>{PEOPLE}){_WHEN}"
    ),
    # Ann Lee’s Gazette report (9 April)
    Form(rf"\b(?P<people>{PEOPLE}?)[’']s? (?P<weak>)(?P<outlet>{OUTLET}) (?P<piece>{SORT}){_VIA}{_WHEN}"),
    # In the Gazette, Ann Lee and Bo Rae describe …
    Form(
        rf"{_OPENING}(?P<weak>[Ii]n|[Vv]ia) (?P<outlet>{OUTLET}){_WHEN}, (?:{_JOURNALISTS} )?(?P<people>{PEOPLE}),? {_VERB}"
    ),
    # Writing for the Gazette, March 19, 2025, Ann Lee explores …
    Form(
        rf"(?:[Ww]riting|[Rr]eporting) (?:for|in) (?P<outlet>{OUTLET}){_VIA}{_WHEN}, (?P<people>{PEOPLE})(?:, [^,.;]{{3,80}},|,?) {_VERB}",
        reviews=True,
    ),
    # In a March 19, 2025 article for the Gazette, Ann Lee … / In a Gazette column, Ann Lee …
    Form(
        rf"[Ii]n an?(?: (?P<when2>{_DATE}),?)?(?: \w+)? (?P<piece>{SORT}) (?:for|in|by|at|from|published (?:in|by|on)) (?P<outlet>{OUTLET}){_VIA}{_WHEN}, {_ROLE}(?P<people>{PEOPLE})(?:, [^,.;]{{3,80}},|,?) {_VERB}"
    ),
    Form(
        rf"[Ii]n an? {_ADDED}(?P<weak>)(?P<outlet>{OUTLET}) (?P<piece>{SORT}){_WHEN}, {_ROLE}(?P<people>{PEOPLE})(?:, [^,.;]{{3,80}},|,?) {_VERB}"
    ),
)

# Of an outlet alone, which has to be known: "China reports …" tells of no report.
UNSIGNED = (
    # According to the Gazette … / according to a March 3, 2025 report by the Gazette
    Form(
        rf"(?:[Aa]ccording to an?|[Ii]n an?|\b[Aa]) {_ADDED}(?P<when2>{_DATE}),? (?P<piece>{SORT}) (?:by|in|from) (?P<outlet>NAMES){_VIA}"
    ),
    Form(
        rf"(?:[Aa]ccording to|\b(?P<piece>{SORT}) (?:by|in|from)|\b(?:citing|quoting)) (?P<outlet>NAMES){_VIA}{_WHEN}"
    ),
    # a Gazette dispatch carried by the Valley Post / in a Gazette column
    Form(
        rf"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hat|citing|quoting) {_ADDED}(?:(?P<when2>{_DATE}),? )?(?P<outlet>NAMES) (?P<piece>{SORT})\b{_VIA}{_WHEN}(?:,? (?:written )?by (?P<people>{PEOPLE}))?"
    ),
    # as first reported by the Gazette / first published in the Gazette
    Form(
        rf"\b(?:reported|published|revealed|broadcast|aired|noted|disclosed)(?: first| earlier)? (?:by|in|on) (?P<outlet>NAMES){_VIA}{_WHEN}"
    ),
    # The Gazette (May 3rd 2025) argues … / the Gazette, via the Valley Post, reported …
    Form(
        rf"{_OPENING}(?P<outlet>NAMES){_VIA}{_WHEN},? (?:(?:first|recently|has|have|had|also) )*(?:reports?|reported|writes|wrote|published|argues?|argued|says|said|notes|noted|"
        r"warns|warned|reveals?|revealed|estimates?|estimated|claims|claimed|suggests|suggested|finds|found)\b"
    ),
    # told The Gazette / an interview with The Gazette
    Form(r"\b(?:told|tells|telling|interview with) (?P<outlet>The [A-Z]\w+)(?! [A-Z])", doubtful=True),
    # According to the Hillton Mirror … / The Hillton Mirror, a local daily, wrote …
    Form(
        rf"(?:[Aa]ccording to|\b(?:reported|published|revealed|carried|noted)(?: first| earlier)? (?:by|in|on)|\b(?:citing|quoting)|\b{SORT} (?:by|in|from)) (?P<outlet>{MAY_BE_A_PAPER})",
        doubtful=True,
    ),
    Form(
        rf"(?:{_OPENING}|\b[Tt]he )(?P<outlet>{MAY_BE_A_PAPER})(?:, an? [^,]{{3,50}},)? (?:(?:first|recently|has|have|had|also) )*(?:reports?|reported|writes|wrote|published|says|said|notes|noted|reveals?|revealed|claims|claimed)\b",
        doubtful=True,
    ),
    # The Hillton Oracle reports that …
    Form(
        rf"(?P<outlet>\b[Tt]he {OUTLET}) (?:reports|reported|writes|wrote)(?: on [\w ,]{{3,20}})? that\b",
        doubtful=True,
    ),
    Form(r"\b(?:podcast|radio show|newsletter) (?P<outlet>[A-Z]\w+(?: [A-Z]\w+){0,3})", doubtful=True),
    # Source: the Gazette, 9 April 2025 / (the Gazette, 9 April 2025)
    Form(rf"^(?:Sources?|Via|From): (?P<outlet>NAMES){_VIA}{_WHEN}\.?$"),
    Form(rf"\((?P<outlet>NAMES),? (?P<when>{_DATE})\)"),
)

# Heard or seen. The outlet has to be one with programmes.
BROADCAST = (
    # on BBC Radio 4’s Today programme on 9 April 2025 / told CNBC’s Squawk Box
    Form(
        rf"\b(?:on|told|to|with|for|by|On|Speaking on) (?P<outlet>{OUTLET}?)[’']s (?P<programme>[“‘\"]?[A-Z][\w’']*(?:(?: (?:of|in|at|on|the|and|with)){{0,2}} [A-Z][\w’']*)*[”’\"]?)(?: (?:programme|program|show|podcast|bulletin))?{_WHEN}"
    ),
    # the BBC Radio 4 programme Today
    Form(
        rf"\b(?:the|an?|The|An?) (?P<outlet>{OUTLET}) (?:programme|program|show|podcast|bulletin) (?P<programme>[“‘\"]?[A-Z][\w’']*(?: [A-Z][\w’']*)*[”’\"]?){_WHEN}"
    ),
    # On BBC Radio 4, …
    Form(rf"\b(?:[Oo]n|[Tt]old) (?P<outlet>{OUTLET}){_WHEN}"),
)
