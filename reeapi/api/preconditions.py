"""On which condition a change is made (RFC 9110): ``If-Match`` with what was read, ``If-None-Match: *`` for what is new."""

import re

from django.http import HttpRequest
from django.utils.http import parse_etags

from .errors import Problem

VERSION = re.compile(r'"(\d{1,9})-[0-9a-f]+"', re.ASCII)
ANY = frozenset[int]()  # `If-Match: *`: whatever the version


def is_new(request: HttpRequest) -> bool:
    """Whether the request is to create what is not there yet."""
    given = request.META.get("HTTP_IF_NONE_MATCH")
    if given is None:
        return False
    if given.strip() != "*" or "HTTP_IF_MATCH" in request.META:
        raise Problem("bad-request", "A change has either If-Match or `If-None-Match: *`.")
    return True


def versions_seen(request: HttpRequest) -> frozenset[int]:
    """The versions that `If-Match` names; of each tag, that part alone counts. `ANY` for ``*``.

    Raises the problems 428 where there is none, and 412 where none of the tags is of an object.
    """
    given = request.META.get("HTTP_IF_MATCH")
    if "HTTP_IF_NONE_MATCH" in request.META:
        raise Problem("bad-request", "A change of what is there has If-Match, and not If-None-Match too.")
    if given is None:
        raise Problem(
            "precondition-required",
            "Send If-Match with the ETag of what you have read, or `If-None-Match: *` to create.",
        )
    tags = parse_etags(given)
    if tags == ["*"]:
        return ANY
    versions = frozenset(int(found[1]) for tag in tags if (found := VERSION.fullmatch(tag)))
    if not versions and any(tag.startswith("W/") for tag in tags):
        detail = 'A weak tag (W/"…") never matches: If-Match needs a strong one, the ETag as the object was answered with.'
        raise Problem("precondition-failed", detail)
    if not versions:
        raise Problem("precondition-failed", "None of the tags in If-Match is the ETag of an object.")
    return versions
