"""The register of problem types: what the handlers answer, the page of problems lists and the OpenAPI document says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemType:
    """A documented kind of error. `explanation` tells the caller what to do about it."""

    title: str
    status: int
    explanation: str


PROBLEMS: dict[str, ProblemType] = {
    "invalid-parameter": ProblemType(
        "Invalid parameter",
        400,
        "A query parameter is unknown, repeated, empty or has a value that cannot be used. `errors` names each one, "
        "and says what was probably meant. Nothing was searched: a misspelt filter never answers with all rows.",
    ),
    "invalid-body": ProblemType(
        "Invalid body", 400, "The body cannot be read or breaks a rule. `errors` points at each place."
    ),
    "bad-request": ProblemType(
        "Bad request", 400, "The request itself is malformed: its host, headers or size."
    ),
    "query-too-expensive": ProblemType(
        "Query too expensive",
        400,
        "The question took longer than the server allows. `errors` names the parameters to narrow: add a speaker, "
        "a topic or dates, or choose the default ordering. Sending it again unchanged will not help.",
    ),
    "unauthenticated": ProblemType(
        "Not authenticated", 401, "There is no token, or it is wrong or has expired."
    ),
    "forbidden": ProblemType("Forbidden", 403, "The token is good, but its account may not do this."),
    "four-eyes": ProblemType(
        "Recorded or changed by yourself",
        403,
        "Nobody publishes what they recorded, or changed since it was: somebody else has to review it. `detail` says "
        "which of the two it is.",
    ),
    "not-found": ProblemType(
        "Not found", 404, "Nothing public is at this address. `/api/v1/` lists the resources."
    ),
    "method-not-allowed": ProblemType(
        "Method not allowed",
        405,
        "This address does not know the method; the `Allow` header lists those it does.",
    ),
    "not-acceptable": ProblemType(
        "Not acceptable",
        406,
        "None of the formats in `Accept` is available here; `detail` lists those that are.",
    ),
    "conflict": ProblemType(
        "Conflict", 409, "A rule stands in the way; `errors` names what has to change first."
    ),
    "gone": ProblemType(
        "Gone", 410, "This was public and has been withdrawn; the date and the public reason are given."
    ),
    "start-anew": ProblemType(
        "Start anew",
        410,
        "The token is older than the changes that are kept, or was given out by another database. Take a new one from "
        "`/api/v1/changes/`, and then read the lists once.",
    ),
    "precondition-failed": ProblemType(
        "Precondition failed",
        412,
        "Somebody else changed it meanwhile: read it again and repeat your change.",
    ),
    "too-large": ProblemType("Too large", 413, "The body is larger than this address accepts."),
    "unsupported-media-type": ProblemType(
        "Unsupported media type", 415, "The body has a `Content-Type` that this address does not read."
    ),
    "quote-mismatch": ProblemType(
        "Quote mismatch", 422, "The quote is not what the text has at these offsets; see `errors`."
    ),
    "precondition-required": ProblemType(
        "Precondition required", 428, "A change needs `If-Match` with the ETag of what you have read."
    ),
    "too-many-requests": ProblemType("Too many requests", 429, "Wait for as long as `Retry-After` says."),
    "internal": ProblemType(
        "Internal error", 500, "The fault is ours and has been logged. Please tell us if it stays."
    ),
    "unavailable": ProblemType(
        "Unavailable",
        503,
        "The database cannot be reached just now, or is not ready; `detail` says which. Try again after `Retry-After` seconds.",
    ),
}
