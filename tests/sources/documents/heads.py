"""What stands above a text: titles, bylines, credit lines, dates."""

from . import BODY, Document, linked, page, post

TITLE = "Pumps at Cold Hill stand still"

HEADS = (
    Document("news with a byline and a date", f"{TITLE}\nBy Ada Moss\n2 April 2025\n\n{BODY}", TITLE, authors=("Ada Moss",), on="2025-04-02"),
    Document(
        "an agency that a syndicator brings", f"{TITLE}\nReuters via Mining.com | April 2, 2025\n\n{BODY}",
        TITLE, "Mining.com", on="2025-04-02", reprints="Reuters", says=("reprint Reuters",),
    ),
    Document(
        "the credit line first", f"Reuters via Mining.com | April 2, 2025\n{TITLE}\n\n{BODY}",
        TITLE, "Mining.com", on="2025-04-02", reprints="Reuters",
    ),
    Document(
        "a credit line with a bar and no title", f"Reuters via Mining.com | April 2, 2025\n\n{BODY}",
        publisher="Mining.com", on="2025-04-02", reprints="Reuters", says=("No title",),
    ),
    Document(
        "an agency alone", f"{TITLE}\nReuters · April 2, 2025 · 3 min read\n\n{BODY}", TITLE, on="2025-04-02",
        says=("names Reuters as its source", "No publisher"),
    ),
    Document("a well-known outlet and a date", f"BBC News, 9 April 2025\n{TITLE}\n\n{BODY}", TITLE, "BBC News", on="2025-04-09"),
    Document(
        "what may be an outlet and a date", f"Global Markets Review | April 2, 2025\n{TITLE}\n\n{BODY}", TITLE, on="2025-04-02",
        says=("“Global Markets Review | April 2, 2025” may name the outlet",),
    ),
    Document(
        "a date that two countries read differently", f"{TITLE}\nBy Ada Moss\n03/04/2025\n\n{BODY}", TITLE, authors=("Ada Moss",),
        says=("“03/04/2025”: which number is the month differs by country",),
    ),
    Document("a date in numbers that can be read in one way", f"{TITLE}\n25/04/2025\n\n{BODY}", TITLE, on="2025-04-25"),
    Document("the American order", f"{TITLE}\nPosted 04/25/2025\n\n{BODY}", TITLE, on="2025-04-25"),
    Document(
        "a credit line with a doubtful date", f"{TITLE}\nReuters via Yahoo News | 03/04/2025\n\n{BODY}", TITLE, "Yahoo News",
        reprints="Reuters", says=("“03/04/2025”: which number",),
    ),
    Document("a date without a year", f"{TITLE}\nBy Ada Moss, 2 April\n\n{BODY}", TITLE, authors=("Ada Moss",), says=("“2 April” has no year",)),
    Document("a date of an update alone", f"{TITLE}\nUpdated 3 April 2025\n\n{BODY}", TITLE, says=("is not a date of publication", "No date")),
    Document(
        "published and updated", f"{TITLE}\nPublished 2 April 2025 | Updated 3 April 2025\n\n{BODY}", TITLE, on="2025-04-02",
        says=("“Updated 3 April 2025” is not a date of publication",),
    ),
    Document(
        "several authors", f"{TITLE}\nBy Ada Moss, Ben Hill and Cy Doe | 2 April 2025\n\n{BODY}", TITLE,
        authors=("Ada Moss", "Ben Hill", "Cy Doe"), on="2025-04-02",
    ),
    Document(
        "helpers behind the byline", f"{TITLE}\nBy Ada Moss, with additional reporting by Ben Hill\n\n{BODY}", TITLE, authors=("Ada Moss",),
        says=("“additional reporting by Ben Hill” is not read as the byline",),
    ),
    Document(
        "a byline at the end", f"{TITLE}\n\n{BODY}\n\nReporting by Ada Moss in Leeds; editing by Ben Hill", TITLE,
        says=("“Reporting by Ada Moss in Leeds” is not read as the byline", "No byline"),
    ),
    Document("an opinion column", f"Opinion\n{TITLE}\nBy Ada Moss\n\n{BODY}", TITLE, authors=("Ada Moss",), kind="opinion"),
    Document("the label in the byline", f"{TITLE}\nOpinion by Ada Moss\n\n{BODY}", TITLE, authors=("Ada Moss",), kind="opinion"),
    Document(
        "a hyphen in a name, and a title", f"{TITLE}\nBy Ada O’Moss-Lane and Dr. Ben Hill\n\n{BODY}", TITLE, authors=("Ada O’Moss-Lane", "Ben Hill"),
    ),
    Document("titles in a list", f"{TITLE}\nBy Ada Moss, Dr Ben Hill and Prof. Cy Doe\n\n{BODY}", TITLE, authors=("Ada Moss", "Ben Hill", "Cy Doe")),
    Document("a helper of the author", f"{TITLE}\nBy Ada Moss with Ben Hill\n\n{BODY}", TITLE, authors=("Ada Moss",), says=("“Ben Hill” behind the byline",)),
    Document("a byline behind a bar", f"{TITLE}\nPublished: 2 April 2025 | By Ada Moss\n\n{BODY}", TITLE, authors=("Ada Moss",), on="2025-04-02"),
    Document(
        "a byline of another language", f"{TITLE}\nVon Ada Moss, 2. April 2025\n\n{BODY}", TITLE, on="2025-04-02",
        says=("“Von Ada Moss, 2. April 2025” may be a byline",),
    ),
    Document("a particle in a name", f"{TITLE}\nBy Ana Maria de la Cruz\n\n{BODY}", TITLE, authors=("Ana Maria de la Cruz",)),
    Document(
        "a press release", f"Hill Corp opens its pit\n\nLEEDS, April 2, 2025 /PRNewswire/ -- {BODY}", "Hill Corp opens its pit", kind="press_release",
    ),
    Document("a transcript", f"Transcript: The Hill Podcast, 2 April\n\nHOST: {BODY}", "Transcript: The Hill Podcast, 2 April", kind="transcript"),
    Document(
        "a correction below", f"{TITLE}\n\n{BODY}\n\nCorrection: an earlier version gave the wrong village.", TITLE,
        says=("It speaks of a correction",),
    ),
    Document(
        "a live blog", f"{TITLE}: live\n\n09:10 The gates open.\n09:40 The first lorry comes.\n10:05 It leaves again.\n11:30 Rain.\n\n{BODY}",
        f"{TITLE}: live", says=("looks like a live blog",),
    ),
    Document("a paywall", f"{TITLE}\n\nThe pit is dry. Subscribe to continue reading.", TITLE, language="und", says=("may break off at a paywall", "very short")),
    Document("misread characters that are put right", f"{TITLE}\nDer BÃ¼rgermeister wartet â€“ noch\n\n{BODY}", TITLE, says=("Misread characters were put right. As given: “Der BÃ¼rg",)),
    Document("misread characters that stay", f"{TITLE}\nDer BÃƒÂ¼rgermeister ï¿½ wartet\n\n{BODY}", TITLE, says=("Some characters seem misread",)),
)  # fmt: skip

