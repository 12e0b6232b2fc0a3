"""Where a quote stands in a captured text."""

from django.core.exceptions import ValidationError

from sources.canonical import canonicalise

CONTEXT = 20  # characters on both sides, to tell one occurrence from another
NAMED = 8  # occurrences named in a message


def place_of(quote: str, text: str, *, start: int | None, version: int) -> tuple[str, int]:
    """The quote as it stands in the text, and where it starts (code points from 0).

    `start` is needed where the words occur more than once. A quote that was copied from a web page may differ from
    the text in its spaces; it is made canonical by the version of the rule that made the text so. Raises ValidationError for the person at the form.
    """
    if quote not in text:
        quote = canonicalise(quote, version)
    places = occurrences(quote, text) if quote else []
    if start in places:
        return quote, start
    if not places:
        raise ValidationError(
            {"quote_exact": "These words do not stand in the captured text. Copy them from there."}
        )
    if start is not None:
        raise ValidationError(
            {"quote_start": f"These words do not start at {start}, but at {named(quote, text, places)}."}
        )
    if len(places) > 1:
        raise ValidationError(
            {
                "quote_start": f"These words occur {len(places)} times. Say which: {named(quote, text, places)}."
            }
        )
    return quote, places[0]


def occurrences(quote: str, text: str) -> list[int]:
    """Every place where the quote starts, overlapping ones too."""
    found, place = [], text.find(quote)
    while place >= 0:
        found.append(place)
        place = text.find(quote, place + 1)
    return found


def named(quote: str, text: str, places: list[int]) -> str:
    """The places, each with some of the words around it."""
    shown = [
        f"{place} (“…{' '.join(text[max(place - CONTEXT, 0) : place + len(quote) + CONTEXT].split())}…”)"
        for place in places[:NAMED]
    ]
    return "; ".join(shown) + (" …" if len(places) > NAMED else "")
