"""Pages of what was said and what counters it, and their lists on the pages of speakers, articles and texts."""

from . import anchors, claims, edges, statements, topics
from .listings import add_listings

add_listings()

__all__ = ["anchors", "claims", "edges", "statements", "topics"]