PAGES = (
    Document(
        "JSON-LD", page(linked(author={"@type": "Person", "name": "Ada Moss"}, publisher={"name": "Hill Ledger"}, datePublished="2025-04-02")),
        TITLE, "Hill Ledger", ("Ada Moss",), "2025-04-02",
    ),
    Document(
        "JSON-LD with a doubtful date", page(linked(publisher={"name": "Hill Ledger"}, datePublished="03/04/2025")), TITLE, "Hill Ledger",
        says=("“03/04/2025”: which number",),
    ),
    Document(
        "JSON-LD of a piece that is paid for", page(linked(isAccessibleForFree=False, publisher="Hill Ledger")), TITLE, "Hill Ledger",
        says=("not free to read",),
    ),
    Document("JSON-LD of an opinion", page(linked("OpinionNewsArticle", author="Ada Moss")), TITLE, authors=("Ada Moss",), kind="opinion"),
    Document(
        "OpenGraph", page(
            '<meta property="og:title" content="Pumps stand still"><meta property="og:site_name" content="Hill Ledger">'
            '<meta property="article:published_time" content="2025-04-02T06:00:00Z"><meta name="author" content="Ada Moss and Ben Hill">'
        ), "Pumps stand still", "Hill Ledger", ("Ada Moss", "Ben Hill"), "2025-04-02",
    ),
    Document(
        "JSON-LD of several pieces", page(
            linked(headline="Another pit opens", author="Cy Doe", url="https://hill.example/another/", datePublished="2025-03-01")
            + linked(author="Ada Moss", datePublished="2025-04-02")
        ), TITLE, authors=("Ada Moss",), on="2025-04-02",
    ),
    Document(
        "JSON-LD of several pieces, one of this address", page(
            '<link rel="canonical" href="https://hill.example/pumps/">'
            + linked(headline="Another pit opens", author="Cy Doe", url="https://hill.example/another/")
            + linked(headline="Pumps stand still", author="Ada Moss", url="https://hill.example/pumps")
        ), "Pumps stand still", authors=("Ada Moss",),
    ),
    Document("a degree behind a name", page(linked(author=["Dr. Ada Moss", "Ben Hill, PhD"])), TITLE, authors=("Ada Moss", "Ben Hill")),
    Document("a name as catalogues have it", page('<meta name="citation_author" content="Moss, Ada">'), TITLE, authors=("Ada Moss",)),
    Document("a date that has not come", page(linked(datePublished="2999-01-01")), TITLE, says=("2999-01-01 has not come yet", "No date")),
    Document("a page that says nothing of itself", page(), TITLE, says=("No byline", "No publisher", "No date")),
    Document("a WordPress post", post(), "Pumps & pits", "Hill Ledger", ("Ada Moss",), "2025-04-02", "en-GB"),
    Document("a WordPress post without its author", post(_embedded={}, author=7), "Pumps & pits", "Hill Ledger", on="2025-04-02", language="en-GB", says=("by a number alone",)),
    Document("a script and words", f"<script>alert('pump')</script>\n{TITLE}\n\n{BODY}", TITLE, says=("read as HTML",)),
    Document("a piece of HTML", f"<b>{TITLE}</b><br>By Ada Moss<br><br>{BODY}", TITLE, authors=("Ada Moss",), says=("read as HTML",)),
)  # fmt: skip
