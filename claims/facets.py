"""``claims/facets/`` and ``rebuttals/facets/``: how many of a list's rows there are for each speaker, topic, ground …

The newest matches are found as the list finds them, then counted by each facet in one statement. What a filter asks of
one and the same statement (or rebuttal) holds here too: only statements that satisfy all of it are counted, so that a
count is what the list counts when its value is added to the filters.
"""

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from rest_framework.request import Request

from reeapi.api.conditional import REVALIDATE, answer, holds_tag, list_tag, unchanged
from reeapi.api.documents import DocumentView, closed_object, encoded, reference
from reeapi.api.errors import base_url
from reeapi.api.findings import Findings
from reeapi.api.formats import OBJECT_RENDERERS, format_parameter
from reeapi.api.parameters import Parameter, read
from reeapi.api.questions import Keys, compiled_question, run
from reeapi.api.walking import under

from .models import Rebuttal, Statement

SCOPE = 1_000  # matches, the newest, that are counted
MOST = 50  # values of each facet
EVERY = 1_000_000_000  # a limit that is none
Sql = tuple[str, tuple[Any, ...]]

# Each topic with itself and all that lie above it: a filter on a topic finds the narrower ones too.
ABOVE = """above(topic, upper) AS (
    SELECT id, id FROM claims_topic
    UNION SELECT above.topic, t.broader_id FROM above JOIN claims_topic t ON t.id = above.upper WHERE t.broader_id IS NOT NULL
)"""
# How the values of a facet are called: by slug and name, or by the word itself.
NAMED = {
    "speaker": ("v.slug", "v.name", "JOIN sources_speaker v ON v.id = c.key"),
    "topic": ("v.slug", "v.name", "JOIN claims_topic v ON v.id = c.key"),
    "word": ("c.key::text", "NULL", ""),
}


class FacetsView(DocumentView):
    """The counts of one list. `facets`: name → (table of the statement, column, how its values are called)."""

    viewset: Any = None
    facets: dict[str, tuple[str, str, str]] = {}
    noun = ""
    response_description = "Counts for each value, the most frequent first."

    def parameters(self) -> dict[str, Parameter]:
        filters = self.viewset.filterset_class.base_filters
        return {**filters, "format": format_parameter(OBJECT_RENDERERS)}

    def tables(self, conditions: dict[str | None, Q]) -> dict[str, Sql]:
        """Name → SQL of what is counted; `matched(id)` has the rows that match."""
        raise NotImplementedError

    def get(self, request: Request) -> HttpResponse:
        http, found = request._request, Findings(self.admitted.mark)
        # As that of the list, known before anything is counted.
        etag = list_tag(http, base_url(http), found.mark)
        if holds_tag(http, etag):
            return unchanged(http, etag, self.cache_control, found.mark)
        counts = self.counts(read(http.GET, self.parameters()), found)
        return answer(http, encoded(counts), etag=etag, cache_control=self.cache_control)

    def counts(self, given: dict[str, Any], found: Findings) -> dict[str, Any]:
        view = self.viewset
        filterset = view.filterset_class
        values = filterset.values(given, found)
        form = replace(view.form({}, values, view.built_orderings()["-created"]), size=SCOPE)
        bound = filterset.bound(values)
        matched = compiled_question(form).keys(bound, None, found)
        ids = "{" + ",".join(pk for pk, _ in matched.found) + "}"
        tables = {
            "matched(id)": ("SELECT unnest(%s::uuid[])", (ids,)),
            **self.tables(filterset.conditions(form.filters, bound)),
        }
        parts = [f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in tables.items()]
        counts = " UNION ALL ".join(map(self._counts, self.facets))
        rows = run(
            f"WITH RECURSIVE {', '.join([ABOVE, *parts])} {counts}",
            [value for _, params in tables.values() for value in params],
            anew=True,
        )
        return self._answer(matched, rows)

    def _counts(self, facet: str) -> str:
        table, column, kind = self.facets[facet]
        value, name, join = NAMED[kind]
        return (
            f"(SELECT '{facet}', {value} AS value, {name} AS name, c.n FROM (SELECT key, count(*) AS n FROM "
            f"(SELECT DISTINCT id, {column} AS key FROM {table} WHERE {column} IS NOT NULL) AS once GROUP BY key) c {join} "
            f"ORDER BY c.n DESC, value LIMIT {MOST})"
        )

    def _answer(self, matched: Keys, found: list[tuple[str, str, str | None, int]]) -> dict[str, Any]:
        listed: dict[str, list[dict[str, Any]]] = {facet: [] for facet in self.facets}
        for facet, value, name, number in found:
            listed[facet].append({"value": value, "name": name, "count": number})
        complete = not matched.more and matched.stop is None
        return {"matches": len(matched.found), "complete": complete, **listed}

    def components(self) -> dict[str, dict[str, Any]]:
        counts = {"type": "array", "items": reference("FacetCount")}
        described = {name: f"The {MOST} most frequent, as `{name}` takes them." for name in self.facets}
        described["year"] = "The years in which it was said."
        document = {
            "matches": {"type": "integer", "description": f"How many {self.noun} were counted."},
            "complete": {
                "type": "boolean",
                "description": f"False where there are more: the newest are counted, {SCOPE:,} at most, or as far as they were looked for.",
            },
        } | {name: counts | {"description": text} for name, text in described.items()}
        count = {
            "value": {"type": "string", "description": "Slug, word or year."},
            "name": {"type": ["string", "null"], "description": "The name, where the value is a slug."},
            "count": {"type": "integer", "description": "Rows that have it."},
        }
        return {
            f"{self.noun.capitalize()}Facets": closed_object(document),
            "FacetCount": closed_object(count),
        }


