"""``POST /api/v1/import/``: many rows at once, in the dataset format, all of them or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pghistory
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from reeapi.api.bodies import refuse_encodings
from reeapi.api.conditional import PRIVATE, answer
from reeapi.api.documents import DocumentView, closed_object, encoded, reference
from reeapi.api.errors import RETRY, Problem
from reeapi.api.formats import OBJECT_RENDERERS, format_parameter
from reeapi.api.parameters import Choice, Flag, Parameter, read
from sources.models import Curator as Handles

from .dataset.files import stream_lines, type_of
from .dataset.findings import Findings, Wrong
from .dataset.format import TYPES, Type
from .dataset.loading import Curator, NotAllowed, Report, UnderWay, load

KINDS = {"application/x-ndjson": "ndjson", "text/csv": "csv"}
MULTIPART = "multipart/form-data"
SOURCE = "the body"
CHUNK = 1 << 16  # bytes


class ImportView(DocumentView):
    """Nothing of the body is kept in memory but the lines that are on their way."""

    http_method_names = ["post", "options"]
    cache_control = PRIVATE
    operation_id = "importRows"
    list_description = (
        "Rows in the dataset format (see `data/README.md`), as NDJSON, or as CSV with a header: all of them, or nothing. "
        "Needs a token for writing, and the permissions to add and to change. New rows are drafts, recorded by the owner "
        "of the token, whatever the lines say of their review; rows that are stored keep theirs, and parts of published articles are for who may publish. Who publishes them is "
        "somebody else. Imports run one at a time: beside another, a 503 says when to come back. Send `Content-Length`."
    )
    response_description = "What was done, or would be."
    problems = (
        "bad-request", "invalid-body", "forbidden", "unsupported-media-type",
    )  # fmt: skip
    bodies = {
        # NDJSON is the last that is sent as it is: a generated client that cannot tell the two apart by their types names that
        "text/csv": {
            "type": "string",
            "format": "binary",
            "description": "A header, and a row for each line.",
        },
        "application/x-ndjson": {
            "type": "string",
            "format": "binary",
            "description": "A JSON object on each line.",
        },
        MULTIPART: {
            "type": "object",
            "properties": {
                "file": {"type": "string", "format": "binary", "description": "*.ndjson or *.csv"}
            },
            "required": ["file"],
        },
    }

    def parameters(self) -> dict[str, Parameter]:
        return {
            "dry_run": Flag(help_text="`true` says what would change, and changes nothing.", example="true"),
            "type": Choice(
                TYPES, help_text="The type of CSV rows that have no column `type`.", example="claim"
            ),
            "format": format_parameter(OBJECT_RENDERERS),
        }

    def components(self) -> dict[str, dict[str, Any]]:
        numbers = {
            "created": "New rows.",
            "updated": "Rows that the lines change.",
            "unchanged": "Rows that are so already.",
            "kept_withdrawn": "Rows that were withdrawn here, and stay so.",
        }
        counts = {name: {"type": "integer", "description": text} for name, text in numbers.items()}
        by_type = {name: reference("ImportCount") for name in TYPES}
        done = {
            "dry_run": {
                "type": "boolean",
                "description": "Whether nothing was changed because of `dry_run`.",
            },
            "counts": {
                "type": "object",
                "properties": by_type,
                "description": "For each type that has lines.",
            },
        }
        return {"Import": closed_object(done), "ImportCount": closed_object(counts)}

    def post(self, request: Request) -> HttpResponse:
        http = request._request
        given = read(http.GET, self.parameters())
        if request.auth is None:
            raise NotAuthenticated("Importing needs a token for writing.")
        if not request.auth.may_write:
            raise Problem("forbidden", "This token is for reading only.")
        with pghistory.context(user=request.user.pk):
            report = self._load(request, given)
        counts = {name: vars(count) for name, count in report.counts.items()}
        document = {"dry_run": given.get("dry_run", False), "counts": counts}
        return answer(http, encoded(document))

    def _load(self, request: Request, given: dict[str, Any]) -> Report:
        def may(action: str, type_: Type) -> bool:
            meta = type_.model._meta
            return request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")

        curator = Curator(Handles.objects.handle_of(request.user), may)
        try:
            with body_of(request._request) as (stream, kind, name), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL statement_timeout = 0")  # it takes as long as it is large
                lines = stream_lines(SOURCE, stream, kind, given.get("type") or type_of(Path(name)))
                report = load(lines, dry_run=given.get("dry_run", False), curator=curator, wait=False)
        except UnderWay:
            detail = "Imports run one at a time, and another is under way. Nothing was imported; try again."
            raise Problem("unavailable", detail, headers=RETRY) from None
        except NotAllowed as refused:
            raise Problem("forbidden", f"{refused} Nothing was imported.") from None
        if not report.ok:
            raise refusal(report.findings)
        return report


def keep(request: HttpRequest, length: int, file: IO[bytes]) -> None:
    """Put the whole body into the file. One that is shorter than was said is refused: a part is never taken for all."""
    left = length
    while left:
        found = request.read(min(left, CHUNK))
        if not found:
            raise Problem("bad-request", "The body ended before its Content-Length. Nothing was imported.")
        file.write(found)
        left -= len(found)
    file.seek(0)


@contextmanager
def body_of(request: HttpRequest) -> Iterator[tuple[IO[bytes], str, str]]:
    """(file, ndjson or csv, its name) of the body, or of the one file in it: whole, before any transaction begins."""
    refuse_encodings(request)
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or int(length) == 0:
        raise Problem("bad-request", "There is no body, or no Content-Length that says how long it is.")
    if request.content_type in KINDS:
        with TemporaryFile() as file:
            keep(request, int(length), file)
            yield file, KINDS[request.content_type], ""
        return
    if request.content_type != MULTIPART:
        raise Problem("unsupported-media-type", f"Send {', '.join(KINDS)} or a file as {MULTIPART}.")
    files = request.FILES.getlist("file")
    if len(files) != 1 or len(request.FILES) > 1 or request.POST:
        raise Problem("invalid-body", "Send one file, in the part `file`, and nothing else.")
    (sent,) = files
    name = str(sent.name).lower()
    yield sent, "csv" if name.endswith(".csv") else "ndjson", name


def refusal(findings: Findings) -> Problem:
    """Each wrong item with its line, up to a hundred, and how many there are."""
    detail = f"{findings.count} wrong, of which {len(findings.listed)} are listed. Nothing was imported."
    return Problem(
        "invalid-body",
        detail,
        errors=map(described, findings.listed),
        members={"error_count": findings.count},
    )


def described(wrong: Wrong) -> dict[str, Any]:
    place = f"/{wrong.line - 1}" if wrong.line else ""
    error: dict[str, Any] = {
        "pointer": f"{place}/{wrong.field}" if wrong.field else place,
        "line": wrong.line,
        "detail": wrong.reason,
    }
    return error | ({"suggestion": wrong.suggestion} if wrong.suggestion else {})
