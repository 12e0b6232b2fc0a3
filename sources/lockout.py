"""Attempts to log in, counted before the password is looked at.

axes reads how many attempts have failed and writes one more afterwards: those that arrive together all pass. Each
attempt on an account from an address is counted here first, atomically; a success begins the count anew. What axes
records, and what it tells people, stays as it is.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.http import HttpRequest

from reeapi.api.throttling import count, forget

LONGEST_NAME = 150  # as of accounts; what is longer is of nobody


class LockoutHandler(AxesDatabaseHandler):
    """axes' ``AXES_HANDLER``."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        used = count(_who(request, credentials), 1, int(settings.AXES_COOLOFF_TIME.total_seconds())).used
        return used > settings.AXES_FAILURE_LIMIT or super().is_locked(request, credentials)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        forget(_exactly(_who(request, credentials)))
        return super().reset_user_attempts(request, credentials)

    def reset_attempts(self, **which: Any) -> int:
        """``manage.py axes_reset``, for everybody, a name or an address."""
        address, name = which.get("ip_address"), which.get("username")
        forget(f"login:{_exactly(address or '') or '%'}:{_exactly(name or '') or '%'}")
        return super().reset_attempts(**which)


def name_given(request: HttpRequest, credentials: dict | None = None) -> str:
    """axes' ``AXES_USERNAME_CALLABLE``: the name that somebody gives, as far as a row of the log can hold it."""
    name = (credentials or request.POST).get("username") or ""
    return name.replace("\0", "")[:LONGEST_NAME]


def _who(request: HttpRequest, credentials: dict | None) -> str:
    return f"login:{request.axes_ip_address}:{name_given(request, credentials)}"  # type: ignore[attr-defined]


def _exactly(text: str) -> str:
    """A pattern that matches this text alone."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
