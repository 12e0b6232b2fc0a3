"""What the log says of a request: which path was called, and not what was asked there."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """A line for each request, with an id of its own. What readers look for, and tokens of the changes feed, stay out of it."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"
