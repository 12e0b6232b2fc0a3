"""The same in other languages, of known outlets alone: no form here needs more than the words beside the name."""

from . import dates
from .mention_forms import Form

_WHEN = rf"(?:,? ?(?:\(|am |vom |le |du |el |del |em |de |от )?(?P<when>\d{{1,2}}[^\d()]{{2,20}}\d{{4}}|{dates.NUMBERS})\)?)?"


def _forms(before: str, verbs: str, articles: str) -> tuple[Form, ...]:
    """Of the words that stand before a source ("laut"), and of the verbs that stand before or after it ("berichtet")."""
    name = rf"(?:{articles})?(?P<outlet>NAMES)"
    return (
        Form(rf"(?<!\w)(?i:{before}) {name}{_WHEN}"),
        Form(rf"(?<!\w)(?i:{verbs}) {name}{_WHEN}"),
        # In quotation marks the name is inflected, or is that of an outlet that nobody knows: «Коммерсанта».
        Form(
            rf"(?<!\w)(?i:{before}|{verbs}) (?:{articles})?[«„“\"](?P<outlet>[^«»„“”\"]{{2,40}})[»“”\"]",
            doubtful=True,
        ),
        Form(
            rf"(?:(?<=^)|(?<=[.!?] )|(?<=, )|(?<=\b[Ww]ie )|(?<=\b[Cc]omo ))(?i:{articles})?(?P<outlet>NAMES){_WHEN},? (?:{verbs})(?!\w)"
        ),
    )


FORMS = {
    "de": _forms(
        "laut|nach angaben von|nach (?:einem )?berichten? (?:von|der|des)|unter berufung auf|zufolge",
        "berichtete[nt]?|berichtet|meldete[nt]?|meldet|schreibt|schrieb",
        "der |die |das |dem |den |des ",
    ),
    "fr": _forms(
        "selon|d[’']après|cité par|citant|rapporté par",
        "rapporte|rapportait|a rapporté|écrit|a écrit|révèle|a révélé|indique|a indiqué|affirme",
        "le |la |les |l[’']",
    ),
    "es": _forms(
        "según|de acuerdo con|citando a|publicado por|informado por",
        "informó|informa|reportó|reporta|publicó|publica|reveló|señaló|escribe|escribió",
        "el |la |los |las |un informe de |un reporte de ",
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
