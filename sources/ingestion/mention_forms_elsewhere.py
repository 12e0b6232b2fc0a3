"""The same in other languages, of known outlets alone: no form here needs more than the words beside the name."""

from . import dates
from .mention_forms import Form

_WHEN = rf"(?:,? ?(?:\(|am |vom |le |du |el |del |em |de |от )?(?P<when>\d{{1,2}}[^\d()]{{2,20}}\d{{4}}|{dates.NUMBERS})\)?)?"


_OPEN, _CLOSE = r"[«„“\"]", r"[»“”\"]"
_QUOTED = rf"{_OPEN}(?P<outlet>[^«»„“”\"]{{2,40}}){_CLOSE}"
_BEGINS = r"(?:(?<=^)|(?<=[.!?] )|(?<=, )|(?<=\b[Ww]ie )|(?<=\b[Cc]omo ))"
# With its article as a part of its name, and in no list: "La Voix du Nord".
_TITLE = r"(?P<outlet>(?:Le|La|Les|El|Los|Las|Il|Lo|O|L[’'])(?:(?<=’)|(?<=')| )[A-ZÀ-Þ][\w’'-]+(?: (?:de|du|des|del|di|da|do|della|la) [A-ZÀ-Þ][\w’'-]+| [A-ZÀ-Þ][\w’'-]+)*)"


def _forms(before: str, verbs: str, articles: str, behind: str = "(?!)") -> tuple[Form, ...]:
    """Of the words that stand before a source ("laut"), of the verbs that stand before or after it ("berichtet"), and of the
    words that stand behind it ("zufolge")."""
    name = rf"(?:{articles})?{_OPEN}?(?P<outlet>NAMES){_CLOSE}?{_WHEN}"
    return (
        Form(rf"(?<!\w)(?i:{before}|{verbs}) {name}"),
        Form(rf"(?<!\w)(?i:{articles})?{_OPEN}?(?P<outlet>NAMES){_CLOSE}? {behind}(?!\w)"),
        Form(rf"{_BEGINS}(?i:{articles})?{_OPEN}?(?P<outlet>NAMES){_CLOSE}?{_WHEN},? (?:{verbs})(?!\w)"),
        # In quotation marks the name is inflected, or is that of an outlet that nobody knows: «Коммерсанта».
        Form(rf"(?<!\w)(?i:{before}|{verbs}) (?:{articles})?{_QUOTED}", doubtful=True),
        Form(rf"{_BEGINS}(?i:{articles})?{_QUOTED},? (?:{verbs}|{behind})(?!\w)", doubtful=True),
        Form(rf"(?<!\w)(?i:{before}) {_TITLE}", doubtful=True),
    )


FORMS = {
    "de": _forms(
        "laut|nach angaben|nach informationen|nach (?:einem )?berichten? (?:von|der|des)|unter berufung auf|zufolge",
        "berichtete[nt]?|berichtet|meldete[nt]?|meldet|schreibt|schrieb",
        "(?:(?:[Ee]inem|[Dd]em) [Bb]ericht )?(?:der |die |das |dem |den |des |von )?(?:Nachrichtenagentur |Agentur |Zeitung |Tageszeitung |Magazins? |Senders? )?",
        behind="zufolge",
    ),
    "fr": _forms(
        "selon|d[’']après|cité par|citant|rapporté par",
        "rapporte|rapportait|a rapporté|écrit|a écrit|révèle|a révélé|indique|a indiqué|affirme",
        "(?:une? (?:enquête|article|dépêche|information) )?(?:le |la |les |l[’']|du |de |de la |de l[’'])?(?:quotidien |journal |agence |chaîne |magazine |site )?",
    ),
    "es": _forms(
        "según|de acuerdo con|citando a|publicado por|informado por",
        "informó|informa|reportó|reporta|publicó|publica|reveló|señaló|escribe|escribió",
        "(?:un (?:informe|reporte|artículo) de )?(?:el |la |los |las |del )?(?:diario |agencia |periódico |canal |portal )?",
    ),
    "pt": _forms(
        "segundo|de acordo com|conforme|citando|publicado (?:por|pel[oa])",
        "informou|informa|noticiou|noticia|publicou|publica|revelou|relatou|escreve|escreveu",
        "o |a |os |as ",
    ),
    "it": _forms("secondo|stando a|citando", "riporta|ha riportato|scrive|ha scritto|riferisce|ha riferito", "il |la |lo |l[’']"),
    "nl": _forms("volgens|aldus", "meldt|meldde|schrijft|schreef|bericht|berichtte", "de |het "),
    "ru": _forms(
        "по данным|по сообщению|со ссылкой на|по информации",
        "сообщает|сообщил|сообщила|сообщило|пишет|передает|передаёт|передал|передала",
        "агентства |агентство |газета |газеты |издание |издания |телеканал |[«\"]",
    ),
}  # fmt: skip
