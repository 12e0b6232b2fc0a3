"""Pages of change lists and autocompletes that never count, or load, a whole table."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class CappedPaginator(Paginator):
    """Counts up to `cap` rows and offers no page beyond them: whoever needs more searches or filters."""

    cap = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.cap].count()
