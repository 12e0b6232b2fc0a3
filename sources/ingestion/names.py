"""Names of people as they are printed, in bylines and in sentences."""

import re

from .dates import MONTHS

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞȘŠŢȚŤŪŮŰŲŹŻŽ"
NOT_A_NAME = (
    "The|A|An|In|On|At|As|But|And|Yet|While|When|Where|However|Meanwhile|Although|Though|Today|Recently|According|"
    "Of|Since|After|Before|During|Under|Against|Despite|Because|If|Asked|Speaking|Unlike|Only|Now|Then|There|Here|Not|Some|Many|Most|Both|"
    "All|What|Why|How|Who|Is|Are|Was|Does|Did|Has|Have|Had|Or|Nor|Amid|Via|Im|Am|Beim|Vom|Zum|Zur|Nach|Laut|Wie|Auf|Bei|Mit|Der|Die|Dem|"
    "Des|Ein|Eine[mnrs]?|Wenn|Dann|Doch|Aber|Auch|Dans|Selon|Pour|Avec|Interrogée?|Mais|Según|Para|Pero|"
    "Journalists?|Reporters?|Correspondents?|Writers?|Authors?|Columnists?|Analysts?|Editors?|For|By|With|From|Also|"
    "Economist|Geologist|Professor|Prof|Senator|Secretary|Chancellor|Governor|Spokesm[ae]n|Spokeswoman|Chairman|Sir|Lord|Prime|"
    "Foreign|Vice|Former|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Critics?|Experts?|Writing|Reporting|Its|His|Her|Their|This|That|These|Those|Mr|Mrs|Ms|Dr|President|Minister"
)
MONTH_NAMES = "|".join(MONTHS)
_PARTICLES = "(?:van|von)(?: de[rnm]?)?|de(?: la| los)?|del|della|di|da|das|do|dos|du|bin|bint|ibn|al|el|la|le|ter|ten|zu"
_WORD = rf"(?!(?:AND|FOR|IN|AT|OF|WITH|FROM)\b)(?:(?:St|ST|Jr|JR|Sr|SR)\.|(?:[{UPPER}]\.-?)+|[{UPPER}][\w’'-]*\w|(?:al|el)-[{UPPER}]\w+)"
PERSON = rf"(?!(?:{NOT_A_NAME})\b){_WORD}(?:(?: (?:{_PARTICLES})){{0,2}} {_WORD}){{1,5}}"
_HONORIFIC = r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )"
_DEGREE = re.compile(r"(?:Ph\.?D|M\.?D|MSc|BSc|MBA|CFA|P\.?Eng|Esq|LLB|LLM|JD|MA|BA)\.?")
PEOPLE = rf"{_HONORIFIC}?{PERSON}(?:(?:, | & | and | AND |, and ){_HONORIFIC}?{PERSON})*"

# The name of an account or a brand: one word with an underscore or a digit, in small letters, or with a capital inside.
_LOGIN = re.compile(r"[\w.-]*[_\d][\w.-]*|[a-z-]+|(?!Ma?c|De|Di|La|Le|Van|O)[A-Z][a-z]{2,}[A-Z]\w*")
_NOBODY = re.compile(
    r"(?:.+ )?(?:admin|administrator|staff|staff (?:writer|reporter)s?|editors?|editorial(?: (?:team|board|staff))?|newsroom|guest|contributors?|"
    r"correspondents?|reporters?|team|news|times|journal|gazette|herald|tribune|magazine|daily|weekly|telegraph|chronicle|observer|radio|tv|"
    r"television|podcast|review|monitor|ledger|bulletin|exchanges|opinion|insider|newswire|desk|web ?desk|news ?desk|bureau|agencies|news service|redaktion|rédaction|redacción)",
    re.IGNORECASE,
)


# Between names. The words of one letter join the two surnames of one person too: "Ramón y Cajal".
_BETWEEN = re.compile(
    r"\s*(?:,|&|;|、|/|\b(?i:and)\b|\b(?:und|et)\b(?= \S+ \S))\s*|(?<=\w) (?:y|e) (?=\S+ \S)"
)
_POSTNOMINAL = re.compile(r"(?: (?:MBE|OBE|CBE|FRS|KC|QC|PhD|MD))+$")
_SUFFIX = re.compile(r",? (?=(?:Jr|Sr|II|III|IV)\b)")
# What stands behind the name of who signs: "Ann Lee (Reuters)", "Ann Lee - Business Reporter", "Ann Lee in Beijing".
_BEHIND = re.compile(
    rf"\s*(?:\([^()]*\)|<[^<>]*>|@\w+|\S+@\S+)$|\s+[-–—|/•]\s.*$|(?<=\w) (?i:in|for|of|at|à|en|aus) (?:[Tt]he )?[{UPPER}].*$"
)


