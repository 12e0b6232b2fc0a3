from .articles import Article, ArticleAuthor, Citation
from .changes import Change
from .contexts import ContextGate
from .curators import Curator
from .marks import Mark
from .merging import Mergeable, NotMerged
from .rates import Rate
from .review import Reviewed, ReviewedQuerySet, Status, StillNeeded
from .rows import Row
from .snapshots import Snapshot
from .speakers import Affiliation, Speaker, SpeakerSlug
from .suggestions import Suggestion
from .tokens import Token

__all__ = [
    "Affiliation",
    "Article",
    "ArticleAuthor",
    "Change",
    "Citation",
    "ContextGate",
    "Curator",
    "Mark",
    "Mergeable",
    "NotMerged",
    "Rate",
    "Reviewed",
    "ReviewedQuerySet",
    "Row",
    "Snapshot",
    "Speaker",
    "SpeakerSlug",
    "Status",
    "StillNeeded",
    "Suggestion",
    "Token",
]
