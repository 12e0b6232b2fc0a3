"""Pieces as strangers bring them: critiques of other reports, pages of many outlets, heads with roles and places. Each taught something."""

from . import BODY, Document, linked, page

TITLE = "Pumps at Cold Hill stand still"


def _piece(name: str, words: str, *cites: str, **known: object) -> Document:
    return Document(name, f"{words}\n\n{BODY}", cites=cites, **known)  # type: ignore[arg-type]


def _judged(name: str, words: str, *cites: str, says: tuple[str, ...] = ()) -> Document:
    words += "\n\nThe story overlooks the price of the power that such pumps need."
    return _piece(name, words, *cites, kind="commentary", says=("“The story overlooks", *says))


CRITIQUES = (
    _judged(
        "a day without a year before the writer", "In a March 3 article, Ada Moss of Reuters writes that the pumps at Cold Hill will be sold to a firm from Perth.",
        "reviews Reuters by Ada Moss", says=("Reuters: “March 3” has no year",),
    ),
    _judged(
        "a segment", "According to an NPR segment by Ada Moss and Ben Hill, aired April 9, 2025, the pumps at Cold Hill will be sold to a firm.",
        "reviews NPR by Ada Moss, Ben Hill on 2025-04-09 (broadcast)",
    ),
    _judged(
        "an agency that another outlet carries, with its writers",
        "An AP story carried by The Guardian on May 12, 2025, by Ada Moss and Ben Hill, says that the pumps at Cold Hill will be sold.",
        "reviews The Guardian from AP on 2025-05-12",
    ),
    _judged(
        "a role before the writer", "In an op-ed in The Hill published on July 7, 2025, former ambassador Ada Moss argues that the pumps are worth their price.",
        "reviews The Hill by Ada Moss on 2025-07-07 (opinion)",
    ),
    _judged(
        "the day behind the verb", "Nikkei Asia’s Ada Moss says in a November 2, 2025 report that the pumps at Cold Hill will be sold to a firm from Perth.",
        "reviews Nikkei Asia by Ada Moss on 2025-11-02",
    ),
    _piece(
        "the place before the day", "Ada Moss, reporting for Reuters (opens in a new tab) from Melbourne on October 14, 2025, covers the sale of the pumps.",
        "reviews Reuters by Ada Moss on 2025-10-14", kind="commentary",
    ),
    _piece(
        "two pieces, each with its outlet in brackets", "Two pieces, by Ada Moss (Financial Times, May 2) and Ben Hill (Bloomberg, May 3, 2025), look at the pumps.",
        "reports Financial Times by Ada Moss", "reports Bloomberg by Ben Hill on 2025-05-03", says=("“May 2” has no year", "Several reports"),
    ),
    _piece(
        "the writers behind the day", "A Bloomberg News report dated June 13, 2025, written by Ada Moss and Ben Hill, indicates that the pumps are sold.",
        "reports Bloomberg News by Ada Moss, Ben Hill on 2025-06-13",
    ),
    _piece("the verb before the outlet", "As Ada Moss reports in Reuters (opens in a new tab), the pumps at Cold Hill are sold.", "reports Reuters by Ada Moss"),
    _piece("the verb before the writer", "The pumps are sold, reports Ada Moss for Frontier Hills on August 21, 2025.", "reports Frontier Hills by Ada Moss on 2025-08-21"),
    _piece("an investigation by an outlet’s writer", "Per an investigation by Bloomberg’s Ada Moss, the pumps are sold.", "reports Bloomberg by Ada Moss"),
    _piece(
        "an agency in full and in short", "Ada Moss of the Associated Press chronicles the sale of the pumps. As reported by AP, they are cheap.",
        "reports Associated Press by Ada Moss",
    ),
    _piece("two writers before brackets", "Ada Moss and Ben Hill (Reuters, October 10) report that the pumps are sold.", "reports Reuters by Ada Moss, Ben Hill", says=("“October 10” has no year",)),
    _piece("via an outlet", "Via Nikkei Asia, journalists Ada Moss and Ben Hill report that the pumps are sold.", "reports Nikkei Asia by Ada Moss, Ben Hill"),
    _piece(
        "the report that is judged may be another’s",
        "The short seller Hill Research has a report on the pumps. Barron’s Ada Moss writes that shares fell.\n\nThe report lacks any evidence for that.",
        "reports Barron's by Ada Moss",
    ),
    _piece("an analyst writes in no outlet", "In a note, Hillcord analyst Ada Moss wrote that the pumps are cheap."),
    _piece(
        "its own outlet, which nobody gave", "The Hill Ledger reports that the pumps are sold.",
        says=("The Hill Ledger is named: it is what the piece rests on, or its own outlet",),
    ),
    _piece(
        "outlets that nobody knows",
        "According to the Lakeside Examiner, the pumps are sold. The Swansea Argus wrote on June 4, 2025 that they are not. Hillside Today, a local site, "
        "published the letter. The Hillton Oracle reports that nobody knows.",
        says=("“According to the Lakeside Examiner”", "“The Swansea Argus wrote”", "“Hillside Today, a local site, published”", "“The Hillton Oracle reports that” may name a report"),
    ),
    _piece("bodies that are no outlets", "The Geological Survey of Ruritania reported that the ore is poor. According to the Bank of Ruritania, it is rich."),
)  # fmt: skip

