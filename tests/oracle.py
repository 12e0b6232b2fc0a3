"""The lists of the API, asked in plain Python of dictionaries as the lines of dataset files hold them.

A second opinion, held against the filters: nothing here knows of the ORM, of SQL or of the project's code. `World` says
which rows are public and what they count; `LISTS` says in a line what each parameter and each ordering means.
"""

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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
        """The id under which a claim lives on."""
        while "merged_into" in self.rows["claim"].get(id_, {}):
            id_ = self.get("claim", id_)["merged_into"]
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


@dataclass(frozen=True)
class Kind:
    """How the text of a parameter is read; `values` are all that are worth asking for."""

    read: Callable[[World, str], Any]
    values: Callable[[World], Iterable[str]]
    many: bool = True


@dataclass(frozen=True)
class Parameter:
    """Of which rows a parameter is true. `of` says which rows beside the listed one have to answer for it."""

    kind: Kind
    holds: Callable[[World, Line, Any], bool]
    of: str = ""
    default: str | None = None


def slugs(type_: str) -> Kind:
    def known(world: World) -> Iterable[str]:
        merged = {slug for slug, line in world.rows[type_].items() if "merged_into" in line}
        return sorted(world.visible[type_] | merged) + sorted(world.former.get(type_, {}))

    return Kind(lambda world, text: {world.slug(type_, slug) for slug in text.split(",")}, known)


def ids(type_: str) -> Kind:
    return Kind(lambda _, text: set(text.split(",")), lambda world: [*world.rows.get(type_, {}), NOBODY])


def one_of(*words: str) -> Kind:
    return Kind(lambda _, text: set(text.split(",")), lambda _: words)


def found(type_: str, *names: str, many: bool = True) -> Kind:
    """Texts as they stand in the public rows of a type."""
    read = (lambda _, text: set(text.split(","))) if many else (lambda _, text: text)
    return Kind(
        read, lambda w: sorted({line[n] for line in w.public(type_) for n in names if line.get(n)}), many
    )


def days(type_: str, name: str) -> Kind:
    def edges(world: World) -> Iterable[str]:
        lines = [line for line in world.public(type_) if name in line]
        return sorted(
            {line[name] for line in lines} | {str(last_day(line | {"said_on": line[name]})) for line in lines}
        )

    return Kind(lambda _, text: text, edges, many=False)


def searched(**names: str) -> Kind:
    """Words of a field of each type that only a row with that very word can be found by: no other word begins so."""

    def distinct(world: World) -> Iterable[str]:
        texts = " ".join(
            str(x.get(name, "")) for type_, name in names.items() for x in world.rows[type_].values()
        )
        plain = {
            w for w in words_of(texts) if len(w) > 4 and w.isascii() and w.isalpha() and w not in STOPPED
        }
        plain -= {
            word for chunk in texts.split() if re.search(r"\w[./@\d]\w", chunk) for word in words_of(chunk)
        }
        beginnings = Counter(word[:3] for word in words_of(texts))
        return sorted(word for word in plain if beginnings[word[:3]] == 1)

    return Kind(lambda _, text: text, distinct, many=False)


NOBODY = "0197d2a0-0000-7000-8000-000000000000"
STOPPED = {  # words of five letters and more that the English search leaves out
    "about", "above", "after", "again", "against", "because", "before", "being", "below", "between", "doing", "during",
    "further", "having", "herself", "himself", "itself", "myself", "other", "ourselves", "should", "their", "theirs",
    "themselves", "there", "these", "those", "through", "under", "until", "where", "which", "while", "yours", "yourself",
    "yourselves",
}  # fmt: skip
SPEAKERS, TOPICS, ARTICLES = slugs("speaker"), slugs("topic"), ids("article")
BROADER = Kind(
    lambda w, text: set().union(*(w.with_narrower(w.slug("topic", slug)) for slug in text.split(","))),
    TOPICS.values,
)
CLAIMS = Kind(lambda w, text: {w.claim_id(i) for i in text.split(",")}, ids("claim").values)
YES_NO = Kind(lambda _, text: text == "true", lambda _: ("true", "false"), many=False)
SAID, PUBLISHED = days("statement", "said_on"), days("article", "published_on")
SPEAKER_KINDS = one_of("person", "organization", "publication", "group")
LANGUAGES = "en", "de", "fr", "ru", "en-GB"
TARGETS = ("claim", "statement", "article", "rebuttal")


def having(name: str, kind: Kind, of: str = "", absent: Any = None) -> Parameter:
    """The row's own field is any of the values."""
    return Parameter(kind, lambda _, line, wanted: line.get(name, absent) in wanted, of)


