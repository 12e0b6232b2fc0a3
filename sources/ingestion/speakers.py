"""Who a printed name is: somebody on record by name or alias, or somebody new, who is not public until used."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.text import slugify

from sources.identifiers import uuid7
from sources.models import Article, Speaker, SpeakerSlug

Kind = Speaker.Kind
OUTLETS = (Kind.PUBLICATION, Kind.ORGANIZATION)


def speaker_named(name: str, kind: str, notes: list[str]) -> Speaker | None:
    """The one speaker of that name who can be of that kind, a new one, or None (and a note) where several have the name."""
    kinds = OUTLETS if kind in OUTLETS else (kind,)
    bare = name.removeprefix("The ").removeprefix("the ")
    spellings = Q()
    for spelling in {name, bare, f"The {bare}"}:
        spellings |= Q(name__iexact=spelling) | Q(aliases__contains=[spelling])
    found = {_final(one) for one in Speaker.objects.named().filter(spellings, kind__in=kinds)}
    if len(found) > 1:
        notes.append(f"Several speakers are called “{name}”: choose by hand.")
        return None
    if found:
        return found.pop()
    notes.append(f"New speaker: {name} ({kind}).")
    return new_speaker(name, kind)


def _final(speaker: Speaker) -> Speaker:
    while speaker.merged_into is not None:
        speaker = speaker.merged_into
    return speaker


def new_speaker(name: str, kind: str, **fields: Any) -> Speaker:
    """A speaker of that name under a slug that nobody has, or ever had."""
    stem = slugify(name.replace("_", "-"))[:90].strip("-") or f"speaker-{uuid7().hex[-12:]}"
    slug, number = stem, 2
    while Speaker.objects.filter(slug=slug).exists() or SpeakerSlug.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return Speaker.objects.create(name=name[:200], slug=slug, kind=kind, **fields)


def publisher_at(url: str) -> Speaker | None:
    """The one outlet on record whose website, or whose articles, stand under the address's host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if not host:
        return None
    sites = [f"{scheme}://{www}{host}" for scheme in ("https", "http") for www in ("", "www.")]
    of_site, of_articles = Q(), Q()
    for site in sites:
        of_site |= Q(website=site) | Q(website__startswith=f"{site}/")
        of_articles |= Q(url__startswith=f"{site}/")
    found = set(Speaker.objects.named().filter(of_site, kind__in=OUTLETS))
    if not found:
        ids = Article.objects.filter(of_articles, publisher__isnull=False).values("publisher").distinct()[:2]
        found = set(Speaker.objects.filter(pk__in=ids))
    return found.pop() if len(found) == 1 else None
