"""Triggers of this app on tables of `sources`: what rests on an article or a snapshot follows it."""

from claims import triggers
from sources.models import Article, Snapshot


class ArticleGate(Article):
    """Passes an article's visibility on to the statements, claims and critiques that rest on it."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [*triggers.ARTICLE_SPREADS, *triggers.ARTICLE_FILES]


class SnapshotGate(Snapshot):
    """Checks every quote again when a text is supplied, and withholds context when it is taken down."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [*triggers.SNAPSHOT_RECUTS_QUOTES]
