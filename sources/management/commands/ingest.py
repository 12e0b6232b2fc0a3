"""manage.py ingest FILE|URL|-"""

import re
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator

from sources.ingestion.capturing import Report, capture
from sources.ingestion.facts import Facts, Unreadable
from sources.ingestion.fetching import fetch
from sources.ingestion.reading import read
from sources.models import Article
from sources.models.speakers import SLUG
from sources.refusals import REFUSALS, in_words


class Command(BaseCommand):
    help = (
        "Read an article from a file, an address or the standard input (-): text, HTML or the JSON of a WordPress post. "
        "What it finds becomes drafts; what is not certain is left empty and told. The same text again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", help="a file, an address (with INGEST_FETCH=true), or - for standard input"
        )
        parser.add_argument("--handle", default="ingest", help="the public handle of whoever records it")
        parser.add_argument("--url", default="", help="where it was published")
        parser.add_argument("--publisher", default="", help="the outlet")
        parser.add_argument("--title", default="", help="as printed")
        parser.add_argument(
            "--author", action="append", default=[], help="a name of the byline; may be repeated"
        )
        parser.add_argument("--published-on", type=date.fromisoformat, help="as YYYY-MM-DD")
        parser.add_argument("--language", default="", help="a BCP 47 tag, like en or pt-BR")
        parser.add_argument("--kind", default="", choices=["", *Article.Kind.values])
        parser.add_argument("--rights", default="", help="what the page says about its rights")
        parser.add_argument("--archive-url", default="", help="an archived copy of the page")

    def handle(self, *args: Any, source: str, handle: str, **options: Any) -> None:
        if not re.fullmatch(SLUG, handle) or len(handle) > 40:
            raise CommandError(
                "A handle has at most 40 lower-case letters and digits, joined by single hyphens."
            )
        for name in ("url", "archive_url"):
            if options[name]:
                _check_address(name, options[name])
        given = Facts(
            authors=tuple(name.strip() for name in options["author"] if name.strip()),
            published_on=options["published_on"],
            **{name: options[name].strip() for name in ("url", "publisher", "title", "language", "kind", "rights", "archive_url")},
        )  # fmt: skip
        try:
            raw, method, url = _bytes_of(source)
            reading = read(raw, given.or_else(Facts(url=url)))
            with pghistory.context(command="ingest"):
                report = capture(reading, handle, method)
        except Unreadable as error:
            raise CommandError(str(error)) from None
        except REFUSALS as error:
            raise CommandError(in_words(error)) from None
        self.tell(report)

    def tell(self, report: Report) -> None:
        article, snapshot = report.article, report.snapshot
        self.stdout.write(f"{report.outcome}: article {article.pk} ({article.status}), {article}")
        self.stdout.write(f"snapshot {snapshot.pk}, {snapshot.length} characters, sha256 {snapshot.sha256}")
        self.stdout.write(
            f"title: {article.title or '–'}; publisher: {article.publisher or '–'}; authors: {_names(article) or '–'}; "
            f"date: {article.published_on or '–'}; language: {article.language}; kind: {article.kind}; "
            f"reprints: {article.syndicated_from or '–'}"
        )
        for citation in report.citations:
            cited = citation.cited
            self.stdout.write(f"{citation.relation}: {cited.pk}, {cited}, by {_names(cited) or '–'}")
        if report.furniture:
            self.stdout.write(f"page furniture removed: {report.furniture} lines or parts of lines")
        if report.suggestions:
            self.stdout.write(f"suggestions: {report.suggestions}")
        for note in report.notes:
            self.stdout.write(f"note: {note}")


def _names(article: Article) -> str:
    return ", ".join(
        byline.speaker.name for byline in article.bylines.select_related("speaker").order_by("position")
    )


def _check_address(name: str, given: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(given)
    except ValidationError:
        option = name.replace("_", "-")
        raise CommandError(
            f"--{option}: “{given}” is no address of the web, such as https://example.org/a."
        ) from None


def _bytes_of(source: str) -> tuple[bytes, str, str]:
    """(bytes, how they came, address) of a file, an address or standard input. Raises Unreadable."""
    if source == "-":
        return sys.stdin.buffer.read(), "stdin", ""
    if "://" in source:
        url, raw = fetch(source)
        return raw, "url", url
    try:
        return Path(source).read_bytes(), "file", ""
    except OSError as error:
        raise Unreadable(f"{source}: {error.strerror}.") from None