def people_in(words: str) -> tuple[str, ...]:
    """The names in "Ann Lee, Bo Rae and Cy Doe", in order, each once."""
    parts = _BETWEEN.split(_SUFFIX.sub(" ", words))
    names = (re.sub(rf"^{_HONORIFIC}", "", part.strip()) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name and not _DEGREE.fullmatch(name)))


def signatures_in(words: str) -> list[tuple[str, str]]:
    """[(name, what stands behind it), …] of a byline: "Ann Lee (Reuters) and Bo Rae in London". No roles: "Senior Analyst"."""
    found = []
    for part in people_in(words):
        name = _BEHIND.sub("", part).strip()
        name = _POSTNOMINAL.sub("", name)
        if re.match(r"(?:in|at|for|from) ", part) or (" " in name and not without_title(name)):
            continue
        behind = _POSTNOMINAL.sub("", part)[len(name) :].strip(" ()")
        found.append((without_title(name), behind) if " " in name else (part, ""))
    return found


def is_nobody(name: str) -> bool:
    """Whether it is a byline that names no person."""
    return (
        bool(_NOBODY.fullmatch(name.strip()) or _LOGIN.fullmatch(name.strip()))
        or "@" in name
        or name.startswith(("http://", "https://"))
    )


# Titles. The name is what follows the last of them: "Deputy Prime Minister Tran Hong Ha", "Lynas CEO Amanda Lacaze".

_ALWAYS_A_TITLE = (
    r"(?:(?:Vice-?|Ex-)?Presidents?|Ministers?|Premier|Secretary|Chief|Executive|Officer|Director|Manager|Governor|Senator|Ambassador|Envoy|"
    r"Commissioner|Chairman|Chairwoman|Chairperson|Spokes(?:man|woman|person)|Professor|Economist|Analyst|Geologist|Founder|Mayor|General|"
    r"Representative|Congress(?:man|woman)|Deputy|Prime|Former|Acting|Foreign|Sir|CEO|CFO|COO|CTO|MP|MEP|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|"
    r"\w*(?:[Mm]inister|[Kk]anzler|[Pp]räsident|[Ss]precher|[Dd]irektor|[Aa]nalyst|[Ff]orscher|[Kk]ommissar|[Öö]konom|[Gg]eologe?|[Mm]eister|[Ss]ekretär|[Bb]otschafter|[Gg]ründer)(?:in)?|\w*[Cc]hef(?:in)?|\w*[Vv]orsitzender?|"
    r"\w*[Ee]xpert(?:e|in)|Herr|Frau|Monsieur|Madame|Ministro|Ministra|Presidente|Presidenta)\.?"
)
# These are people's names as often: a title only where a whole name follows.
_MAYBE_A_TITLE = (
    r"(?:King|Queen|Prince|Princess|Sheikh|Lord|Lady|Judge|Justice|Chancellor|Major|Bishop|Captain|Colonel|Admiral|Chair|Head|"
    r"Resident|Headteacher|Teacher|Farmer|Miner|Lawyer|Investor|Trader|Engineer|Scientist|Researcher|Author|Activist|Campaigner|Historian|"
    r"Physicist|Chemist|Metallurgist|Financier|Billionaire|Tycoon|Lecturer|Writer|Reporter|Host|WRITER|REPORTER)"
)
# The last word of what a minister is of, as in "Minister of Natural Resources and Environment Do Duc Duy".
_PORTFOLIO = (
    r"(?:Environment|Resources|Energy|Finance|Trade|Commerce|Defen[cs]e|Affairs|Industry|Mines|Mining|Agriculture|Economy|Economics|State|"
    r"Interior|Treasury|Transport|Health|Technology|Development|Planning|Investment|Innovation|Labou?r|Justice)"
)
_OF_A_PORTFOLIO = re.compile(rf"{_PORTFOLIO} (?=\S+ \S)")
_TITLES = re.compile(rf"(?:.* )?{_ALWAYS_A_TITLE}(?: |$)|(?:.* )?{_MAYBE_A_TITLE} (?=\S+ \S)")


def without_title(name: str) -> str:
    """The name without the titles before it; "" where only a last name or nothing is left."""
    title = _TITLES.match(name)
    if title is None:
        return name
    rest = name[title.end() :]
    return rest if " " in rest else ""


def without_portfolio(name: str) -> str:
    """The name without the word of a ministry that ran into it: "Environment Do Duc Duy"."""
    return _OF_A_PORTFOLIO.sub("", name, count=1) if _OF_A_PORTFOLIO.match(name) else name
