"""The environment, read strictly: a setting that cannot be understood stops the start and is named, and never means `false`."""

import os
import re
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
DURATION = re.compile(r"\d{1,9}\s?(us|ms|s|min|h)?", re.ASCII)
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}


class Environment(environ.Env):
    """django-environ with readers that refuse what they do not understand. What is empty counts as not set."""

    def _given(self, name: str, default: Any) -> Any:
        return os.environ.get(name, "").strip() or default

    def bool(self, name: str, default: bool) -> bool:
        given = str(self._given(name, default)).lower()
        if given in YES | NO:
            return given in YES
        raise ImproperlyConfigured(f"{name} is {given!r}; say true or false.")

    def int(self, name: str, default: int, least: int = 0) -> int:
        given = str(self._given(name, default))
        if given.isascii() and given.isdigit() and least <= int(given) < 2**31:
            return int(given)
        raise ImproperlyConfigured(f"{name} is {given!r}; it must be a whole number from {least} up.")

    def float(self, name: str, default: float) -> float:
        given = str(self._given(name, default))
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", given, re.ASCII):
            return float(given)
        raise ImproperlyConfigured(f"{name} is {given!r}; it must be a number, 0 or more.")

    def duration(self, name: str, default: str) -> str:
        """As PostgreSQL writes one, such as ``1s`` or ``500ms``."""
        given = str(self._given(name, default))
        if DURATION.fullmatch(given):
            return given
        raise ImproperlyConfigured(f"{name} is {given!r}; it must be a duration such as 1s or 500ms.")

    def level(self, name: str, default: str) -> str:
        """Of a log."""
        given = str(self._given(name, default)).upper()
        if given in LEVELS:
            return given
        raise ImproperlyConfigured(f"{name} is {given!r}; say one of {', '.join(sorted(LEVELS))}.")

    def address(self, name: str, default: str) -> str:
        """With its scheme; without a slash at the end."""
        given = str(self._given(name, default)).rstrip("/")
        if not given or given.startswith(("http://", "https://")):
            return given
        raise ImproperlyConfigured(f"{name} is {given!r}; it must begin with https:// or http://.")