_GERMAN = "Die Grube ist seit dem Frühjahr leer, und die Leute in dem Dorf warten auf einen Plan, den der Rat der Stadt nicht zeigen will."
_FRENCH = "La mine est vide depuis le printemps, et les gens du village attendent un plan que le maire de la ville ne veut pas montrer."
_SPANISH = "La mina está vacía desde la primavera, y la gente del pueblo espera un plan que el alcalde de la ciudad no quiere mostrar, pero el agua se fue y los pozos del valle están secos."


def _german(name: str, words: str, *cites: str, says: tuple[str, ...] = ()) -> Document:
    return Document(name, f"{words} {_GERMAN}", language="de", cites=cites, says=says)


ELSEWHERE = (
    _german("zufolge", "Reuters zufolge wird die Grube verkauft. Einem Bericht des Handelsblatts zufolge nicht.", "reports Reuters", "reports Handelsblatt"),
    _german("a known outlet in quotation marks", "Laut einem Bericht der „Financial Times“ vom 2. Mai 2025 wird die Grube verkauft.", "reports Financial Times on 2025-05-02"),
    _german("the verb behind quotation marks", "Wie die „Süddeutsche Zeitung“ berichtet, wird die Grube verkauft.", "reports Süddeutsche Zeitung"),
    _german("an outlet that is inflected", "Nach Angaben der Süddeutschen Zeitung wird die Grube verkauft.", "reports Süddeutsche Zeitung"),
    _german("inflected, and known to nobody", "Laut der Talheimer Zeitung und der Sächsischen Zeitung wird die Grube verkauft. Die „Hügelpost“ schreibt das auch.",
            says=("Talheimer Zeitung is named", "“Die „Hügelpost“ schreibt” may name a report")),
    Document("a French daily, and an outlet that nobody knows", f"Le quotidien Les Échos rapporte que la mine sera vendue. Selon La Voix du Val, elle ne le sera pas. {_FRENCH}",
             language="fr", cites=("reports Les Échos",), says=("“Selon La Voix du Val” may name a report",)),
    Document("a Spanish agency", f"De acuerdo con un informe de la agencia EFE, la mina será vendida. {_SPANISH}", language="es", cites=("reports EFE",)),
    Document("as of a day", f"Die Grube bleibt leer\n\nEin Kommentar von Jan Roth\n\nStand: 05.04.2025, 10:12 Uhr\n\n{_GERMAN}", "Die Grube bleibt leer", authors=("Jan Roth",),
             language="de", says=("“Stand: 05.04.2025, 10:12 Uhr” is not a date of publication",)),
    Document("two who sign in French", f"La mine reste vide\nPar Anne Roche et Luc Le Roy\nPublié le 3 mai 2025, mis à jour le 4 mai 2025\n\n{_FRENCH}", "La mine reste vide",
             authors=("Anne Roche", "Luc Le Roy"), on="2025-05-03", language="fr", says=("“mis à jour le 4 mai 2025” is not",)),
    Document("a Chinese byline", "冷山稀土矿重新开放，道路仍然关闭\n\n作者：李明、王强\n2025年5月3日\n\n冷山的稀土矿在关闭十年之后重新开放，市议会表示事先没有得到通知，道路仍然关闭。",
             "冷山稀土矿重新开放，道路仍然关闭", authors=("李明", "王强"), on="2025-05-03", language="zh"),
)  # fmt: skip


def _head(name: str, words: str, *authors: str, **known: object) -> Document:
    known = {"title": TITLE, "on": "2025-05-03"} | known
    return Document(name, f"{words}\n\n{BODY}", authors=authors, **known)  # type: ignore[arg-type]


