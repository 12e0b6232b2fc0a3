"""Faults and loads that the service is put through, each with its figures: `make drill` prints them as a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What one drill showed: `held` says whether what is promised was kept, `figures` how well."""

    drill: str
    promise: str
    held: bool
    figures: str
