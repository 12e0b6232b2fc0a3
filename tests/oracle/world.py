"""The rows of a dataset: which of them are public, what they refer to, and what they count."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

Line = dict[str, Any]
STATING = {"asserts", "concedes", "proposes", "predicts"}
SLUGGED = ("topic", "speaker")


class Unknown(Exception):
    """A slug that nothing public has: the API refuses it."""


@cache
def words_of(text: str) -> set[str]:
    """The words of a text, in lower case, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return set(re.findall(r"\w+", plain.lower()))


def last_day(line: Line) -> str | None:
    """The last day that the date of a statement may mean."""
    day, precision = line.get("said_on"), line.get("said_on_precision")
    if precision == "year":
        return f"{day[:4]}-12-31"
    if precision == "month":
        return f"{day[:8]}{monthrange(int(day[:4]), int(day[5:7]))[1]}"
    return day


class World:
    """All lines, by type and by slug or id, in the order in which the database was given them.

    `former`: type → {slug that was given up: slug of now}. `times`: id or slug → what the API shows as created and
    updated, since no file can tell.
    """

    def __init__(self, lines: Iterable[Line], former: dict[str, dict[str, str]] | None = None):
        self.rows: dict[str, dict[str, Line]] = {}
        for line in lines:
            key = line["slug" if line["type"] in SLUGGED else "id"]
            self.rows.setdefault(line["type"], {})[key] = line
        self.former = former or {}
        self.times: dict[str, dict[str, dict[str, str]]] = {}

    def get(self, type_: str, key: str) -> Line:
        return self.rows[type_][key]

    @cache  # noqa: B019  (a world lives as long as the tests that ask it)
    def public(self, type_: str) -> list[Line]:
        return [
            line for key, line in self.rows.get(type_, {}).items() if key in self.visible.get(type_, {key})
        ]

    @cached_property
    def visible(self) -> dict[str, set[str]]:
        """Type → keys of the rows that the public may see."""
        seen: dict[str, set[str]] = {"article": {a["id"] for a in self._published("article")}}
        seen["claim"] = {
            c["id"]
            for c in self._published("claim")
            if "merged_into" not in c and c.get("about_article", None) in {None, *seen["article"]}
        }
        seen["statement"] = {
            s["id"]
            for s in self._published("statement")
            if s["claim"] in seen["claim"] and {s["article"], *s.get("via", [])} <= seen["article"]
        }
        seen["rebuttal"] = set()
        while more := self._edges("rebuttal", seen) - seen["rebuttal"]:  # a rebuttal may target another
            seen["rebuttal"] |= more
        seen["support"] = self._edges("support", seen)
        return seen | {"speaker": self._speakers_used(seen), "topic": self._topics_used(seen)}

    def _published(self, type_: str) -> list[Line]:
        return [line for line in self.rows.get(type_, {}).values() if line["status"] == "published"]

    def _edges(self, type_: str, seen: dict[str, set[str]]) -> set[str]:
        kinds = ("claim", "statement", "article", "rebuttal")
        return {
            e["id"]
            for e in self._published(type_)
            if e["statement"] in seen["statement"] and any(e.get(f"target_{k}") in seen[k] for k in kinds)
        }

    def _speakers_used(self, seen: dict[str, set[str]]) -> set[str]:
        used: set[str | None] = set()
        for statement in (self.get("statement", s) for s in seen["statement"]):
            used |= {statement["speaker"], statement.get("affiliation")}
        for article in (self.get("article", a) for a in seen["article"]):
            used |= {article.get("publisher"), *article.get("authors", [])}
        return {slug for slug in used - {None} if "merged_into" not in self.get("speaker", slug)}

    def _topics_used(self, seen: dict[str, set[str]]) -> set[str]:
        found: set[str] = set()
        layer = {slug for c in seen["claim"] for slug in self.get("claim", c).get("topics", [])}
        while layer:
            found |= layer
            layer = {self.get("topic", slug).get("broader") for slug in layer} - found - {None}
        return found

    def slug(self, type_: str, slug: str) -> str:
        """The slug of now of a public row, given one past or present, or that of a row merged into it."""
        slug = slug if slug in self.rows[type_] else self.former.get(type_, {}).get(slug, "")
        while "merged_into" in self.rows[type_].get(slug, {}):
            slug = self.rows[type_][slug]["merged_into"]
        if slug not in self.visible[type_]:
            raise Unknown(slug)
        return slug

    def claim_id(self, id_: str) -> str:
        """The id under which a claim lives on; of what became of a draft nobody is told."""
        claim = self.rows["claim"].get(id_, {})
        if "merged_into" in claim and claim["status"] != "draft":
            return self.claim_id(claim["merged_into"])
        return id_

    def with_narrower(self, slug: str) -> set[str]:
        below = [t["slug"] for t in self.rows["topic"].values() if t.get("broader") == slug]
        return {slug}.union(*(self.with_narrower(b) for b in below))

    @cache  # noqa: B019
    def of(self, type_: str, name: str, key: str) -> list[Line]:
        """The public rows of a type that name `key` in the field `name`."""
        return [line for line in self.public(type_) if line.get(name) == key]

    def affiliations(self, speaker: Line) -> list[Line]:
        found = [a for a in self.rows.get("affiliation", {}).values() if a["speaker"] == speaker["slug"]]
        seen = self.visible["speaker"]
        return [a for a in found if {a["speaker"], a["organization"]} <= seen]

    def reviews(self, article: Line) -> list[Line]:
        found = [c for c in self.rows.get("citation", {}).values() if c["article"] == article["id"]]
        return [c for c in found if c["relation"] == "reviews" and c["cited"] in self.visible["article"]]

    def statement(self, edge: Line) -> Line:
        return self.get("statement", edge["statement"])

    def counter_claim(self, edge: Line) -> str | None:
        claim = self.statement(edge)["claim"]
        return None if claim == edge.get("target_claim") else claim

    def rebuttals(self, line: Line) -> int:
        """Distinct counter-claims of a claim or a rebuttal, plus one if it is denied."""
        return len({self.counter_claim(e) for e in self.of("rebuttal", f"target_{line['type']}", line["id"])})

    def supports(self, claim: Line) -> int:
        return len({self.counter_claim(e) for e in self.of("support", "target_claim", claim["id"])})

    def first_said(self, claim: Line) -> tuple[str | None, str | None]:
        """The first date on which a public statement of the claim may have been made, and its precision."""
        dated = [s for s in self.of("statement", "claim", claim["id"]) if "said_on" in s]
        first = min(dated, key=lambda s: (s["said_on"], last_day(s), s["id"]), default={})
        return first.get("said_on"), first.get("said_on_precision")

    def claims_of(self, speaker: Line) -> int:
        return len({s["claim"] for s in self.of("statement", "speaker", speaker["slug"])})

    def rebuttals_by(self, speaker: Line) -> int:
        return sum(self.statement(e)["speaker"] == speaker["slug"] for e in self.public("rebuttal"))

    def claims_on(self, topic: Line) -> int:
        return sum(topic["slug"] in c.get("topics", []) for c in self.public("claim"))

    def counts(self, line: Line) -> dict[str, Any]:
        """What the API shows of a row that no line says, because it is counted."""
        match line["type"]:
            case "claim":
                counted = {"statement_count": len(self.of("statement", "claim", line["id"]))}
                counted |= {"rebuttal_count": self.rebuttals(line), "support_count": self.supports(line)}
                return counted | dict(
                    zip(("first_said_on", "first_said_on_precision"), self.first_said(line), strict=True)
                )
            case "rebuttal":
                return {"rebuttal_count": self.rebuttals(line)}
            case "speaker":
                return {"claim_count": self.claims_of(line), "rebuttal_count": self.rebuttals_by(line)}
            case "topic":
                return {"claim_count": self.claims_on(line)}
        return {}
