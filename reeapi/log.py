"""What the log says of a request: which path was called, and not what was asked there."""

import uuid

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

logger = structlog.getLogger(RequestMiddleware.__module__)


class RequestLog(RequestMiddleware):
    """A line for each request, with an id of its own. What readers look for, and tokens of the changes feed, stay out of it."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


def log_answer(method: str, path: str, status: int) -> None:
    """The same line, for an answer that Django has not made."""
    logger.info("request_finished", request_id=str(uuid.uuid4()), code=status, request=f"{method} {path}")
