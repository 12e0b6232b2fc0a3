from .claims import ClaimDetail, ClaimShape
from .edges import RebuttalShape, SupportShape
from .statements import ClaimReference, RelayShape, StatementShape
from .topics import TopicDetail, TopicShape

__all__ = [
    "ClaimDetail",
    "ClaimReference",
    "ClaimShape",
    "RebuttalShape",
    "RelayShape",
    "StatementShape",
    "SupportShape",
    "TopicDetail",
    "TopicShape",
]
