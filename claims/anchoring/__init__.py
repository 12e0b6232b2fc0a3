"""Finding a quote again in a newer text of the same article.

`wording` says what differs between two wordings, `script` maps places of one text to the other, `ladder` decides with
them about one quote, and `arrival` does so for all statements of an article, in the database. The first three are
pure: strings in, places out (code points from 0, end exclusive).
"""

from .ladder import Anchor, Finding, Rung, TextPair

__all__ = ["Anchor", "Finding", "Rung", "TextPair"]
