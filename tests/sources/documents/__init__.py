"""Made-up documents in the shapes that pieces come in, each with what can be known of it. What is not said here is unknown."""

import json
from dataclasses import dataclass

BODY = (
    "The pit at Cold Hill has been dry since the spring, and the people of the village below it have been asked to wait for a plan that was "
    "to be shown to them in the autumn.\n\nNobody at the town hall would say when the pumps are to be turned on again, or who is to pay for them."
)


@dataclass(frozen=True)
class Document:
    """`cites` as "reports Reuters by Ann Lee on 2025-04-02"; `says` are parts of the notes to the curator."""

    name: str
    words: str
    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    on: str = ""
    language: str = "en"
    kind: str = "report"
    reprints: str = ""
    cites: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def page(
    head: str = "", title: str = "Pumps at Cold Hill stand still", body: str = BODY, lang: str = "en"
) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>'


def linked(kind: str = "NewsArticle", **members: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": "Pumps at Cold Hill stand still",
    } | members
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def post(**changes: object) -> str:
    found = {
        "date": "2025-04-02T08:00:00", "link": "https://hill.example/pumps/", "title": {"rendered": "Pumps &amp; pits"},
        "content": {"rendered": "".join(f"<p>{part}</p>" for part in BODY.split("\n\n")), "protected": False},
        "yoast_head_json": {"og_site_name": "Hill Ledger", "og_locale": "en_GB"}, "_embedded": {"author": [{"name": "Ada Moss"}]},
    }  # fmt: skip
    return json.dumps(found | changes)