def published_by(world: World, articles: Iterable[str], publishers: set[str]) -> bool:
    return any(world.get("article", a).get("publisher") in publishers for a in articles)


def updated(type_: str) -> Parameter:
    def times(world: World) -> Iterable[str]:
        return sorted({shown["updated_at"] for shown in world.times[type_].values()})

    def since(world: World, line: Line, moment: str) -> bool:
        return world.times[type_][line["slug" if type_ in SLUGGED else "id"]]["updated_at"] >= moment

    return Parameter(Kind(lambda _, text: text, times, many=False), since)


def said(of: str = "") -> dict[str, Parameter]:
    """The parameters about one statement."""

    def of_article(test: Callable[[Line, Any], bool]) -> Callable[[World, Line, Any], bool]:
        return lambda world, s, wanted: test(world.get("article", s["article"]), wanted)

    return {
        "speaker": having("speaker", SPEAKERS, of),
        "speaker_kind": Parameter(
            SPEAKER_KINDS, lambda w, s, kinds: w.get("speaker", s["speaker"])["kind"] in kinds, of
        ),
        "organization": having("affiliation", SPEAKERS, of),
        "stance": having(
            "stance", one_of("asserts", "denies", "questions", "concedes", "proposes", "predicts"), of
        ),
        "article": having("article", ARTICLES, of),
        "publisher": Parameter(SPEAKERS, of_article(lambda a, wanted: a.get("publisher") in wanted), of),
        "author": Parameter(
            SPEAKERS, of_article(lambda a, wanted: bool(wanted & {*a.get("authors", [])})), of
        ),
        "via": Parameter(ARTICLES, lambda _, s, wanted: bool(wanted & {*s.get("via", [])}), of),
        "via_publisher": Parameter(
            SPEAKERS, lambda w, s, wanted: published_by(w, s.get("via", []), wanted), of
        ),
        "said_after": Parameter(SAID, lambda _, s, day: "said_on" in s and str(last_day(s)) >= day, of),
        "said_before": Parameter(SAID, lambda _, s, day: "said_on" in s and s["said_on"] <= day, of),
        "fidelity": having(
            "fidelity", one_of("verbatim", "partial_quote", "paraphrase", "translation", "headline"), of
        ),
        "anchor": having(
            "anchor_status", one_of("exact", "moved", "normalised", "changed", "orphaned", "withheld"), of
        ),
    }


def statement_words(world: World, s: Line) -> set[str]:
    return words_of(f"{world.get('claim', s['claim'])['text']}\n{s.get('quote_exact', '')}")


STATEMENT = said() | {
    "id": having("id", ids("statement")),
    "claim": having("claim", CLAIMS),
    "topic": Parameter(
        BROADER, lambda w, s, wanted: bool(wanted & {*w.get("claim", s["claim"]).get("topics", [])})
    ),
    "q": Parameter(
        searched(claim="text", statement="quote_exact"), lambda w, s, word: word in statement_words(w, s)
    ),
    "updated_since": updated("statement"),
}

REBUTS = one_of("rebuts", "undermines", "undercuts", "qualifies", "corrects")
GROUNDS = found("rebuttal", "ground")
CLAIM = said("statements") | {
    "id": having("id", CLAIMS),
    "topic": Parameter(BROADER, lambda _, c, wanted: bool(wanted & {*c.get("topics", [])})),
    "published_after": Parameter(
        PUBLISHED, lambda w, s, day: w.get("article", s["article"]).get("published_on", "") >= day, "statements"
    ),
    "published_before": Parameter(
        PUBLISHED, lambda w, s, day: w.get("article", s["article"]).get("published_on", "9") <= day, "statements"
    ),
    "language": having("language", one_of(*LANGUAGES)),
    "rebutted": Parameter(YES_NO, lambda w, c, yes: (w.rebuttals(c) > 0) is yes),
    "rebutted_by": Parameter(SPEAKERS, lambda w, e, wanted: w.statement(e)["speaker"] in wanted, "rebuttals"),
    "relation": having("relation", REBUTS, "rebuttals"),
    "ground": having("ground", GROUNDS, "rebuttals"),
    "supported": Parameter(YES_NO, lambda w, c, yes: (w.supports(c) > 0) is yes),
    "about": Parameter(
        one_of("world", "article"),
        lambda _, c, wanted: ("article" if "about_article" in c else "world") in wanted,
    ),
    "about_article": having("about_article", ARTICLES),
    "q": Parameter(searched(claim="text"), lambda _, c, word: word in words_of(c["text"])),
    "updated_since": updated("claim"),
}  # fmt: skip


