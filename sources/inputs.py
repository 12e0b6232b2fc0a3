"""What may be written of speakers and articles. Each is read as the shape of the same name."""

from reeapi.api.inputs import Choice, Input, Links, Members, Reference

from .models import Affiliation, Article, Citation, Speaker, Status
from .models.articles import LANGUAGE
from .models.review import Method
from .models.speakers import SLUG, WIKIDATA
from .serializers import (
    AffiliationShape,
    ArticleDetail,
    ArticleLink,
    ArticleReference,
    CitationShape,
    Provenance,
    SpeakerReference,
    SpeakerShape,
)


class ProvenanceInput(Input):
    """How a new row came to be. Who recorded and reviewed it, and when, is not for its writer to say."""

    shape, model = Provenance, Article
    method = Choice(
        choices=Method.choices, required=False,
        help_text="Of a new row: `curated` if a person read the words, `suggested` if a program found them and a person agreed, "
        "`imported` if it comes from elsewhere, which is meant where nothing is said. Later it stays as it is.",
    )  # fmt: skip


class ReviewedInput(Input):
    """A row that is published by writing `published` to its status, under the rules of review."""

    apart: tuple[str, ...] = ("status", "provenance")
    provenance = ProvenanceInput(required=False, allow_null=True)
    status = Choice(
        choices=Status.choices,
        required=False,
        help_text="`published` makes a draft of somebody else public. Left out, it stays as it is.",
    )


class AffiliationInput(Input):
    """A role in an organization."""

    shape, model = AffiliationShape, Affiliation
    own = ("role", "start_date", "end_date")
    organization = Reference(SpeakerReference, Speaker)


class SpeakerInput(Input):
    """What may be written of a speaker."""

    shape, model = SpeakerShape, Speaker
    own = ("slug", "name", "kind", "named", "aliases", "website", "wikidata")
    pointers = {"slug_was_never_anothers": "/slug"}
    schemas = {"slug": {"pattern": SLUG}, "wikidata": {"pattern": WIKIDATA}, "aliases": {"uniqueItems": True}}
    article = Reference(
        ArticleLink, Article, allow_null=True, help_text="The article an unnamed group belongs to."
    )
    affiliations = Members(
        AffiliationInput(), "affiliations", most=100, help_text="All roles in organizations."
    )


class CitationInput(Input):
    """An article that is spoken of."""

    shape, model = CitationShape, Citation
    own = ("relation",)
    article = Reference(ArticleReference, Article, source="cited")


class ArticleInput(ReviewedInput):
    """What may be written of an article."""

    shape, model = ArticleDetail, Article
    own = ("title", ("source_url", "url"), "published_on", "language", "kind")
    schemas = {"language": {"pattern": LANGUAGE}}
    publisher = Reference(SpeakerReference, Speaker, allow_null=True, help_text="The outlet.")
    authors = Links(
        Reference(SpeakerReference, Speaker), "bylines", "speaker", ordered=True, most=50,
        help_text="All of them, in the order of the byline.",
    )  # fmt: skip
    syndicated_from = Reference(
        ArticleLink, Article, allow_null=True, help_text="The article that this one reprints."
    )
    citations = Members(
        CitationInput(), "citations", most=100, help_text="All articles that this one speaks of."
    )
