"""A tree of HTML, or of what trafilatura made of it, as plain text: a block a line, lists with their marks."""

import re
from collections.abc import Iterator
from typing import Any

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "form",
        "nav",
        "iframe",
        "svg",
        "figure",
        "figcaption",
        "button",
        "template",
        "head-meta",
    ]
)
_LISTS = frozenset(("ul", "ol", "list"))
_ITEMS = frozenset(("li", "item"))
_INLINE_IN_ITEMS = frozenset(("p", "div"))
_BREAKS = frozenset(("br", "lb"))
_BLOCKS = frozenset(
    [
        "p",
        "head",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "div",
        "section",
        "article",
        "main",
        "body",
        "quote",
        "blockquote",
        "ul",
        "ol",
        "list",
        "li",
        "item",
        "table",
        "tr",
        "row",
        "td",
        "th",
        "cell",
        "dl",
        "dt",
        "dd",
        "pre",
        "header",
        "footer",
        "aside",
    ]
)
_NEW = "\x1e"  # between blocks; no page holds it, for control characters are refused


def as_text(tree: Any) -> str:
    """The words of the tree. Each block stands on a line of its own, after an empty one, and items of lists one under another."""
    blocks = [re.sub(r"[ \t\r\n]+", " ", block) for block in "".join(_pieces(tree, 0)).split(_NEW)]
    lines: list[str] = []
    for block in (block.strip("\x1f ") for block in blocks):
        words = re.sub(r" *\x1f *", "\n", block)
        if not words:
            continue
        item = words.startswith("\x1d")
        words = words.replace("\x1d", "")
        indent = len(words) - len(words.lstrip("\x1c"))
        words = "  " * indent + words.lstrip("\x1c")
        if lines and not (item and lines[-1].lstrip().startswith("- ")):
            lines.append("")
        lines.append(words)
    return "\n".join(lines)


def _pieces(element: Any, depth: int, in_item: bool = False) -> Iterator[str]:
    """Text, with `_NEW` around blocks, \\x1f for line breaks, and \\x1d before an item with a \\x1c for each level below the first."""
    name = element.tag if isinstance(element.tag, str) else ""
    if name in _BREAKS:
        yield "\x1f"
    elif name and name not in _SKIPPED:
        block = name in _BLOCKS and not (in_item and name in _INLINE_IN_ITEMS)
        yield _NEW if block else " " if name in _INLINE_IN_ITEMS else ""
        if name in _ITEMS:
            yield "\x1d" + "\x1c" * max(depth - 1, 0) + "- "
        yield _clean(element.text)
        for child in element:
            yield from _pieces(child, depth + (name in _LISTS), name in _ITEMS or (in_item and not block))
        yield _NEW if block else " " if name in _INLINE_IN_ITEMS else ""
    yield _clean(element.tail)


def _clean(text: str | None) -> str:
    return re.sub("[\x1c-\x1f]", " ", text or "")
