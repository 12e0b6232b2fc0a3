"""Rules between the fields of one line, in more telling words than the database has for them.

The constraints of the models decide: they are asked about every line (`checking`), also where a rule is not told here.
"""

from collections.abc import Iterator
from typing import Any

from claims.models.edges import ARGUMENT_GROUNDS, ARTICLE_GROUNDS
from reeapi.api.errors import Refused, nearest

from .findings import quoted
from .format import TARGETS, Type

QUOTE = ("snapshot", "quote_exact", "quote_start", "quote_end", "anchor_status")

Broken = Iterator[tuple[str, Refused]]


def broken_rules(type_: Type, values: dict[str, Any]) -> Broken:
    """What is wrong between the fields of a line, each right by itself, as (field, refusal)."""
    if "status" in type_.fields:
        yield from _review(values)
    if type_.name == "statement":
        yield from _quote(values)
        yield from _chain(values)
    if type_.name in ("rebuttal", "support"):
        yield from _target(type_, values)


def _review(values: dict[str, Any]) -> Broken:
    if values["status"] == "published":
        for name in ("reviewed_by", "reviewed_at"):
            if not values[name]:
                yield (
                    name,
                    Refused("Only what somebody has reviewed can be published: this field is missing."),
                )
    for name in ("withdrawn_at", "withdrawn_reason"):
        if values["status"] == "withdrawn" and not values[name]:
            yield (
                name,
                Refused(
                    "A withdrawal has a date and a reason that the public can read: this one is missing."
                ),
            )
        if values["status"] != "withdrawn" and values[name]:
            yield name, Refused(f"The status is {values['status']}: only what is withdrawn has this field.")


def _quote(values: dict[str, Any]) -> Broken:
    missing = [name for name in QUOTE if values[name] in (None, "")]
    if missing and len(missing) < len(QUOTE):
        for name in missing:
            yield (
                name,
                Refused(f"A quote comes with {', '.join(QUOTE)}, or with none of them: this one is missing."),
            )
        return
    if missing:
        return
    length, start, end = len(values["quote_exact"]), values["quote_start"], values["quote_end"]
    if end - start != length:
        yield (
            "quote_end",
            Refused(
                f"The quote has {length} code points, but quote_start {start} and quote_end {end} are {end - start} apart.",
                f"{start + length} (if the start is right)",
            ),
        )


def _chain(values: dict[str, Any]) -> Broken:
    if values["article"] in values["via"]:
        yield (
            "via",
            Refused("The chain ends in the article that the statement was read in: leave that one out."),
        )


def _target(type_: Type, values: dict[str, Any]) -> Broken:
    given = [name for name in TARGETS if values[name]]
    if not given:
        yield "target_claim", Refused(f"A {type_.name} needs exactly one of {', '.join(TARGETS)}.")
    for name in given[1:]:
        yield name, Refused(f"A {type_.name} has exactly one target, and {given[0]} is given already.")
    if len(given) == 1 and type_.name == "rebuttal":
        yield from _ground(given[0], values["ground"])


def _ground(target: str, ground: str) -> Broken:
    fitting = ARTICLE_GROUNDS if target == "target_article" else ARGUMENT_GROUNDS
    if target == "target_statement":
        fitting = (*fitting, "misquotation")
    if ground not in fitting:
        kind = target.removeprefix("target_")
        likely = nearest(ground, fitting)
        yield (
            "ground",
            Refused(
                f"{quoted(ground)} does not fit this target: grounds against the kind of target `{kind}` are {', '.join(fitting)}.",
                likely,
            ),
        )
