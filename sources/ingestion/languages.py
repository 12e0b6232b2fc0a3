"""Which language a text is in, by its commonest words or its script. Only where that is plain."""

import re
from collections import Counter

UNKNOWN = "und"  # BCP 47: undetermined
NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch", "ru": "Russian",
    "uk": "Ukrainian", "ja": "Japanese", "ko": "Korean", "zh": "Chinese",
}  # fmt: skip

_COMMON = {
    "en": "the of and to in that is for with was on as are by this from have not be it",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "le la les des et en du une est que pour dans qui sur pas au par plus avec sont",
    "es": "el los las de que y en una por con para del se es como su más pero al fue",
    "pt": "o os as de que e em uma por com para do da no na não mais como foi ao",
    "it": "il gli di che e la per una con del della non sono nel alla più anche dei si le",
    "nl": "de het een van en in is dat op te zijn voor met niet aan er ook als bij door",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def language_of(text: str) -> str:
    """A language tag, or "und" where the text does not show it."""
    script = _by_script(text)
    if script:
        return script
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    if len(words) < 20:
        return UNKNOWN
    counted = Counter(words)
    shares = sorted(
        ((sum(counted[w] for w in common) / len(words), language) for language, common in _WORDS.items()),
        reverse=True,
    )
    (most, language), (next_most, _) = shares[:2]
    return language if most >= 0.15 and most >= 1.3 * next_most else UNKNOWN


def _by_script(text: str) -> str:
    """The language of a text in a script that few share, or "" for the Latin one."""
    sample = text[:20_000]
    letters = max(len(re.findall(r"[^\W\d_]", sample)), 1)

    def share(characters: str) -> float:
        return len(re.findall(characters, sample)) / letters

    if share("[\u3040-\u30ff]") > 0.1:
        return "ja"
    if share("[\uac00-\ud7af]") > 0.3:
        return "ko"
    if share("[\u4e00-\u9fff]") > 0.3:
        return "zh"
    if share("[\u0400-\u04ff]") <= 0.5:
        return ""
    if re.search("[іїєґ]", sample):
        return "uk" if not re.search("[ыэъ]", sample) else UNKNOWN
    return "ru" if re.search("[ыэ]", sample) else UNKNOWN
