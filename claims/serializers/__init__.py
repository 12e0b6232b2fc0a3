from .claims import ClaimDetail, ClaimShape
from .edges import RebuttalShape, SupportShape
from .statements import RelayShape, StatementShape
from .topics import TopicDetail, TopicShape

__all__ = [
    "ClaimDetail",
    "ClaimShape",
    "RebuttalShape",
    "RelayShape",
    "StatementShape",
    "SupportShape",
    "TopicDetail",
    "TopicShape",
]
