"""Names as they are printed in English: of people, in bylines, and of outlets."""

import re

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞȘŠŢȚŤŪŮŰŲŹŻŽ"
NOT_A_NAME = (
    "The|A|An|In|On|At|As|But|And|Yet|While|When|Where|However|Meanwhile|Although|Though|Today|Recently|According|"
    "Journalists?|Reporters?|Correspondents?|Writers?|Authors?|Columnists?|Analysts?|Editors?|For|By|With|From|Also|"
    "Economist|Geologist|Professor|Prof|Senator|Secretary|Chancellor|Governor|Spokesm[ae]n|Spokeswoman|Chairman|Sir|Lord|Prime|"
    "Foreign|Vice|Former|Critics?|Experts?|Writing|Reporting|Its|His|Her|Their|This|That|These|Those|Mr|Mrs|Ms|Dr|President|Minister"
)
_WORD = rf"(?!AND\b)(?:(?:St|ST|Jr|JR|Sr|SR)\.|[{UPPER}](?:[\w’'-]*\w|\.))"
PERSON = rf"(?!(?:{NOT_A_NAME})\b){_WORD}(?: (?:van|von|der|den|de|del|della|di|da|dos|bin|al|el|la|le)){{0,2}}(?: {_WORD}){{1,3}}"
PEOPLE = rf"{PERSON}(?:(?:, | & | and | AND |, and ){PERSON})*"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_OUTLET_WORD = rf"(?!(?:{_MONTHS})\b)[{UPPER}][\w’'&-]*(?:\.[a-z]{{2,3}}\b)?"
OUTLET = rf"(?:[Tt]he )?{_OUTLET_WORD}(?:(?: of| &| and the| on)? {_OUTLET_WORD}){{0,5}}(?: \d{{1,2}}\b(?! ?(?:{_MONTHS})))?"

AGENCIES = frozenset(
    [
        "Reuters",
        "Associated Press",
        "AP",
        "Agence France-Presse",
        "AFP",
        "Bloomberg",
        "Xinhua",
        "TASS",
        "Interfax",
        "Kyodo",
        "Yonhap",
        "dpa",
        "EFE",
        "ANSA",
        "PTI",
        "UPI",
        "PR Newswire",
        "Business Wire",
        "GlobeNewswire",
        "Dow Jones Newswires",
    ]
)
# Outlets that need no author beside them to be known as such.
WELL_KNOWN = frozenset(
    [
        "New York Times",
        "Wall Street Journal",
        "Washington Post",
        "Financial Times",
        "Guardian",
        "Economist",
        "BBC News",
        "BBC",
        "CNN",
        "CNBC",
        "NPR",
        "Newsweek",
        "Politico",
        "Axios",
        "Nikkei Asia",
        "South China Morning Post",
        "Global Times",
        "Caixin",
        "Al Jazeera",
        "Der Spiegel",
        "Le Monde",
        "Handelsblatt",
        "Mining.com",
        "Foreign Policy",
    ]
)
_LIKE_AN_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Journal|Gazette|Herald|Tribune|Press|Guardian|Magazine|Daily|Weekly|Telegraph|Chronicle|Observer|Radio|TV|"
    r"Television|Podcast|Newsweek|BBC|CNN|CNBC|NPR|ABC|CBS|NBC|PBS|CBC|Forbes|Fortune|Politico|Axios|Economist|Atlantic|Semafor|Wired|"
    r"Al Jazeera|Nikkei|Le Monde|Spiegel|Caixin|Global Times|Independent|Insider|Review|Monitor|Ledger|Courier|Sentinel|Bulletin|Zeitung|Gazeta|Globe and Mail|Fox Business|Barron|MarketWatch|Yahoo|Diplomat|Foreign (?:Policy|Affairs))\b"
    r"|\w\.(?:com|org|net|io|co|news)$"
)
_OTHER_BODIES = re.compile(
    r"\b(?:Ministry|Department|University|Institute|Inc|Corp|Corporation|Company|Ltd|LLC|Committee|Council|Bank|Group|Government|"
    r"White House|Kremlin|Congress|Senate|Agency|Association|Commission|Mines|Minerals|Metals|Resources|Energy|Union|States|Party)\b"
)


def is_like_an_outlet(name: str) -> bool:
    """Whether the name is that of an outlet by its own words, or that of an agency."""
    return name in AGENCIES or bool(_LIKE_AN_OUTLET.search(name))


def is_another_body(name: str) -> bool:
    """Whether the name is plainly that of something else: a ministry, a company, a state."""
    return bool(_OTHER_BODIES.search(name)) and not is_like_an_outlet(name)


_LOGIN = re.compile(
    r"[\w.-]*[_\d][\w.-]*|[a-z-]+"
)  # the name of an account: one word with an underscore or a digit, or in small letters
_NOBODY = re.compile(
    r"(?:.+ )?(?:admin|administrator|staff|staff (?:writer|reporter)s?|editors?|editorial(?: (?:team|board|staff))?|newsroom|guest|contributors?|"
    r"correspondents?|reporters?|team|news|times|journal|gazette|herald|tribune|magazine|daily|weekly|telegraph|chronicle|observer|radio|tv|"
    r"television|podcast|review|monitor|ledger|bulletin|exchanges|opinion|insider|newswire|desk|web ?desk|news ?desk|bureau|agencies|news service|redaktion|rédaction|redacción)",
    re.IGNORECASE,
)


def people_in(words: str) -> tuple[str, ...]:
    """The names in "Ann Lee, Bo Rae and Cy Doe", in order, each once."""
    parts = re.split(r"\s*(?:,|&|;|\b(?i:and)\b)\s*", words)
    return tuple(dict.fromkeys(name for part in parts if (name := part.strip())))


def is_nobody(name: str) -> bool:
    """Whether it is a byline that names no person."""
    return (
        bool(_NOBODY.fullmatch(name.strip()) or _LOGIN.fullmatch(name.strip()))
        or "@" in name
        or name.startswith(("http://", "https://"))
    )


def without_article(outlet: str) -> str:
    """The name of an outlet without the "the" of the sentence around it; "The Guardian" keeps its own."""
    return outlet.removeprefix("the ").removesuffix("’s").removesuffix("'s")
