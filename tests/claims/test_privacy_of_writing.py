"""Who writes one kind of row learns nothing of drafts of other kinds, by no answer and no error."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from uuid_utils import compat

from reeapi.api.inputs import Links, Members, Reference
from tests import factories as make
from tests.hidden import MARK, ROOMS, VIEWS, World, answer_of, nothing_but, world, world_of_all
from tests.programs import Program

pytestmark = pytest.mark.django_db
__all__ = ["world", "world_of_all"]  # fixtures
ACTIONS = ("add", "change", "delete", "publish", "view")


def writer_of(room: str) -> Program:
    """A program that may do everything with the rows of one resource, and nothing with others."""
    program = Program(f"writer-of-{room}")
    name = ROOMS[room]._meta.model_name
    allowed = Permission.objects.filter(codename__in=[f"{action}_{name}" for action in ACTIONS])
    program.user.user_permissions.set(allowed)
    return program


def secrets_of_others(world: World, room: str) -> re.Pattern:
    """The ids and the slugs of the private rows of all other kinds."""
    others = [model for model in set(ROOMS.values()) if model is not ROOMS[room]]
    rows = [row for model in others for row in world.private(model)]
    keys = "|".join(re.escape(str(getattr(row, "slug", None) or row.pk)) for row in rows)
    return re.compile(rf"({keys})(?!\d)")


def text_of(answer: Any) -> str:
    body = answer.getvalue().decode() if answer.streaming else answer.content.decode()
    assert answer.status_code < 500, body
    return f"{answer.status_code} {body}"


def reads(room: str) -> Iterator[str]:
    """Every answer with drafts of the resource in it."""
    status = (
        "status=draft,published,withdrawn"
        if VIEWS[room].has_status()
        else "named=false"
        if room == "speakers"
        else "q=a"
    )
    expand = ",".join(VIEWS[room].expandable)
    for form in ("json", "csv"):
        yield f"{room}/?{status}&format={form}{f'&expand={expand}' if expand else ''}"
    yield from (
        f"{room}/{row.pk if VIEWS[room].lookup_field == 'pk' else row.slug}/"
        for row in ROOMS[room].objects.all()
    )


@pytest.mark.parametrize("room", ROOMS)
def test_drafts_of_one_kind_show_nothing_of_those_of_others(world, room):
    program, secret = writer_of(room), secrets_of_others(world, room)
    answers = {path: text_of(program.call("GET", path)) for path in reads(room)}
    assert {path: found.group() for path, text in answers.items() if (found := secret.search(text))} == {}
    assert sum(text.startswith("200") for text in answers.values()) > 3


def references(room: str) -> Iterator[tuple[str, Any, type]]:
    """(member, how a key becomes its value, model) of all that a body of the resource can refer to."""
    for name, one in VIEWS[room].input_class().fields.items():
        if isinstance(one, Reference):
            yield name, (lambda key, one=one: {one.key: key}), one.model
        elif isinstance(one, Links) and isinstance(one.child, Reference):
            yield name, (lambda key, one=one: [{one.child.key: key}]), one.child.model
        elif isinstance(one, Links):
            yield name, (lambda key: [key]), one.child.model
        elif isinstance(one, Members):
            inner = next(n for n, f in one.child.fields.items() if isinstance(f, Reference))
            field = one.child.fields[inner]
            extra = {"relation": "reviews"} if name == "citations" else {"role": "x"}
            yield name, (lambda key, i=inner, f=field, e=extra: [{i: {f.key: key}} | e]), field.model
    if room == "statements":
        yield "chain", (lambda key: [{"article": key}]), ROOMS["articles"]
    if room in {"rebuttals", "supports"}:
        for kind in ("claim", "statement", "article", "rebuttal"):
            yield "target", (lambda key, kind=kind: {"type": kind, "id": key}), ROOMS[f"{kind}s"]


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "topics"])  # which refer to topics alone
def test_a_reference_to_a_draft_of_another_kind_is_refused_like_one_to_nothing(world, room):
    program = writer_of(room)
    row = ROOMS[room].objects.filter(is_public=True).first()
    path = f"{room}/{row.pk if VIEWS[room].lookup_field == 'pk' else row.slug}/"
    tried = 0
    for member, value, model in references(room):
        for private in world.one_of_each(model) if model is not ROOMS[room] else ():
            by_slug = hasattr(private, "slug")
            key, missing = (
                (private.slug, private.slug.replace(MARK, "zqxnobody"))
                if by_slug
                else (str(private.pk), str(compat.uuid7()))
            )
            known, unknown = (
                text_of(program.call("PATCH", path, {member: value(one)}, If_Match="*"))
                for one in (key, missing)
            )
            assert nothing_but(known, key) == nothing_but(unknown, missing), (member, key)
            assert known.startswith("400"), known
            tried += 1
    assert tried > 0


@pytest.mark.parametrize("room", ROOMS)
def test_what_stands_in_the_way_is_named_only_to_those_who_may_see_it(world, room):
    """Removing and merging every row: the refusals name public rows, and none that is private."""
    program, secret = writer_of(room), secrets_of_others(world, room)
    other = make.speaker("open-other") if room == "speakers" else make.claim() if room == "claims" else None
    for row in ROOMS[room].objects.exclude(pk=other and other.pk):
        key = row.pk if VIEWS[room].lookup_field == "pk" else row.slug
        calls = [
            ("DELETE", f"{room}/{key}/?reason=x" if VIEWS[room].has_status() else f"{room}/{key}/", None)
        ]
        if other is not None:
            into = {"slug": other.slug} if room == "speakers" else {"id": str(other.pk)}
            calls.append(("POST", f"{room}/{key}/merge/", {"into": into}))
        for method, path, body in calls:
            text = text_of(program.call(method, path, body, If_Match='"999-00"'))
            # What was merged leads on to another row, which the caller sees.
            was_merged = getattr(row, "merged_into", None) is not None
            assert text.startswith("409" if was_merged else ("412", "404"))
            text = text_of(program.call(method, path, body, If_Match="*"))
            assert not secret.search(text.replace(str(key), "")), text


@pytest.mark.parametrize("room", ROOMS)
def test_who_may_not_write_is_answered_alike_for_what_is_private_and_for_nothing(world, room):
    programs = [Program("reading-7", "Curator", "Reviewer", scope="read"), Program("nobody-7")]
    for row in world.one_of_each(ROOMS[room]):
        by_slug = VIEWS[room].lookup_field == "slug"
        key, missing = (
            (row.slug, row.slug.replace(MARK, "zqxnobody")) if by_slug else (str(row.pk), str(compat.uuid7()))
        )
        for method in ("PUT", "PATCH", "DELETE"):
            known, unknown = (answer_of(f"/api/v1/{room}/{one}/", method) for one in (key, missing))
            assert nothing_but(known, key) == nothing_but(unknown, missing)
            for program in programs:
                known, unknown = (
                    text_of(program.call(method, f"{room}/{one}/", {}, If_Match="*"))
                    for one in (key, missing)
                )
                assert nothing_but(known, key) == nothing_but(unknown, missing)
                assert known.startswith("403")
