"""What counters or supports what: edges from a statement to exactly one claim, statement, article or rebuttal."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from claims import triggers
from sources.models import Article, Reviewed, Speaker
from sources.models.rows import recorded

from .claims import Claim
from .statements import Statement

TARGETS = ("target_claim", "target_statement", "target_article", "target_rebuttal")
ARGUMENT_GROUNDS = (
    "feasibility", "legal", "security", "diplomatic", "missing_evidence", "contrary_evidence", "scale", "track_record",
    "motive", "overstated", "alternative", "self_defeating", "denial",
)  # fmt: skip
ARTICLE_GROUNDS = (
    "omission", "missing_evidence", "shallow", "speculation", "framing", "fallacy", "wording", "overstated", "competence", "harm",
)  # fmt: skip


def exactly_one_target() -> Q:
    """Condition: one of the four targets is given, and the other three are not."""
    condition = Q()
    for given in TARGETS:
        condition |= Q(**{f"{name}__isnull": name != given for name in TARGETS})
    return condition


def target(to, help_text: str, db_comment: str) -> models.ForeignKey:
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss", help_text=help_text,
        db_comment=f"{db_comment}; NULL where the target is of another kind.",
    )  # fmt: skip


class Edge(Reviewed):
    """A statement bears on one target: who, where and in which words are those of the statement."""

    class Basis(models.TextChoices):
        STATED = "stated", "Stated: the text says that the one bears on the other"
        JUXTAPOSED = "juxtaposed", "Juxtaposed: the text sets the one beside the other"
        INFERRED = "inferred", "Inferred: the curator draws the line"

    target_claim = target(Claim, "A claim, whoever made it.", "The targeted claim")
    target_article = target(Article, "A piece of reporting as a whole.", "The targeted article")
    counter_claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="%(class)ss_made",
        help_text="What the statement says instead: its claim.",
        db_comment="The statement's claim; NULL where the statement denies the targeted claim itself. Kept by trigger.",
    )  # fmt: skip
    critic = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="%(class)ss_made",
        help_text="Whose statement it is.",
        db_comment="The statement's speaker; NULL only until its statement is there. Kept by trigger.",
    )  # fmt: skip
    said_on = models.DateField(
        null=True, blank=True, editable=False,
        db_comment="The statement's date, for lists in its order; NULL where it has none. Kept by trigger.",
    )  # fmt: skip
    basis = models.CharField(
        max_length=10, choices=Basis, default=Basis.STATED, help_text="Who draws the line: the text, or you?",
        db_comment="stated, juxtaposed or inferred.",
    )  # fmt: skip
    note = models.CharField(
        max_length=500, blank=True, default="", db_default="", help_text="Why, in a sentence, where it is not plain. Public.",
        db_comment="Public remark of the curator; empty if none.",
    )  # fmt: skip

    rests_on: ClassVar = ("statement", *TARGETS)
    derived: ClassVar = ("counter_claim", "critic", "said_on")  # follow from the statement, by trigger
    # What the history leaves out since it follows from the statement: SQL over a past state `e` of the edge.
    derived_then: ClassVar = {
        "critic_id": "(SELECT s.speaker_id FROM claims_statement s WHERE s.id = e.statement_id)",
        "counter_claim_id": "(SELECT s.claim_id FROM claims_statement s WHERE s.id = e.statement_id AND s.claim_id IS DISTINCT FROM e.target_claim_id)",
    }
    # Each kind of edge has its own of these.
    statement: models.ForeignKey
    relation: models.CharField

    class Meta(Reviewed.Meta):
        abstract = True
        ordering = ["-created_at", "-id"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_has_exactly_one_target",
                condition=exactly_one_target(),
                violation_error_message="Choose exactly one target: a claim, a statement, an article or a rebuttal.",
            ),
            models.CheckConstraint(
                name="%(class)s_never_targets_its_own_statement",
                condition=Q(target_statement__isnull=True) | ~Q(target_statement=F("statement")),
                violation_error_message="A statement cannot bear on itself.",
            ),
            models.CheckConstraint(
                name="%(class)s_basis_is_known",
                condition=Q(basis__in=["stated", "juxtaposed", "inferred"]),
                violation_error_message="The basis is stated, juxtaposed or inferred.",
            ),
        ]
        indexes = [
            models.Index(
                name="%(class)s_public_by_created", fields=["created_at", "id"], condition=Q(is_public=True)
            ),
            models.Index(
                name="%(class)s_of_critic_by_created",
                fields=["critic", "created_at", "id"],
                condition=Q(is_public=True),
            ),
            models.Index(
                name="%(class)s_public_by_updated", fields=["updated_at", "id"], condition=Q(is_public=True)
            ),
            models.Index(name="%(class)s_public_of_basis", fields=["basis"], condition=Q(is_public=True)),
            models.Index(
                name="%(class)s_public_of_relation", fields=["relation"], condition=Q(is_public=True)
            ),
            models.Index(
                name="%(class)s_public_by_date", fields=["said_on", "id"], condition=Q(is_public=True)
            ),
            models.Index(name="%(class)s_drafts", fields=["statement"], condition=Q(status="draft")),
        ]

    def __str__(self) -> str:
        return f"{self.statement} ({self.relation} the {self.target_kind})"

    @property
    def denies(self) -> bool:
        """Whether it is a plain denial, which alone may bear on its statement's own claim."""
        return self.statement.stance == "denies" and getattr(self, "ground", "") == "denial"

    @property
    def target(self) -> models.Model:
        return next(row for row in (getattr(self, name) for name in TARGETS) if row is not None)

    @property
    def target_kind(self) -> str:
        """claim, statement, article or rebuttal."""
        return next(n for n in TARGETS if getattr(self, f"{n}_id") is not None).removeprefix("target_")


