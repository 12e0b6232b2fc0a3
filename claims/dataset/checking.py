"""What can be said of staged lines only beside each other and beside what is stored: doubles, references, constraints."""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.utils import DatabaseError
from psycopg.errors import Diagnostic

from reeapi.api.errors import nearest

from .findings import LISTED, Findings, Wrong, quoted
from .format import TYPES, Field, Type
from .staging import Staging, ready

# Rules that triggers keep, and foreign keys over two columns: the field to look at.
FIELD_OF_RULE = {
    "slug_was_never_anothers": "slug",
    "topic_is_not_below_itself": "broader",
    "syndication_is_acyclic": "syndicated_from",
    "snapshot_is_immutable": "sha256",
    "statement_quote_lies_within_its_text": "quote_end",
    "statement_quote_is_what_the_text_says": "quote_exact",
    "relay_is_another_article": "via",
    "edge_targets_its_own_claim_only_to_deny_it": "target_claim",
    "rebuttal_chain_is_acyclic": "target_rebuttal",
    "never_back_to_draft": "status",
}


def check(staging: Staging, findings: Findings, spoilt: set[str]) -> None:
    """Add what is wrong with staged lines to `findings`; references to the keys of spoilt lines are not wrong for that."""
    for type_ in staging.types():
        _check_doubles(type_, staging, findings)
        for field in type_.fields.values():
            if field.target:
                _check_reference(type_, field, staging, findings, spoilt)
        _check_constraints(type_, staging, findings)
    if "statement" in staging.used:
        _check_snapshots(staging, findings)


def _rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _check_doubles(type_: Type, staging: Staging, findings: Findings) -> None:
    double = _rows(
        f"SELECT place, {type_.key}::text, first FROM ("
        f"SELECT place, {type_.key}, min(place) OVER (PARTITION BY {type_.key}) AS first FROM pg_temp.staged_{type_.name}"
        f") s WHERE place <> first ORDER BY place LIMIT {LISTED}"
    )
    for place, key, first in double:
        source, line = staging.line_of(first)
        reason = f"{quoted(key)} is the {type_.key} of line {line} of {source} already."
        findings.add(Wrong(*staging.line_of(place), type_.key, reason))


def _check_reference(
    type_: Type, field: Field, staging: Staging, findings: Findings, spoilt: set[str]
) -> None:
    assert field.target
    target = TYPES[field.target]
    items = (
        f"(SELECT place, unnest({field.staged}) AS item FROM pg_temp.staged_{type_.name})"
        if field.links
        else f"(SELECT place, {field.staged} AS item FROM pg_temp.staged_{type_.name})"
    )
    dangling = _rows(
        f"SELECT s.place, s.item::text FROM {items} s WHERE s.item IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM pg_temp.staged_{target.name} here WHERE here.{target.key} = s.item) "
        f"AND NOT EXISTS (SELECT 1 FROM {target.table} there WHERE there.{target.key} = s.item) "
        f"ORDER BY s.place LIMIT {LISTED}"
    )
    for place, item in dangling:
        if item in spoilt:
            continue
        reason = f"No {target.name} has the {target.key} {quoted(item)}, neither in these files nor in the database."
        suggestion = _likely_slug(target, item) if field.by_slug else None
        findings.add(Wrong(*staging.line_of(place), field.name, reason, suggestion and quoted(suggestion)))


def check_merged(type_: Type, staging: Staging, findings: Findings) -> None:
    """Add the rows of todo_<type> that have become a part of others, and those that would begin to refer to such a row."""
    todo = (
        f"(SELECT s.*, r.id AS stored FROM pg_temp.todo_{type_.name} t JOIN pg_temp.staged_{type_.name} s USING (place) "
        f"LEFT JOIN {type_.table} r ON r.id = s.id)"
    )
    if "merged_into" in type_.fields:
        _add_merged(
            type_,
            type_.key,
            f"SELECT place, {type_.key} FROM {todo} t WHERE stored IS NOT NULL",
            staging,
            findings,
        )
    for field in type_.fields.values():
        target = TYPES[field.target] if field.target else None
        if target and "merged_into" in target.fields and field.name != "merged_into":
            items = f"unnest({field.staged})" if field.links else field.staged
            _add_merged(
                target,
                field.name,
                f"SELECT place, item FROM (SELECT place, stored, {items} AS item FROM {todo} t) t "
                f"WHERE NOT EXISTS (SELECT FROM {target.table} m WHERE m.{target.key} = item AND {_refers(type_, field)})",
                staging,
                findings,
            )


def _refers(type_: Type, field: Field) -> str:
    """SQL: the stored row refers to `m` by this field already."""
    if links := field.links:
        return (
            f"EXISTS (SELECT FROM {links.table} l WHERE l.{links.owner} = stored AND l.{links.member} = m.id)"
        )
    return f"EXISTS (SELECT FROM {type_.table} r WHERE r.id = stored AND r.{field.column} = m.id)"


