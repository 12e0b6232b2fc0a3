"""The codes that a curator chooses from, in words, as the models have them."""

from typing import Any

from claims.models import Rebuttal, Statement, Support
from claims.models.edges import ARGUMENT_GROUNDS, ARTICLE_GROUNDS, Edge
from sources.models import Speaker


def choices() -> dict[str, list[dict[str, Any]]]:
    """{name of the field: [{"value", "label", "help"}, …]}; grounds also say to which targets they fit."""
    fields: dict[str, Any] = {
        "stance": Statement.Stance, "fidelity": Statement.Fidelity, "attribution": Statement.Attribution,
        "basis": Edge.Basis, "rebuttal": Rebuttal.Relation, "support": Support.Relation, "kind": Speaker.Kind,
    }  # fmt: skip
    found = {name: [option(*one) for one in codes.choices] for name, codes in fields.items()}
    return found | {"ground": [option(*one) | {"fits": fits(one[0])} for one in Rebuttal.Ground.choices]}


def option(value: str, label: str) -> dict[str, str]:
    word, _, explained = label.partition(": ")
    return {"value": value, "label": word, "help": explained}


def fits(ground: str) -> list[str]:
    """The kinds of target that a ground may be given for."""
    kinds = ["claim", "statement", "rebuttal"] if ground in ARGUMENT_GROUNDS else []
    if ground == Rebuttal.Ground.MISQUOTATION:
        kinds.append("statement")
    return [*kinds, "article"] if ground in ARTICLE_GROUNDS else kinds
