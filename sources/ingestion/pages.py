"""A page of HTML: its article by trafilatura, and what it says of itself in JSON-LD, OpenGraph and meta tags."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
import trafilatura
from lxml.etree import ParserError

from . import dates
from .facts import Facts, Reading, Unreadable
from .names import is_nobody, signatures_in
from .outlets import AGENCIES, key_of
from .rendering import as_text

_ARTICLES = ("NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "BlogPosting", "TechArticle", "BackgroundNewsArticle", "LiveBlogPosting", "Report")  # fmt: skip
_TAGS = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title"),
    "publisher": ("og:site_name", "citation_journal_title", "dc.publisher", "citation_publisher"),
    "authors": ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "byl"),
    "published_on": (
        "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
        "citation_publication_date", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date",
    ),
    "url": ("og:url",),
    "rights": ("dc.rights", "dcterms.rights", "copyright"),
}  # fmt: skip

# The company behind an outlet, which is not the name that the outlet goes by.
_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|Inc|LLC|LLP|Corp|PLC|plc|GmbH|AG|SA|S\.A|BV|Group|Holdings?|Media|Publishing|Verlag)\.?$"
)
_BEFORE = re.compile(
    r"^\s*(?:(?:(?i:posted|written|story|text) )?(?i:by)\s+|(?:Von|Par|Por|Di|Door) (?=\S+ \S))"
)
# "Le Canal avec AFP", "Ann Lee Associated Press"
_WITH_AGENCY = re.compile(
    rf"(?:,? ?(?:\bavec l?[’']?|\bmit|\bcon|\bcom|\bwith|/) ?|(?<=\w) )(?:[Tt]he )?({'|'.join(map(re.escape, sorted(AGENCIES, key=len, reverse=True)))})$"
)
_COMMENTED = re.compile(r"^\s*(?://)?\s*<!\[CDATA\[|^\s*<!--|(?://)?\s*\]\]>\s*$|-->\s*$")

# Around what is said of other pieces on the page.
_ELSEWHERE = (
    "ancestor::aside | ancestor::footer | ancestor::nav | ancestor::article[preceding::h1 or preceding::article] | "
    "ancestor::*[contains(@class, 'related') or contains(@class, 'comment') or contains(@class, 'sidebar') or contains(@class, 'recommend')]"
)

_CATALOGUED = ("dc.creator", "citation_author")  # one name each, and often as "Lee, Ann"


def read_page(html: str, raw: bytes) -> Reading:
    """Raises Unreadable where there is no article in the page."""
    try:
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", html))
    except (ParserError, ValueError):
        raise Unreadable("This page is empty or broken.") from None
    notes: list[str] = []
    facts = facts_of(tree, notes)
    body: Any = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False, deduplicate=False
    )  # fmt: skip
    text = as_text(body.body) if body is not None and body.body is not None else ""
    if not text:
        raise Unreadable("No article was found in this page. Paste its text instead.")
    return Reading(with_title(text, facts.title), facts, raw, "trafilatura", trafilatura.__version__, notes)


def with_title(text: str, title: str) -> str:
    """The text, with the title as its first line if it is not there."""
    first = text.lstrip().split("\n", 1)[0].strip()
    return text if not title or first.casefold() == title.casefold() else f"{title}\n\n{text}"


def facts_of(tree: Any, notes: list[str]) -> Facts:
    """What the page says of itself: in JSON-LD first, then in tags, then in its markup."""
    linked, tagged, marked = _from_json_ld(tree, notes), _from_tags(tree, notes), _from_markup(tree, notes)
    if _COMPANY.search(linked.publisher) and (site := tagged.publisher or _site(list(_nodes(tree)))):
        notes.append(f"The page is published by {linked.publisher}; its outlet is taken to be {site}.")
        linked = replace(linked, publisher=site)
    for name, what in (("title", "title"), ("published_on", "date")):
        said = dict.fromkeys(filter(None, (getattr(one, name) for one in (linked, tagged))))
        if len(said) > 1:
            notes.append(
                f"The page gives more than one {what}: {', '.join(map(str, said))}. The first was taken."
            )
    if _are_two(linked.publisher, tagged.publisher):
        notes.append(
            f"The page is one of {tagged.publisher}, and names {linked.publisher} as its publisher. The latter was taken."
        )
    facts = linked.or_else(tagged).or_else(marked)
    if not facts.published_on and (printed := _printed_date(tree)):
        why = dates.doubt_about(printed) or f"“{printed[:60]}” is not understood"
        notes.append(f"The page says its date, but {why}, so the date of publication is left empty.")
    elif not facts.published_on and (
        days := {t.get("datetime")[:10] for t in tree.iterfind(".//time[@datetime]")}
    ):
        notes.append(f"The page shows {', '.join(sorted(days)[:3])}, and does not say of what: it may be the date of publication.")  # fmt: skip
    if not facts.authors and (shown := _shown_byline(tree)):
        notes.append(f"The page shows “{shown}”: it may be the byline.")
    if _is_paid_for(tree):
        notes.append("The page says that it is not free to read: is this all of the article?")
    return Facts(**{**facts.__dict__, "title": _without_site(facts.title, facts.publisher)})


def _shown_byline(tree: Any) -> str:
    """The words of an element that is called a byline and begins as one, as readers see it."""
    called = tree.xpath(
        "//*[contains(@class, 'byline') or contains(@class, 'author') or contains(@class, 'Byline')]"
    )
    words = (" ".join(as_text(one).split()) for one in called)
    return next((line for line in words if re.match(r"(?:[Bb]y|BY|Von|Par|Por|Di|Door) \S", line) and len(line) < 120), "")  # fmt: skip


def _are_two(first: str, second: str) -> bool:
    """Whether two names of outlets are not spellings of one: "BBC" and "BBC News" are."""
    one, other = key_of(first), key_of(second)
    return bool(one and other and one not in other and other not in one)


def _without_site(title: str, publisher: str) -> str:
    """A title without the name of the site behind a bar or a dash, and without the label of a section before a bar."""
    title = re.sub(r"^(?:Opinion|Analysis|Exclusive|Editorial|Commentary) \| ", "", title)
    for mark in (" | ", " - ", " – ", " — ", " · "):
        head, found, tail = title.rpartition(mark)
        if found and publisher and tail.strip().casefold() == publisher.casefold():
            return head.strip()
    return title


def byline(names: list[str], notes: list[str]) -> dict[str, Any]:
    """{"authors": people, "agency": an agency that stands among or behind them, or ""} of the names as given."""
    names = [_BEFORE.sub("", name).removeprefix("The ") for name in names if not address(name)]
    names = [_WITH_AGENCY.sub(r", \1", name) for name in names]
    split = [pair for name in names for pair in signatures_in(name)]
    people = tuple(dict.fromkeys(name for name, _ in split if name not in AGENCIES and not is_nobody(name)))
    notes += [f"“{name} {behind}” in the byline: the name alone was taken." for name, behind in split if not behind.startswith("in ") and behind and name in people]  # fmt: skip
    return {"authors": people, "agency": next((one for pair in split for one in pair if one in AGENCIES), "")}


# JSON-LD


def _from_json_ld(tree: Any, notes: list[str]) -> Facts:
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _own(tree, [n for kind in _ARTICLES for n in nodes if kind in _list(n.get("@type"))])
    if article is None:
        return Facts()
    kind = "opinion" if "OpinionNewsArticle" in _list(article.get("@type")) else ""
    return Facts(
        title=_title(article),
        url=address(_string(article.get("url"))),
        publisher=next(iter(_names(article.get("publisher"), by_id)), "") or _site(nodes),
        published_on=dates.day_of(_string(article.get("datePublished"))),
        language=language_tag(_string(article.get("inLanguage"))),
        rights=(_string(article.get("license")) or _string(article.get("copyrightNotice")))[:300],
        kind=kind,
        **byline(_people(article.get("author") or article.get("creator"), by_id), notes),
    )


def _own(tree: Any, articles: list[dict[str, Any]]) -> dict[str, Any] | None:
    """That of the articles which the page is: by its address or its title where the page names several."""
    if len(articles) < 2:
        return next(iter(articles), None)
    addresses, titles = _own_names(tree)
    by_title = (one for one in articles if _title(one).casefold() in titles)
    by_address = (one for one in articles if address(_string(one.get("url"))).rstrip("/") in addresses)
    return next(by_address, None) or next(by_title, None) or articles[0]


def _own_names(tree: Any) -> tuple[set[str], set[str]]:
    """The addresses and the titles that the page gives itself outside of JSON-LD."""
    tagged, marked = _from_tags(tree, []), _from_markup(tree, [])
    addresses = {facts.url.rstrip("/") for facts in (tagged, marked)} - {""}
    return addresses, {facts.title.casefold() for facts in (tagged, marked)} - {""}


def _title(article: dict[str, Any]) -> str:
    return _string(article.get("headline")) or _string(article.get("name"))


def _site(nodes: list[dict[str, Any]]) -> str:
    """The name of the site that the page says that it is of."""
    return next((_string(node.get("name")) for node in nodes if "WebSite" in _list(node.get("@type"))), "")


def _people(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """The names of authors, of organizations those alone that are agencies: an outlet is no author."""
    names = []
    for one in _list(value):
        node = by_id.get(one.get("@id", ""), one) if isinstance(one, dict) else {}
        organization = any(str(kind).endswith("Organization") for kind in _list(node.get("@type")))
        names += [
            name for name in _names(one, by_id) if not organization or name.removeprefix("The ") in AGENCIES
        ]
    return names


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            words = re.sub(
                r",(?=\s*[}\]])", "", _COMMENTED.sub("", script.text or "")
            )  # a comma too many is common
            found = json.loads(words, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for one in _list(found):
            if isinstance(one, dict):
                yield one
                inner = (*_list(one.get("@graph")), *_list(one.get("mainEntity")))
                yield from (node for node in inner if isinstance(node, dict))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _string(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(as_text(lxml.html.fromstring(f"<p>{value}</p>")).split()) if isinstance(value, str) and value.strip() else ""  # fmt: skip


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """Names of people or organizations: texts, nodes, or references to nodes."""
    names: list[str] = []
    for one in _list(value):
        node = by_id.get(one.get("@id", ""), one) if isinstance(one, dict) else one
        names += map(_string, _list(node.get("name") if isinstance(node, dict) else node))
    return [name for name in names if name]


def _printed_date(tree: Any) -> str:
    """The date that the page gives in JSON-LD or a tag, as it stands there."""
    nodes = [node for node in _nodes(tree) if set(_ARTICLES) & set(_list(node.get("@type")))]
    article = _own(tree, nodes) or {}
    return _string(article.get("datePublished")) or _first(_tags(tree), "published_on")


def _is_paid_for(tree: Any) -> bool:
    return any(node.get("isAccessibleForFree") in (False, "False", "false") for node in _nodes(tree))


# Tags and markup


def _tags(tree: Any) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        tags.setdefault(name.strip().lower(), []).append(" ".join(meta.get("content").split()))
    return tags


def _first(tags: dict[str, list[str]], name: str) -> str:
    return next((tags[tag][0] for tag in _TAGS[name] if tags.get(tag, [""])[0]), "")


def _from_tags(tree: Any, notes: list[str]) -> Facts:
    tags = _tags(tree)
    tag = next((tag for tag in _TAGS["authors"] if any(byline(tags.get(tag, []), []).values())), "")
    authors = tags.get(tag, [])
    if tag in _CATALOGUED:
        authors = [re.sub(r"^([^,]+), (?!Jr\b|Sr\b)([^,]+)$", r"\2 \1", name) for name in authors]
    return Facts(
        title=_first(tags, "title"),
        url=address(_first(tags, "url")),
        publisher=_first(tags, "publisher"),
        published_on=dates.day_of(_first(tags, "published_on")),
        language=language_tag(tags.get("og:locale", [""])[0])
        if not tree.get("lang")
        else language_tag(tree.get("lang")),
        rights=_first(tags, "rights")[:300],
        **byline(authors, notes),
    )


def _from_markup(tree: Any, notes: list[str]) -> Facts:
    canonical = tree.find(".//link[@rel='canonical'][@href]")
    inside = tree.xpath("//article//h1 | //main//h1") or tree.xpath(
        "//h1"
    )  # outside of them it may be the site's name
    headings = [" ".join(as_text(heading).split()) for heading in inside]
    title = " ".join((tree.findtext(".//title") or "").split())
    headings = [one for one in headings if title.startswith(one) and " " in one][:1] or headings
    times = {day for t in tree.iterfind(".//time[@datetime]") if (day := _published(t))}
    signed = [
        one for one in tree.xpath("//*[@rel='author' or @itemprop='author']") if not one.xpath(_ELSEWHERE)
    ]
    named = (a.xpath(".//*[@itemprop='name']") or [a] for a in signed)  # beside the name may stand a role
    authors = [" ".join(as_text(one).split()) or one.get("content", "") for names in named for one in names]
    return Facts(
        title=headings[0] if len(headings) == 1 else title,
        url=address(canonical.get("href")) if canonical is not None else "",
        published_on=times.pop() if len(times) == 1 else None,
        **byline(authors, notes),
    )


def _published(time: Any) -> Any:
    """The day of a time element that says it is that of publication."""
    said = f"{time.get('itemprop', '')} {time.get('class', '')}".lower()
    return dates.parsed(time.get("datetime")) if "publish" in said and "modif" not in said else None


def language_tag(language: str) -> str:
    found = language.strip().replace("_", "-")
    return found if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", found) else ""


def address(url: str) -> str:
    """An absolute http(s) address, or ""."""
    parts = urlsplit(urljoin(url, "")) if url else None
    return url if parts and parts.scheme in ("http", "https") and parts.netloc else ""
