"""Made-up documents of many shapes: everything that can be known of each, and the notes on what cannot."""

import pytest

from sources.ingestion.capturing import Report, capture
from sources.ingestion.reading import read
from sources.models import Article, Citation

from .documents import Document
from .documents.heads import HEADS, PAGES
from .documents.mentions import ELSEWHERE, ENGLISH
from .documents.strangers import STRANGERS

pytestmark = pytest.mark.django_db


def authors(article: Article) -> tuple[str, ...]:
    return tuple(byline.speaker.name for byline in article.bylines.order_by("position"))


def shown(citation: Citation) -> str:
    cited = citation.cited
    words = [citation.relation, str(cited.publisher)]
    words += ["from", str(cited.syndicated_from.publisher)] if cited.syndicated_from else []
    words += ["by", ", ".join(authors(cited))] if authors(cited) else []
    words += ["on", str(cited.published_on)] if cited.published_on else []
    return " ".join([*words, *([f"({cited.kind})"] if cited.kind != "report" else [])])


def as_document(report: Report, given: Document) -> Document:
    article = report.article
    return Document(
        given.name, given.words, article.title, str(article.publisher or ""), authors(article),
        str(article.published_on or ""), article.language, article.kind,
        str(article.syndicated_from.publisher) if article.syndicated_from else "",
        tuple(map(shown, report.citations)), tuple(part for part in given.says if part in "\n".join(report.notes)),
    )  # fmt: skip


@pytest.mark.parametrize(
    "document", [*HEADS, *PAGES, *ENGLISH, *ELSEWHERE, *STRANGERS], ids=lambda document: document.name
)
def test_what_can_be_known_of(document):
    report = capture(read(document.words.encode()), "curator-9")
    assert as_document(report, document) == document
    report.snapshot.refresh_from_db()
    assert report.snapshot.notes == report.notes
    assert "<" not in report.snapshot.text
    assert "alert" not in report.snapshot.text
