"""Identifiers that are sortable by time and may be minted by a client: UUIDv7 of RFC 9562."""

import uuid

from django.core.exceptions import ValidationError
from uuid_utils import compat


def uuid7() -> uuid.UUID:
    return compat.uuid7()


def validate_uuid7(value: uuid.UUID) -> None:
    if value.version != 7:
        raise ValidationError("%(value)s is not a UUID of version 7 (RFC 9562).", params={"value": value})