class ClaimFacetsView(FacetsView):
    noun = "claims"
    cache_control = REVALIDATE
    operation_id = "getClaimFacets"
    facets = {
        "speaker": ("said", "speaker", "speaker"),
        "topic": ("about", "topic", "topic"),
        "publisher": ("said", "publisher", "speaker"),
        "stance": ("said", "stance", "word"),
        "ground": ("countered", "ground", "word"),
        "year": ("said", "year", "word"),
    }
    list_description = (
        "How many of the claims that the filters select there are for each value. A count is that of the list with the "
        "value added: one and the same statement (or rebuttal) satisfies all that is asked of it. Topics count what is "
        "below them, too."
    )

    def tables(self, conditions: dict[str | None, Q]) -> dict[str, Sql]:
        said = (
            Statement.objects.published()
            .order_by()
            .filter(conditions.get("statement", Q()))
            .values_list("claim", "speaker", "stance", "article__publisher", ExtractYear("said_on"))
        )
        countered = (
            Rebuttal.objects.published()
            .order_by()
            .filter(conditions.get("rebuttal", Q()), target_claim__isnull=False)
            .values_list("target_claim", "ground")
        )
        return {
            "said(id, speaker, stance, publisher, year)": of_matched(said, "claim"),
            "countered(id, ground)": of_matched(countered, "target_claim"),
            "about(id, topic)": (
                "SELECT m.id, above.upper FROM matched m JOIN claims_claimtopic l ON l.claim_id = m.id "
                "JOIN above ON above.topic = l.topic_id",
                (),
            ),
        }


class RebuttalFacetsView(FacetsView):
    noun = "rebuttals"
    cache_control = REVALIDATE
    operation_id = "getRebuttalFacets"
    facets = {
        "critic": ("drawn", "critic", "speaker"),
        "topic": ("about", "topic", "topic"),
        "publisher": ("drawn", "publisher", "speaker"),
        "stance": ("drawn", "stance", "word"),
        "ground": ("drawn", "ground", "word"),
        "year": ("drawn", "year", "word"),
    }
    list_description = (
        "How many of the rebuttals that the filters select there are for each value. A count is that of the list with "
        "the value added. Topics are those of either side, and count what is below them, too."
    )

    def tables(self, conditions: dict[str | None, Q]) -> dict[str, Sql]:
        drawn = (
            Rebuttal.objects.published()
            .order_by()
            .values_list(
                "id", "critic", "statement__article__publisher", "statement__stance", "ground",
                ExtractYear("statement__said_on"),
            )
        )  # fmt: skip
        return {
            "drawn(id, critic, publisher, stance, ground, year)": of_matched(drawn, "id"),
            "about(id, topic)": (
                "SELECT m.id, above.upper FROM matched m JOIN claims_rebuttal r ON r.id = m.id "
                "JOIN claims_claimtopic l ON l.claim_id IN (r.target_claim_id, r.counter_claim_id) "
                "JOIN above ON above.topic = l.topic_id",
                (),
            ),
        }


def of_matched(rows: QuerySet, column: str) -> Sql:
    """SQL of those rows whose column, the first, is one of the matches. They are asked for of each match by itself:

    taken together, the planner may go through all speakers to find those of a few rows. A limit keeps them apart.
    """
    sql, params = under(rows, column)[:EVERY].query.sql_with_params()
    return f"SELECT found.* FROM matched AS heading, LATERAL ({sql}) AS found", params
