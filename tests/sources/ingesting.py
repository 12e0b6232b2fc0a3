"""A made-up piece, and what the tests of ingestion do with it."""

from sources.ingestion.capturing import Report, capture
from sources.ingestion.facts import Facts
from sources.ingestion.reading import read
from sources.models import Article

SITE = "https://ore.example/news/"
BODY = (
    "The ministry said that ten mines would open in the valley by the end of the year, and that it would pay for the roads to them.\n\n"
    "Why it matters\n\n"
    "The people of the valley have heard such words before, and many of them do not believe that the roads will be built."
)
PIECE = f"Ten mines for the valley\n\nBy Ann Lee and Bo Rae\nMarch 19, 2025\n\nHighlights\n\n• Ten mines\n• Roads:\n  • to the north\n  • to the south\n\n{BODY}"


def ingest(raw: str | bytes, **given) -> Report:
    return capture(read(raw.encode() if isinstance(raw, str) else raw, Facts(**given)), "curator-9", "file")


def names(article: Article) -> list[str]:
    return [byline.speaker.name for byline in article.bylines.order_by("position")]


def notes(report: Report) -> str:
    return " ".join(report.notes)
