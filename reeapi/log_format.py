"""The form of the log: to stderr, a line of JSON for each event, or a coloured one for people."""

import logging
import sys
from typing import Any

import structlog


def configured(level: str, *, for_people: bool) -> dict[str, Any]:
    """Django's setting LOGGING; structlog is set up to the same effect."""
    # A line says which request it is about: who wrote it, and in which thread, is not looked for (see "Optimization" in
    # the manual of `logging`).
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    before_rendering: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    for_programs: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    renderers = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())] if for_people else for_programs
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before_rendering,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": before_rendering,
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