@recorded("rebuttal_count", "counter_claim", "critic", "said_on")
class Rebuttal(Edge):
    """A statement counters one target. What it says instead, its counter-claim, is the statement's claim."""

    class Relation(models.TextChoices):
        REBUTS = "rebuts", "Rebuts: denies the conclusion"
        UNDERMINES = "undermines", "Undermines: attacks the evidence or the source"
        UNDERCUTS = "undercuts", "Undercuts: attacks the step from evidence to conclusion"
        QUALIFIES = "qualifies", "Qualifies: grants it within limits"
        CORRECTS = "corrects", "Corrects: puts the right fact in place of a wrong one"

    class Ground(models.TextChoices):
        FEASIBILITY = "feasibility", "Feasibility: it cannot be done, or not so"
        LEGAL = "legal", "Legal: law, sanctions or licences stand against it"
        SECURITY = "security", "Security: danger to people or works"
        DIPLOMATIC = "diplomatic", "Diplomatic: relations between states stand against it"
        MISSING_EVIDENCE = "missing_evidence", "Missing evidence: nothing shows it"
        CONTRARY_EVIDENCE = "contrary_evidence", "Contrary evidence: something shows the opposite"
        SCALE = "scale", "Scale: too small, too slow or too late to matter"
        TRACK_RECORD = "track_record", "Track record: it failed, or they failed, before"
        MOTIVE = "motive", "Motive: said for another purpose"
        OVERSTATED = "overstated", "Overstated: less than is made of it"
        ALTERNATIVE = "alternative", "Alternative: something else is likelier or better"
        SELF_DEFEATING = "self_defeating", "Self-defeating: it would undo its own aim"
        DENIAL = "denial", "Denial: it is simply not so"
        MISQUOTATION = "misquotation", "Misquotation: that is not what was said (statements)"
        OMISSION = "omission", "Omission: leaves out what matters (articles)"
        SHALLOW = "shallow", "Shallow: mentions it without going into it (articles)"
        SPECULATION = "speculation", "Speculation: builds on what nobody knows (articles)"
        FRAMING = "framing", "Framing: presents it in a misleading light (articles)"
        FALLACY = "fallacy", "Fallacy: reasons wrongly (articles)"
        WORDING = "wording", "Wording: uses wrong or loaded words (articles)"
        COMPETENCE = "competence", "Competence: does not understand the matter (articles)"
        HARM = "harm", "Harm: does damage (articles)"

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="rebuttals_made",
        help_text="Who counters, where, in which words; its claim is the counter-claim.", db_comment="The countering statement.",
    )  # fmt: skip
    target_statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="rebuttals",
        help_text="One statement alone, such as a misquotation.",
        db_comment="The targeted statement; NULL where the target is of another kind.",
    )  # fmt: skip
    target_rebuttal = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rebuttals",
        help_text="A rebuttal, where what is countered is that it counters.",
        db_comment="The targeted rebuttal; NULL where the target is of another kind.",
    )  # fmt: skip
    relation = models.CharField(
        max_length=10, choices=Relation, help_text="How it counters.",
        db_comment="rebuts, undermines, undercuts, qualifies or corrects.",
    )  # fmt: skip
    ground = models.CharField(
        max_length=17,
        choices=Ground,
        help_text="On what grounds.",
        db_comment="On what grounds; which are allowed depends on the target.",
    )
    rebuttal_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False,
        db_comment="Distinct counter-claims of public rebuttals of this rebuttal. Kept by trigger.",
    )  # fmt: skip

    class Meta(Edge.Meta):
        abstract = False
        db_table_comment = "What counters which claim, statement, article or rebuttal, on what grounds."
        constraints = [
            *Edge.Meta.constraints,
            models.CheckConstraint(
                name="rebuttal_relation_is_known",
                condition=Q(relation__in=["rebuts", "undermines", "undercuts", "qualifies", "corrects"]),
                violation_error_message="Choose one of the relations.",
            ),
            models.CheckConstraint(
                name="rebuttal_ground_fits_its_target",
                condition=Q(target_article__isnull=False, ground__in=ARTICLE_GROUNDS)
                | Q(target_article__isnull=True, ground__in=ARGUMENT_GROUNDS)
                | Q(target_statement__isnull=False, ground="misquotation"),
                violation_error_message="This ground does not fit this kind of target: the codebook lists which do.",
            ),
            models.CheckConstraint(
                name="rebuttal_never_targets_itself",
                condition=Q(target_rebuttal__isnull=True) | ~Q(target_rebuttal=F("id")),
                violation_error_message="A rebuttal cannot counter itself.",
            ),
            models.UniqueConstraint(
                name="rebuttal_is_recorded_once",
                fields=["statement", *TARGETS, "relation", "ground"],
                nulls_distinct=False,
                violation_error_message="This rebuttal is already recorded.",
            ),
        ]
        indexes = [
            *Edge.Meta.indexes,
            models.Index(name="rebuttal_public_of_ground", fields=["ground"], condition=Q(is_public=True)),
        ]
        triggers = [
            *Reviewed.Meta.triggers,
            triggers.KEEP_REBUTTAL,
            *triggers.REBUTTAL_SPREADS,
            *triggers.ANNOUNCE_REBUTTALS,
        ]