HEADS = (
    _head("a second name below the byline", f"{TITLE}\nBy Ada Moss\nBen Hill\nMay 3, 2025", "Ada Moss", says=("“Ben Hill” may name who wrote it",)),
    _head("a second name that is joined to it", f"{TITLE}\nBy Ada Moss\nand Ben Hill\nMay 3, 2025", "Ada Moss", "Ben Hill"),
    _head("a second byline", f"{TITLE}\nBy Ada Moss\nBy Ben Hill\nMay 3, 2025", "Ada Moss", says=("“By Ben Hill” is a second byline",)),
    _head("an outlet in capitals behind a name", f"{TITLE}\nBy ADA MOSS FOR HILLONLINE\nMay 3, 2025", "ADA MOSS"),
    _head("a role below the byline", f"{TITLE}\nBy Ada Moss\nSenior Reporter\n3 May 2025", "Ada Moss"),
    _head("places behind names", f"{TITLE}\nBy Ada Moss in Beijing and Ben Hill in New York\n3 May 2025", "Ada Moss", "Ben Hill"),
    _head("names and a day in one line", f"{TITLE}\nAda Moss | Hill Ledger | 3 May 2025", says=("“Ada Moss | Hill Ledger | 3 May 2025” may name who wrote it",)),
    _head("names above a short weekday", f"{TITLE}\nAda Moss and Ben Hill, Hill Ledger\nSat 3 May 2025 06.00 BST", says=("“Ada Moss and Ben Hill, Hill Ledger” may name",)),
    _head("a time that ran into the year", f"{TITLE}\nBy Ada Moss\nMay 3, 20256:01 AM GMT+1Updated 2 hours ago", "Ada Moss", says=("“Updated 2 hours ago” is not",)),
    _head("a byline below the highlights", f"{TITLE}\n\nKey Takeaways:\n\n* Sold.\n* Dry.\n\nBy Ada Moss | May 3, 2025", "Ada Moss"),
    _head("the name of the paper first", f"The Hill Post\nSaturday, May 3, 2025\n\n{TITLE}\nBy ADA MOSS\nStaff Writer", "ADA MOSS", says=("“The Hill Post” may name the outlet",)),
    _head("a writer and an outlet first", "Ada Moss / Hill Exchanges\nMay 3, 2025", title="", says=("“Ada Moss / Hill Exchanges” may name the outlet",)),
    _head("the head of an e-mail", f"From: Ada Moss\n{TITLE}\nMay 3, 2025"),
    _head("a dateline without a year", f"{TITLE}\nBy Ada Moss\n\nLEEDS, May 3 (Reuters) - Nothing has moved at the hill.", "Ada Moss", on="", says=("“May 3” has no year",)),
    _head("those who contributed", f"{TITLE}\nBy Ada Moss\nMay 3, 2025\n\nBen Hill and Cy Doe contributed reporting.", "Ada Moss", says=("“Ben Hill and Cy Doe contributed reporting” is not read",)),
)  # fmt: skip


def _page(name: str, head: str = "", **known: object) -> Document:
    body = str(known.pop("body", ""))
    words = page(head).replace("</h1>", f"</h1>{body}")
    return Document(name, words, **({"title": TITLE} | known))  # type: ignore[arg-type]


