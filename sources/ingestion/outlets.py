"""Outlets as they are printed: agencies and well-known ones by name, others by the words that outlets are called by."""

import re

from .names import MONTH_NAMES, UPPER

_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WORD = rf"(?!(?:{MONTH_NAMES})\b)[{UPPER}][\w’'&-]*(?:\.[a-z]{{2,3}}\b)?"
OUTLET = (
    rf"(?:[Tt]he )?{_WORD}(?:(?: of| &| and the| on)? {_WORD}){{0,5}}(?: \d{{1,2}}\b(?! ?(?:{MONTH_NAMES})))?"
)

AGENCIES = frozenset(
    [
        "Reuters",
        "Associated Press",
        "AP",
        "Agence France-Presse",
        "AFP",
        "Bloomberg",
        "Bloomberg News",
        "Xinhua",
        "TASS",
        "Interfax",
        "RIA Novosti",
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
        "Canadian Press",
        "Agência Brasil",
        "Anadolu",
        "Рейтер",
        "ТАСС",
        "Интерфакс",
        "РИА Новости",
        "Синьхуа",
    ]
)
# Names that are words of the language too: outlets where "the" stands before them, as in "the Economist says".
COMMON_WORDS = frozenset(
    [
        "Guardian",
        "Economist",
        "Hill",
        "Times",
        "Independent",
        "Conversation",
        "Diplomat",
        "Irrawaddy",
        "Telegraph",
    ]
)
# Outlets that need no author beside them to be known as such.
WELL_KNOWN = COMMON_WORDS | frozenset(
    [
        "New York Times",
        "Wall Street Journal",
        "Washington Post",
        "Financial Times",
        "BBC News",
        "BBC",
        "CNN",
        "CNBC",
        "NPR",
        "Newsweek",
        "Politico",
        "Axios",
        "Nikkei",
        "Nikkei Asia",
        "South China Morning Post",
        "Global Times",
        "Caixin",
        "Al Jazeera",
        "Mining.com",
        "MINING.COM",
        "Investing.com",
        "Yahoo News",
        "Yahoo Finance",
        "Foreign Policy",
        "Sky News",
        "Fox News",
        "Fox Business",
        "CNN Brasil",
        "Deutsche Welle",
        "Euronews",
        "Kyiv Independent",
        "Ukrainska Pravda",
        "Mining Weekly",
        "Radio Free Asia",
        "RFA",
        "Voice of America",
        "Radio Free Europe",
        "ABC News",
        "CBS News",
        "NBC News",
        "USA Today",
        "Forbes",
        "Fortune",
        "Business Insider",
        "MarketWatch",
        "Semafor",
        "ProPublica",
        "People's Daily",
        "China Daily",
        "Straits Times",
        "Kyodo News",
        "Times of India",
        "Daily Telegraph",
        "Ouest-France",
        "Sud Ouest",
        "Le Parisien",
        "Le Point",
        "L'Express",
        "L'Usine Nouvelle",
        "Tagesspiegel",
        "WirtschaftsWoche",
        "Deutschlandfunk",
        "ARD",
        "ZDF",
        "Bild",
        "Fastmarkets",
        "Globe and Mail",
        "Barron's",
        "Der Spiegel",
        "Spiegel",
        "Handelsblatt",
        "Frankfurter Allgemeine Zeitung",
        "FAZ",
        "Süddeutsche Zeitung",
        "Die Zeit",
        "Tagesschau",
        "Neue Zürcher Zeitung",
        "Le Monde",
        "Le Figaro",
        "Les Échos",
        "Les Echos",
        "Libération",
        "Le Temps",
        "El País",
        "El Mundo",
        "La Nación",
        "Clarín",
        "El Mercurio",
        "La Tercera",
        "Folha",
        "Folha de S.Paulo",
        "Folha de S. Paulo",
        "O Globo",
        "Valor Econômico",
        "Estadão",
        "O Estado de S. Paulo",
        "Corriere della Sera",
        "Il Sole 24 Ore",
        "La Repubblica",
        "РБК",
        "Коммерсантъ",
        "Коммерсант",
        "Ведомости",
        "Известия",
        "Kommersant",
        "Vedomosti",
        "Izvestia",
        "RBC",
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
    r"White House|Kremlin|Congress|Senate|Agency|Association|Commission|Mines|Minerals|Metals|Resources|Energy|Union|States|Party|"
    r"Intelligence|Economics|Securities|Capital)\b"
)
# The last words of a newspaper's name. Without a name beside it, an outlet that nobody knows has to end in one of them.
_PAPERS = "Times|Journal|Gazette|Herald|Tribune|Telegraph|Chronicle|Observer|Courier|Sentinel|Ledger|Weekly|News|Zeitung|Magazine"
_PAPER = rf"(?:{_PAPERS})"
# Names of two to four words that may be a paper's: enough for a note, never for a fact.
MAY_BE_A_PAPER = (
    rf"(?:[Tt]he )?(?:{_WORD} ){{1,3}}(?:{_PAPERS}|Examiner|Mirror|Argus|Star|Standard|Press|Dispatch|Insider|Today|Post|Mail|Express|Echo|"
    r"Record|Register|Advocate|Enquirer|Inquirer|Bee|Sun|Globe|Daily|Radio|TV|Review|Monitor|Bulletin|Digest|Online|Wire|Newswire|Independent|"
    r"Citizen|Pioneer|Leader|Messenger|Nation|Spectator|Statesman|Reporter|Mercury|Business)\b"
)
_NO_PAPERS = re.compile(
    r"\b(?:Survey|Office|House|Court|Board|Authority|Administration|Federation|Cent(?:re|er)|Forum|Service|Pentagon|Fed|Treasury|Parliament|"
    r"Army|Navy|Police|Embassy|Fund|Foundation|Society|Alliance|Coalition|Organi[sz]ation|Nations|Sachs|Street|Bureau|EU|UN|IMF|IEA|USGS|Times Square)\b"
)
_IN_SHORT = {
    "associated press": "ap",
    "bloomberg news": "bloomberg",
    "agence france-presse": "afp",
    "radio free asia": "rfa",
    "wsj": "wall street journal",
}
_BROADCASTER = re.compile(r"\b(?:Radio|TV|Television|Podcast|Newsnight|Newshour)\b")
_BROADCASTERS = frozenset(
    [
        "BBC",
        "CNN",
        "CNBC",
        "NPR",
        "Sky News",
        "Fox News",
        "Fox Business",
        "CNN Brasil",
        "Al Jazeera",
        "Euronews",
    ]
)


def is_like_an_outlet(name: str) -> bool:
    """Whether the name is that of an outlet by its own words, or that of an agency."""
    return name in AGENCIES or name in WELL_KNOWN or bool(_LIKE_AN_OUTLET.search(name))


def is_another_body(name: str) -> bool:
    """Whether the name is plainly that of something else: a ministry, a company, a state."""
    return bool(_OTHER_BODIES.search(name)) and not is_like_an_outlet(name)


def may_be_an_outlet(name: str) -> bool:
    """Whether a name that nobody knows is worth a note: it is not that of a ministry, a court, a fund."""
    return not is_another_body(name) and not _NO_PAPERS.search(name)


def is_broadcast(outlet: str) -> bool:
    """Whether what the outlet publishes is heard or seen, and not read: by its name alone, so not "BBC"."""
    return bool(_BROADCASTER.search(outlet)) and "Radio Free" not in outlet  # whose sites are read


def is_broadcaster(outlet: str) -> bool:
    """Whether the outlet has programmes: "on CNBC’s Squawk Box"."""
    return is_broadcast(outlet) or outlet in _BROADCASTERS


def without_article(outlet: str) -> str:
    """The name of an outlet without the "the" of the sentence around it; "The Guardian" keeps its own."""
    name = outlet.removeprefix("the ").removesuffix("’s").removesuffix("'s")
    return "Barron's" if name == "Barron" else name


def key_of(outlet: str) -> str:
    """What two spellings of an outlet have in common."""
    key = outlet.casefold().removeprefix("the ").replace("’", "'")
    return _IN_SHORT.get(key, key)


def names_pattern(outlets: list[str]) -> str:
    """A pattern of the outlets, and of papers by their names, none of which is a part of a longer name."""
    known = sorted(outlets, key=len, reverse=True)
    common = "|".join(_either_apostrophe(name) for name in known if name in COMMON_WORDS)
    proper = "|".join(_either_apostrophe(name) for name in known if name not in COMMON_WORDS)
    paper = rf"(?:(?![\w-]+[’']s )(?!Today\b){_WORD} ){{1,3}}{_PAPER}"
    alone = rf"(?![\w-])(?! (?!(?:{MONTH_NAMES}|{_WEEKDAYS})\b)[{UPPER}])"
    return rf"(?:(?:[Tt]he )?(?:{proper}|{paper})|[Tt]he (?:{common}))(?:(?=[’']s?\b)|{alone})"


def _either_apostrophe(name: str) -> str:
    return re.sub("[’']", "[’']", re.escape(name))
