from .claims import ClaimDetail, ClaimShape
from .edges import RebuttalShape, SupportShape
from .statements import StatementShape
from .topics import TopicDetail, TopicShape

__all__ = [
    "ClaimDetail",
    "ClaimShape",
    "RebuttalShape",
    "StatementShape",
    "SupportShape",
    "TopicDetail",
    "TopicShape",
]
