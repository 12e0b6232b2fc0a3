"""The JSON of a post, as WordPress gives it at /wp-json/wp/v2/posts/…"""

from typing import Any

import lxml.html
from lxml.etree import ParserError

from . import dates
from .facts import Facts, Reading, Unreadable
from .pages import address, byline, language_tag, with_title
from .rendering import as_text


def read_post(found: dict[str, Any] | list[Any], raw: bytes) -> Reading:
    """A post, or a list of one. Raises Unreadable for other JSON, several posts, and a post behind a password."""
    posts = found if isinstance(found, list) else [found]
    if len(posts) != 1:
        raise Unreadable(f"This list has {len(posts)} posts: give them one by one.")
    post: Any = posts[0]
    content = post.get("content") if isinstance(post, dict) else None
    if not isinstance(content, dict) or not isinstance(content.get("rendered"), str):
        raise Unreadable("This JSON is not a WordPress post: it has no content.rendered.")
    if content.get("protected"):
        raise Unreadable("This post is behind a password: its text is not in the JSON.")
    title = words_of(_rendered(post.get("title")))
    text = words_of(content["rendered"])
    if not text:
        raise Unreadable("This post has no text.")
    notes: list[str] = []
    facts = _facts(post, " ".join(title.split()), notes)
    return Reading(with_title(text, facts.title), facts, raw, "wordpress-json", "2", notes)


def words_of(html: str) -> str:
    """The text of a piece of HTML."""
    if not html.strip():
        return ""
    try:
        return as_text(lxml.html.fragment_fromstring(html, create_parent="div"))
    except (ParserError, ValueError):
        return ""


def _rendered(value: Any) -> str:
    found = value.get("rendered", "") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _facts(post: dict[str, Any], title: str, notes: list[str]) -> Facts:
    seo = post.get("yoast_head_json")
    seo = seo if isinstance(seo, dict) else {}
    embedded = post.get("_embedded")
    people = embedded.get("author") if isinstance(embedded, dict) else None
    names = [str(one["name"]) for one in people or [] if isinstance(one, dict) and one.get("name")]
    if not names and isinstance(seo.get("author"), str):
        names = [seo["author"]]
    if not names and post.get("author"):
        notes.append(
            "The post names its author by a number alone: ask for it with ?_embed, or enter the name."
        )
    return Facts(
        title=title,
        url=address(str(post.get("link") or "")),
        publisher=str(seo.get("og_site_name") or ""),
        published_on=dates.parsed(str(post.get("date") or "")),
        language=language_tag(str(post.get("lang") or seo.get("og_locale") or "")),
        **byline(names, notes),
    )