def _add_merged(target: Type, name: str, items: str, staging: Staging, findings: Findings) -> None:
    found = _rows(
        f"SELECT i.place, i.item::text, n.{target.key}::text FROM ({items}) i (place, item) "
        f"JOIN {target.table} m ON m.{target.key} = i.item JOIN {target.table} n ON n.id = m.merged_into_id "
        f"ORDER BY i.place LIMIT {LISTED}"
    )
    for place, key, successor in found:
        reason = f"The {target.name} {quoted(key)} has become a part of another."
        findings.add(Wrong(*staging.line_of(place), name, reason, quoted(successor)))


def _likely_slug(target: Type, slug: str) -> str | None:
    """The slug that now stands for a former one, or else the one that looks most like it."""
    known = _rows(
        f"SELECT r.slug FROM {target.table}slug f JOIN {target.table} r ON r.id = f.{target.name}_id WHERE f.slug = %s",
        slug,
    ) or _rows(
        f"SELECT slug FROM (SELECT slug FROM {target.table} UNION SELECT slug FROM pg_temp.staged_{target.name}) s "
        "ORDER BY slug <-> %s, slug LIMIT 10",
        slug,
    )
    names = [row[0] for row in known]
    return names[0] if len(names) == 1 else nearest(slug, names)


def _check_constraints(type_: Type, staging: Staging, findings: Findings) -> None:
    """Ask the table's own CHECK constraints about every staged row; each that a row breaks is one item."""
    rules = _check_rules(type_)
    broken = " , ".join(f"({condition}) IS FALSE" for _, condition, _ in rules)
    found = _rows(
        f"SELECT place, broken FROM (SELECT place, ARRAY[{broken}] AS broken FROM {ready(type_)} s) b "
        f"WHERE true = ANY(broken) ORDER BY place LIMIT {LISTED}"
    )
    for place, results in found:
        for (name, _, columns), is_broken in zip(rules, results, strict=True):
            if is_broken:
                findings.add(Wrong(*staging.line_of(place), _last_field(type_, columns), words_of(name)))


def _check_rules(type_: Type) -> list[tuple[str, str, list[str]]]:
    """(name, condition, columns) of the CHECK constraints that a line alone decides."""
    rules = _rows(
        "SELECT c.conname, pg_get_expr(c.conbin, c.conrelid), "
        "ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)) "
        "FROM pg_constraint c WHERE c.contype = 'c' AND c.conrelid = %s::regclass ORDER BY c.conname",
        type_.table,
    )
    return [rule for rule in rules if set(rule[2]) <= {*type_.columns, "id"}]


def _last_field(type_: Type, columns: list[str]) -> str:
    """Of several fields that do not fit together, the one that comes last in the line."""
    names = [field.name for field in type_.fields.values() if field.column in columns]
    return names[-1] if names else type_.key


def _check_snapshots(staging: Staging, findings: Findings) -> None:
    strange = _rows(
        "SELECT s.place FROM pg_temp.staged_statement s JOIN ("
        "SELECT id, article_id FROM pg_temp.staged_snapshot "
        "UNION ALL SELECT id, article_id FROM sources_snapshot WHERE id IN (SELECT snapshot_id FROM pg_temp.staged_statement)"
        f") p ON p.id = s.snapshot_id WHERE p.article_id <> s.article_id ORDER BY s.place LIMIT {LISTED}"
    )
    for (place,) in dict.fromkeys(strange):
        reason = "This snapshot is of another article than the one the statement was read in."
        findings.add(Wrong(*staging.line_of(place), "snapshot", reason))


def _model_constraint(name: str) -> models.CheckConstraint | models.UniqueConstraint | None:
    for label in ("sources", "claims"):
        for model in apps.get_app_config(label).get_models():
            for constraint in model._meta.constraints:
                if constraint.name == name and isinstance(
                    constraint, models.CheckConstraint | models.UniqueConstraint
                ):
                    return constraint
    return None


def words_of(name: str) -> str:
    """What a constraint says to a person."""
    constraint = _model_constraint(name)
    return str(constraint.violation_error_message) if constraint else f"This breaks the rule {name}."


def refusal_of(error: DatabaseError, type_: Type | None) -> tuple[str, str]:
    """(field, reason) of a violation that the database found in rows of a type."""
    diagnosis: Diagnostic | None = getattr(error.__cause__, "diag", None)
    name = (diagnosis and diagnosis.constraint_name) or ""
    said = (diagnosis and diagnosis.message_primary) or str(error)
    constraint = _model_constraint(name)
    reason = str(constraint.violation_error_message) if constraint else said
    if name in FIELD_OF_RULE or type_ is None:
        return FIELD_OF_RULE.get(name, ""), reason
    if isinstance(constraint, models.UniqueConstraint):
        return _unique_field(type_, constraint), reason
    return type_.key, reason


def _unique_field(type_: Type, constraint: models.UniqueConstraint) -> str:
    fields = type_.model._meta.concrete_fields
    return _last_field(type_, [str(field.column) for field in fields if field.name in constraint.fields])
