"""What this app adds to the pages of `sources`, and which of its rows refer to one another."""

from claims.models import Claim, Rebuttal, Statement, Support, Topic
from sources.admin.articles import ArticleAdmin
from sources.admin.listings import Listing
from sources.admin.snapshots import SnapshotAdmin
from sources.admin.speakers import SpeakerAdmin

OF_TOPIC = [Listing("Narrower topics", Topic, "broader"), Listing("Claims", Claim, "topics", addable=False)]
OF_CLAIM = [
    Listing("Statements", Statement, "claim"),
    Listing("Countered by", Rebuttal, "target_claim"),
    Listing("Supported by", Support, "target_claim"),
]
OF_STATEMENT = [
    Listing("Rebuttals that it makes", Rebuttal, "statement"),
    Listing("Supports that it gives", Support, "statement"),
    Listing("Countered by", Rebuttal, "target_statement"),
    Listing("Supported by", Support, "target_statement"),
]
OF_REBUTTAL = [
    Listing("Countered by", Rebuttal, "target_rebuttal"),
    Listing("Supported by", Support, "target_rebuttal"),
]


def add_listings() -> None:
    SpeakerAdmin.listings = [
        Listing("Statements", Statement, "speaker"),
        Listing("Statements in its name", Statement, "affiliation", addable=False),
        *SpeakerAdmin.listings,
    ]
    ArticleAdmin.listings = [
        *ArticleAdmin.listings,
        Listing("Statements read in it", Statement, "article"),
        Listing("Claims about it", Claim, "about_article"),
        Listing("Countered by", Rebuttal, "target_article"),
        Listing("Supported by", Support, "target_article"),
    ]
    SnapshotAdmin.listings = [Listing("Statements quoted from it", Statement, "snapshot")]


def link_to_the_desk() -> None:
    """An article's page leads to the page on which its text is read and marked."""
    ArticleAdmin.change_form_template = "desk/article_change_form.html"
