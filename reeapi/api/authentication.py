"""Who calls: the token in ``Authorization``, and nothing else. No session, no cookie.

A request without a token is anybody's. One with a token that is not good is refused, also where it only reads: whoever
sends one means to be known.
"""

import re
from typing import Any

from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework import exceptions
from rest_framework.request import Request

SCHEMES = {"bearer", "token"}
SECRET = re.compile(r"[A-Za-z0-9_]{20,100}", re.ASCII)
CHALLENGE = 'Bearer realm="REE API"'
REFUSED = "The token is wrong, has expired or was revoked."


class TokenAuthentication(KnoxAuthentication):
    """``Authorization: Bearer …`` or ``Authorization: Token …``."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        header = request._request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        scheme, _, secret = header.strip().partition(" ")
        if scheme.lower() not in SCHEMES:
            raise exceptions.AuthenticationFailed("Send the token as `Authorization: Bearer …`.")
        if not SECRET.fullmatch(secret.strip()):
            raise exceptions.AuthenticationFailed(REFUSED)
        try:
            user, token = self.authenticate_credentials(secret.strip().encode())
        except exceptions.AuthenticationFailed:
            raise exceptions.AuthenticationFailed(REFUSED) from None  # and not a word on which of these
        token.note_use()
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE

    def _cleanup_token(self, auth_token: Any) -> bool:
        """Whether the token is of no use. The library deletes those expired; here their owners see what became of them."""
        return not auth_token.is_good
