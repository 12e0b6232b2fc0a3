"""Loaded by schemathesis: how requests are made up, and what is held of the answers.

Requests are made up at random, without steering towards those that succeed. It steers by default, and the library that makes the data then compares each case with all before it, choice by choice: with
objects of this size nine tenths of the time went there, and the more cases, the slower each. Refusals are wanted as much.
"""

from typing import Any
from urllib.parse import urlencode

import hypothesis
import schemathesis

hypothesis.target = lambda observation, *, label="": observation

LONGEST = 65_534  # bytes of an address; what is longer, the server refuses before the application sees it


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:
    """Leave out what cannot be sent."""
    return len(case.formatted_path) + 1 + len(urlencode(case.query or {}, doseq=True)) <= LONGEST


@schemathesis.check
def answers_fit_their_schema(ctx: Any, response: Any, case: Any) -> None:
    """In the place of `response_schema_conformance`: an answer with `fields=` lacks what the schema requires."""
    if not (response.status_code == 200 and "fields" in (case.query or {})):
        case.operation.validate_response(response, case=case)