@recorded("counter_claim", "critic", "said_on")
class Support(Edge):
    """A statement speaks in favour of one target."""

    class Relation(models.TextChoices):
        CORROBORATES = "corroborates", "Corroborates: brings evidence for it"
        ENDORSES = "endorses", "Endorses: takes its side"
        PRAISES = "praises", "Praises: says that it is well done"

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="supports_made",
        help_text="Who supports, where, in which words.", db_comment="The supporting statement.",
    )  # fmt: skip
    target_statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="supports",
        help_text="One statement alone.", db_comment="The targeted statement; NULL where the target is of another kind.",
    )  # fmt: skip
    target_rebuttal = models.ForeignKey(
        Rebuttal, on_delete=models.PROTECT, null=True, blank=True, related_name="supports",
        help_text="A rebuttal.", db_comment="The targeted rebuttal; NULL where the target is of another kind.",
    )  # fmt: skip
    relation = models.CharField(
        max_length=12,
        choices=Relation,
        help_text="How it supports.",
        db_comment="corroborates, endorses or praises.",
    )

    class Meta(Edge.Meta):
        abstract = False
        db_table_comment = "What speaks in favour of which claim, statement, article or rebuttal."
        constraints = [
            *Edge.Meta.constraints,
            models.CheckConstraint(
                name="support_relation_is_known",
                condition=Q(relation__in=["corroborates", "endorses", "praises"]),
                violation_error_message="The relation is corroborates, endorses or praises.",
            ),
            models.UniqueConstraint(
                name="support_is_recorded_once",
                fields=["statement", *TARGETS, "relation"],
                nulls_distinct=False,
                violation_error_message="This support is already recorded.",
            ),
        ]
        triggers = [
            *Reviewed.Meta.triggers,
            triggers.KEEP_SUPPORT,
            *triggers.SUPPORT_SPREADS,
            *triggers.ANNOUNCE_SUPPORTS,
        ]
