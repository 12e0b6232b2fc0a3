"""What the project is compared with beside the limit."""

import json
from base64 import b64encode, urlsafe_b64decode
from urllib.parse import quote, urlencode


def deep_cursor(cursor: str) -> str:
    """The cursor of stock Django REST framework for the place of one of ours."""
    _, _, created, _ = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return quote(b64encode(urlencode({"p": created}).encode()).decode())
