"""The form of the log: to stderr, a line of JSON for each event, or a coloured one for people.

Events of structlog, such as the line of each request, are written without `logging`, which takes as long again; what other
libraries tell `logging` gets the same form.
"""

import sys
from contextlib import suppress
from typing import Any

import structlog


class Stderr:
    """Writes a line. That nobody reads it any more, or that the disk is full, is no reason to fail a request."""

    def msg(self, line: str) -> None:
        with suppress(OSError, ValueError):  # ValueError: closed
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()

    debug = info = warning = error = exception = critical = msg


def configured(level: str, *, for_people: bool) -> dict[str, Any]:
    """Django's setting LOGGING; structlog is set up to the same effect."""
    told: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    for_programs: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    renderers = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())] if for_people else for_programs
    structlog.configure(
        processors=[*told, *renderers],
        logger_factory=lambda *_: Stderr(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [structlog.stdlib.add_logger_name, *told],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "ERROR"},  # the log of requests has the rest
        },
    }
