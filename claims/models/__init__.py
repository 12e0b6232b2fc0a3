from .anchors import AnchorReview
from .claims import Claim, ClaimTopic
from .edges import Edge, Rebuttal, Support
from .entries import ClaimEntry
from .gates import ArticleGate, SnapshotGate
from .remarks import Remark
from .statements import Relay, Statement
from .topics import Topic, TopicSlug

__all__ = [
    "AnchorReview",
    "ArticleGate",
    "Claim",
    "ClaimEntry",
    "ClaimTopic",
    "Edge",
    "Rebuttal",
    "Relay",
    "Remark",
    "SnapshotGate",
    "Statement",
    "Support",
    "Topic",
    "TopicSlug",
]
