"""Triggers that note what the public sees of topics, claims, statements, rebuttals and supports."""

from sources.announcing import announce

ANNOUNCE_TOPICS = tuple(announce("topics", key="slug"))
ANNOUNCE_CLAIMS = tuple(announce("claims"))
ANNOUNCE_STATEMENTS = tuple(announce("statements"))
ANNOUNCE_REBUTTALS = tuple(announce("rebuttals"))
ANNOUNCE_SUPPORTS = tuple(announce("supports"))