def of_statement(of_it: Parameter) -> Parameter:
    """The same, asked of the statement of an edge."""
    return Parameter(
        of_it.kind, lambda world, edge, wanted: of_it.holds(world, world.statement(edge), wanted)
    )


def on_topics(world: World, edge: Line, wanted: set[str]) -> bool:
    claims = {edge.get("target_claim"), world.statement(edge)["claim"]} - {None}
    return any(wanted & {*world.get("claim", str(c)).get("topics", [])} for c in claims)


def targets_speaker(world: World, edge: Line, wanted: set[str]) -> bool:
    if "target_statement" in edge:
        return world.get("statement", edge["target_statement"])["speaker"] in wanted
    stated = world.of("statement", "claim", edge.get("target_claim", ""))
    return any(s["speaker"] in wanted and s["stance"] in STATING for s in stated)


def edge_parameters(type_: str, relations: Kind) -> dict[str, Parameter]:
    return {
        "id": having("id", ids(type_)),
        "critic": of_statement(STATEMENT["speaker"]),
        "critic_kind": of_statement(STATEMENT["speaker_kind"]),
        "claim": having("target_claim", CLAIMS),
        "statement": having("target_statement", ids("statement")),
        "rebuttal": having("target_rebuttal", ids("rebuttal")),
        "target_article": having("target_article", ARTICLES),
        "target_kind": Parameter(
            one_of(*TARGETS), lambda _, e, wanted: any(f"target_{kind}" in e for kind in wanted)
        ),
        "target_speaker": Parameter(SPEAKERS, targets_speaker),
        "target_publisher": Parameter(
            SPEAKERS,
            lambda w, e, wanted: "target_article" in e and published_by(w, [e["target_article"]], wanted),
        ),
        "counter_claim": Parameter(CLAIMS, lambda w, e, wanted: w.counter_claim(e) in wanted),
        "relation": having("relation", relations),
        "basis": having("basis", one_of("stated", "juxtaposed", "inferred")),
        "article": of_statement(STATEMENT["article"]),
        "publisher": of_statement(STATEMENT["publisher"]),
        "topic": Parameter(BROADER, on_topics),
        "said_after": of_statement(STATEMENT["said_after"]),
        "said_before": of_statement(STATEMENT["said_before"]),
        "q": of_statement(STATEMENT["q"]),
        "updated_since": updated(type_),
    }


SPEAKER = {
    "id": having("slug", SPEAKERS),
    "kind": having("kind", SPEAKER_KINDS),
    "named": Parameter(YES_NO, lambda _, p, yes: p.get("named", True) is yes, default="true"),
    "organization": having("organization", SPEAKERS, "affiliations"),
    "role": Parameter(
        found("affiliation", "role", many=False), lambda _, a, role: a["role"].lower() == role.lower(), "affiliations"
    ),
    "wikidata": having("wikidata", found("speaker", "wikidata")),
    "has_claims": Parameter(YES_NO, lambda w, p, yes: (w.claims_of(p) > 0) is yes),
    "is_publisher": Parameter(YES_NO, lambda w, p, yes: bool(w.of("article", "publisher", p["slug"])) is yes),
    "q": Parameter(
        searched(speaker="name"), lambda _, p, word: word in words_of("\n".join([p["name"], *p.get("aliases", [])]))
    ),
    "updated_since": updated("speaker"),
}  # fmt: skip

ARTICLE = {
    "id": having("id", ARTICLES),
    "url": Parameter(found("article", "url", many=False), lambda _, a, url: a.get("url") == url),
    "publisher": having("publisher", SPEAKERS),
    "author": Parameter(SPEAKERS, lambda _, a, wanted: bool(wanted & {*a.get("authors", [])})),
    "kind": having("kind", found("article", "kind")),
    "language": having("language", one_of(*LANGUAGES)),
    "published_after": Parameter(PUBLISHED, lambda _, a, day: a.get("published_on", "") >= day),
    "published_before": Parameter(PUBLISHED, lambda _, a, day: a.get("published_on", "9") <= day),
    "reviews": having("cited", ARTICLES, "reviews"),
    "reviewed_publisher": Parameter(
        SPEAKERS, lambda w, c, wanted: published_by(w, [c["cited"]], wanted), "reviews"
    ),
    "q": Parameter(searched(article="title"), lambda _, a, word: word in words_of(a.get("title", ""))),
    "updated_since": updated("article"),
}

