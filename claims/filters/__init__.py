from .claims import ClaimFilterSet
from .edges import RebuttalFilterSet, SupportFilterSet
from .statements import StatementFilterSet
from .topics import TopicFilterSet

__all__ = ["ClaimFilterSet", "RebuttalFilterSet", "StatementFilterSet", "SupportFilterSet", "TopicFilterSet"]
