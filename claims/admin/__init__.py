"""Pages of what was said and what counters it, and their lists on the pages of speakers, articles and texts."""

from . import anchors, claims, edges, remarks, statements, topics
from .listings import add_listings, link_to_the_desk

add_listings()
link_to_the_desk()

__all__ = ["anchors", "claims", "edges", "remarks", "statements", "topics"]