TOPIC = {
    "id": having("slug", TOPICS),
    "broader": having("broader", TOPICS),
    "q": Parameter(searched(topic="name"), lambda _, t, word: word in words_of(t["name"])),
    "updated_since": updated("topic"),
}

BESIDE: dict[str, Callable[[World, Line], list[Line]]] = {
    "statements": lambda world, claim: world.of("statement", "claim", claim["id"]),
    "rebuttals": lambda world, claim: world.of("rebuttal", "target_claim", claim["id"]),
    "affiliations": World.affiliations,
    "reviews": World.reviews,
}
SortKey = Callable[[World, Line], Any]


def shown_time(name: str) -> SortKey:
    def key(world: World, line: Line) -> str:
        return world.times[line["type"]][line["slug" if line["type"] in SLUGGED else "id"]][name]

    return key


CREATED: dict[str, SortKey] = {"created": shown_time("created_at")}
UPDATED: dict[str, SortKey] = {"updated": shown_time("updated_at")}
EDGE_DATE: dict[str, SortKey] = {"said_on": lambda world, edge: world.statement(edge).get("said_on")}


@dataclass(frozen=True)
class List:
    """One list of the API: its rows, its parameters, its orderings and the default one."""

    type: str
    parameters: dict[str, Parameter]
    orderings: dict[str, SortKey]
    default: str = "-created"
    key: str = field(default="id")

    def answer(self, world: World, asked: dict[str, str], ordering: str = "") -> list[str]:
        """The ids (or slugs) of the rows that everything asked is true of, in order. Raises `Unknown`."""
        defaults = {name: p.default for name, p in self.parameters.items() if p.default and name not in asked}
        wanted = {
            name: self.parameters[name].kind.read(world, text) for name, text in (asked | defaults).items()
        }
        rows = [line for line in world.public(self.type) if self._holds(world, line, wanted)]
        return [line[self.key] for line in self.sort(world, rows, ordering or self.default)]

    def _holds(self, world: World, line: Line, wanted: dict[str, Any]) -> bool:
        """One and the same row of each kind beside the listed one answers for all that is asked about it."""
        asked_of: dict[str, list[str]] = {}
        for name in wanted:
            asked_of.setdefault(self.parameters[name].of, []).append(name)
        return all(
            any(
                all(self.parameters[name].holds(world, row, wanted[name]) for name in names)
                for row in (BESIDE[of](world, line) if of else [line])
            )
            for of, names in asked_of.items()
        )

    def sort(self, world: World, rows: list[Line], ordering: str) -> list[Line]:
        """By key, then in the order of the primary keys; `-` reverses both, and absent keys come last either way."""
        key, downwards = self.orderings[ordering.removeprefix("-")], ordering.startswith("-")
        place = {k: number for number, k in enumerate(self._primary_keys(world))}
        rows = sorted(rows, key=lambda line: place[line[self.key]], reverse=downwards)
        keyed = [line for line in rows if key(world, line) is not None]
        keyed.sort(key=lambda line: key(world, line), reverse=downwards)
        return keyed + [line for line in rows if key(world, line) is None]

    def _primary_keys(self, world: World) -> list[str]:
        """UUIDs sort as texts do; slugged rows have numbers, in the order in which they were inserted."""
        return list(world.rows[self.type]) if self.type in SLUGGED else sorted(world.rows[self.type])


LISTS = {
    "claims": List(
        "claim",
        CLAIM,
        CREATED | UPDATED | {"said_on": lambda w, c: w.first_said(c)[0], "rebuttals": World.rebuttals},
    ),
    "statements": List(
        "statement", STATEMENT, CREATED | UPDATED | {"said_on": lambda _, s: s.get("said_on")}
    ),
    "rebuttals": List(
        "rebuttal",
        edge_parameters("rebuttal", REBUTS) | {"ground": having("ground", GROUNDS)},
        CREATED | UPDATED | EDGE_DATE,
    ),
    "supports": List(
        "support",
        edge_parameters("support", one_of("corroborates", "endorses", "praises")),
        CREATED | UPDATED | EDGE_DATE,
    ),
    "speakers": List(
        "speaker",
        SPEAKER,
        UPDATED
        | {"name": lambda _, p: p["name"], "claims": World.claims_of, "rebuttals": World.rebuttals_by},
        default="name",
        key="slug",
    ),
    "articles": List(
        "article", ARTICLE, CREATED | UPDATED | {"published_on": lambda _, a: a.get("published_on")}
    ),
    "topics": List(
        "topic",
        TOPIC,
        {"name": lambda _, t: t["name"], "claims": World.claims_on},
        default="name",
        key="slug",
    ),
}
