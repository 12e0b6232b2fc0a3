"""How a language sets down what somebody said: its quotation marks, its verbs of saying, and the words around names."""

import re
from dataclasses import dataclass

_CURLY, _STRAIGHT = r"“(?P<curly>[^“”\n]{3,1200})”", r"(?<![\w\"])\"(?P<straight>[^\"\n]{3,1200})\"(?!\w)"
_ANGLES = r"«\s?(?P<angles>[^«»\n]{3,1200}?)\s?»"
_LOW = r"„(?P<low>[^„“”\n]{3,1200})[“”]|»(?P<turned>[^«»\n]{3,1200})«"


@dataclass(frozen=True)
class Speech:
    """`saying` is a pattern of verbs; those of `inverted` stand before who speaks ("…” said Ann Lee).

    A name behind one of `beside` is whom it was said to or where, one behind one of `of` is what somebody is the head of: neither speaks.
    """

    marks: re.Pattern[str]
    saying: str
    inverted: str
    beside: str
    of: str
    pronouns: str
    capital_nouns: bool = False  # whether a title may look like a first name
    loose: bool = False  # whether who acts in the sentence before a quotation is looked for, and not the name beside the verb alone


_SAYING = (
    r"(?:said|says|say|saying|told|tells|telling|called|calls|calling|wrote|writes|writing|added|adds|adding|warned|warns|warning|"
    r"argued|argues|arguing|stated|states|stating|noted|notes|noting|insisted|insists|claimed|claims|claiming|declared|declares|"
    r"described|describes|describing|announced|announces|explained|explains|emphasi[sz]ed|emphasi[sz]es|stressed|stresses|"
    r"admitted|admits|replied|replies|asked|asks|remarked|remarks|commented|comments|quipped|vowed|promised|dismissed|dismisses|dismissing|"
    r"accused|accuses|predicted|predicts|recalled|recalls|joked|responded|responds|conceded|concedes|testified|acknowledged|acknowledges|concluded|concludes|posted|tweeted|[Aa]ccording to)"
)
# British quotations. An apostrophe stands between letters; one behind an s or an n and before a word may be either ("the workers’
# share"), and is taken for an apostrophe unless a verb of saying follows.
_ELISION = r"(?!\d0s|em\b|til\b|tis\b|twas\b|cause\b|n\b)"
_EITHER = rf"(?<=[sn])[’'](?= [a-z])(?! {_SAYING}\b)"
AMBIGUOUS = re.compile(_EITHER)
_SINGLE = (
    rf"(?<![\w’‘])‘{_ELISION}(?P<single>(?=\S)(?:[^‘’\n]|’(?=\w)|{_EITHER}){{3,1200}}(?<=\S))’(?!\w)"
    rf"|(?<![\w'])'{_ELISION}(?=\w)(?P<single_straight>(?:[^'\n]|'(?=\w)|{_EITHER}){{3,1200}}(?<=\S))'(?!\w)"
)
_GERMAN = (
    r"(?:sagte|sagt|erklärte|erklärt|betonte|betont|warnte|warnt|meinte|meint|schrieb|schreibt|kritisierte|kritisiert|behauptete|behauptet|"
    r"ergänzte|ergänzt|erläuterte|erläutert|forderte|fordert|lobte|lobt|mahnte|mahnt|nannte|nennt|so)"
)
_FRENCH = (
    r"(?:(?:a |ont )?(?:déclaré|affirmé|expliqué|souligné|assuré|ajouté|estimé|prévenu|indiqué|précisé)|a dit|déclare|affirme|explique|souligne|"
    r"assure|ajoute|estime|prévient|indique|précise|tranche|juge|résume|lance|regrette|confie|dit)"
)
_SPANISH = (
    r"(?:dijo|dice|afirmó|afirma|declaró|declara|señaló|señala|explicó|explica|aseguró|asegura|advirtió|advierte|sostuvo|añadió|agregó|"
    r"indicó|subrayó|comentó|sostiene|lamentó|respondió|añade|agrega|comenta|subraya)"
)
_PORTUGUESE = r"(?:disse|diz|afirmou|afirma|declarou|declara|explicou|explica|ressaltou|alertou|acrescentou|destacou|comentou|escreveu|garantiu)"

SPEECH = {
    "en": Speech(
        marks=re.compile(f"{_CURLY}|{_STRAIGHT}|{_SINGLE}"),
        saying=_SAYING,
        inverted=rf"(?!tell|told|called|calls|accus|dismiss|describ){_SAYING}",
        beside=r"to|with|for|by|from|on|in|at|as|about|than|after|before|during|when|while|that|who|whom|per|via|against|told|tells|telling|asked|asks|thanks?",
        of="of",
        pronouns=r"[Hh]e|[Ss]he|[Tt]hey|[Ii]t|one|[Tt]he [a-z][a-z’' -]{2,40}|an? [a-z][a-z’' -]{2,40}",
        loose=True,
    ),
    "de": Speech(
        marks=re.compile(f"{_LOW}|{_CURLY}|{_STRAIGHT}|{_ANGLES}"),
        saying=_GERMAN,
        inverted=_GERMAN,
        beside=r"gegenüber|mit|bei|beim|in|im|an|am|zu|zum|zur|nach|für|über|als|dass|während|der|die|das|dem|den",
        of="von|vom|des",
        pronouns=r"er|sie|es|man",
        capital_nouns=True,
    ),
    "fr": Speech(
        marks=re.compile(f"{_ANGLES}|{_CURLY}|{_STRAIGHT}"),
        saying=_FRENCH,
        inverted=_FRENCH,
        beside=r"à|au|aux|avec|dans|sur|pour|par|chez|en|que|lors|devant|après",
        of="de|du|des|d",
        pronouns=r"-?t?-?il|-?t?-?elle|il|elle|on",
    ),
    "es": Speech(
        marks=re.compile(f"{_ANGLES}|{_CURLY}|{_STRAIGHT}"),
        saying=_SPANISH,
        inverted=_SPANISH,
        beside=r"a|al|con|en|para|por|sobre|ante|que|durante|tras",
        of="de|del",
        pronouns=r"él|ella|ellos",
    ),
    "pt": Speech(
        marks=re.compile(f"{_CURLY}|{_STRAIGHT}|{_ANGLES}"),
        saying=_PORTUGUESE,
        inverted=_PORTUGUESE,
        beside=r"à|ao|às|aos|com|em|no|na|nos|nas|para|por|pela|pelo|sobre|que|durante|após",
        of="de|da|do|das|dos",
        pronouns=r"ele|ela|eles",
    ),
}
