"""What each parameter of each list means."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .world import SLUGGED, STATING, Line, World, last_day, words_of


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
        "stance": of_statement(STATEMENT["stance"]),
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