_OG = '<meta property="og:site_name" content="Hill Ledger">'
PAGES = (
    _page(
        "a company that publishes an outlet, and a name with Jr.",
        _OG + linked(author=["Ada Moss", "Ben Hill, Jr."], publisher={"name": "Hill Media Group Ltd"}, datePublished="2025-05-03"),
        publisher="Hill Ledger", authors=("Ada Moss", "Ben Hill Jr."), on="2025-05-03", says=("published by Hill Media Group Ltd",),
    ),
    _page(
        "roles and an agency behind names", linked(author=[{"name": "Ada Moss - Business Reporter"}, {"name": "Ben Hill (Reuters)"}], publisher="Hill Ledger"),
        publisher="Hill Ledger", authors=("Ada Moss", "Ben Hill"), reprints="Reuters", says=("“Ada Moss - Business Reporter” in the byline",),
    ),
    _page("names in a list in one node", linked(author={"@type": "Person", "name": ["Ada Moss", "Ben Hill"]}), authors=("Ada Moss", "Ben Hill")),
    _page("a place behind a comma", '<meta name="author" content="Ada Moss, Berlin">', authors=("Ada Moss",), says=("“Berlin” in the byline may be a place",)),
    _page("two who sign in German", '<meta name="author" content="Ada Moss und Ben Hill">', authors=("Ada Moss", "Ben Hill")),
    _page("a role and a place in a list", '<meta name="author" content="Ada Moss, Energy Correspondent, and Ben Hill, Asia Editor, in Singapore">', authors=("Ada Moss", "Ben Hill")),
    _page("an address behind a name", '<meta name="author" content="ADA MOSS &lt;ada@hill.example&gt;">', authors=("ADA MOSS",)),
    _page("a byline of a page in French", '<meta name="author" content="Par Anne Roche et Luc Le Roy avec AFP">', authors=("Anne Roche", "Luc Le Roy"), says=("names AFP as its source",)),
    _page("an agency and a name with a stroke", _OG + '<meta name="author" content="AFP/Ada Moss">', publisher="Hill Ledger", authors=("Ada Moss",), reprints="AFP"),
    _page("a role before a name, honours behind it", '<meta name="author" content="STAFF WRITER ADA MOSS and Prof Ben Hill OBE">', authors=("ADA MOSS", "Ben Hill")),
    _page("an address in place of a name", '<meta property="article:author" content="https://www.facebook.com/ada.moss">', says=("No byline",)),
    _page("the paper beside a name", '<meta name="author" content="Ada Moss and The Hill Herald">', authors=("Ada Moss",)),
    _page("an agency right behind a name", linked(author="By ADA MOSS Associated Press", publisher="Hill Ledger"), publisher="Hill Ledger", authors=("ADA MOSS",), reprints="Associated Press"),
    _page("an agency with its article", linked(author={"@type": "Organization", "name": "The Associated Press"}, publisher="Hill Ledger"), publisher="Hill Ledger", reprints="Associated Press"),
    _page("an article inside of a page", linked("WebPage", mainEntity={"@type": "NewsArticle", "headline": TITLE, "author": "Ada Moss"}), authors=("Ada Moss",)),
    _page("a comma too many in JSON-LD", linked(author="Ada Moss").replace("}<", ",}<"), authors=("Ada Moss",)),
    _page("an outlet with an agency", _OG + '<meta name="author" content="Hill Ledger avec AFP">', publisher="Hill Ledger", reprints="AFP"),
    _page(
        "a paper in a journal",
        '<meta name="citation_author" content="Moss, Ada"><meta name="citation_author" content="van der Hill, Ben"><meta name="citation_publication_date" '
        'content="2025/05/03"><meta name="citation_journal_title" content="Journal of Hills"><meta name="citation_publisher" content="Hillsevier">',
        publisher="Journal of Hills", authors=("Ada Moss", "Ben van der Hill"), on="2025-05-03",
    ),
    _page(
        "microdata with a role", authors=("Ada Moss",),
        body='<div itemprop="author"><span itemprop="name">Ada Moss</span><span itemprop="jobTitle">Reporter</span></div>',
    ),
    _page("the author of another piece on the page", body='<aside><a rel="author" href="/z">Zed Zoe</a></aside>'),
    _page("JSON-LD in a comment", linked(author="Ada Moss").replace('json">', 'json">//<![CDATA[\n').replace("</script>", "\n//]]></script>"), authors=("Ada Moss",)),
    _page("a byline that readers see", body='<p class="byline">By Ada Moss, Mining Correspondent</p>', says=("The page shows “By Ada Moss, Mining Correspondent”",)),
    _page("a day that is of nothing", body='<time datetime="2025-05-03T09:00:00Z">3 May</time>', says=("The page shows 2025-05-03, and does not say of what",)),
    _page("two outlets", _OG + linked(publisher="Canal Post"), publisher="Canal Post", says=("one of Hill Ledger, and names Canal Post",)),
    _page("the label of a section", linked("OpinionNewsArticle", headline=f"Opinion | {TITLE}", author="Ada Moss, opinion contributor"), authors=("Ada Moss",), kind="opinion"),
    _page("a mark behind the outlet", '<meta property="og:site_name" content="Hill Ledger™">', publisher="Hill Ledger"),
    _page("a brand as the author", '<meta name="author" content="HillNews">'),
    _page("the day of a page is not that of its dateline", linked(datePublished="2025-05-03"), on="2025-05-03", body="<p>LEEDS, May 2 (Reuters) - Nothing has moved at the hill.</p>",
          says=("names Reuters as its source",)),
)  # fmt: skip

STRANGERS = (*CRITIQUES, *ELSEWHERE, *HEADS, *PAGES)
