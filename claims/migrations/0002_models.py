import claims.models.statements
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.lookups
import django.utils.timezone
import sources.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("claims", "0001_dates"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0002_models"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_comment="When this database first held the row.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        db_comment="The proposition in the curator's words.",
                        help_text='One proposition, in your own neutral words, true or false by itself: no speaker, no "says".',
                        max_length=1000,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        db_comment="BCP 47 language tag.",
                        db_default="en",
                        default="en",
                        help_text="Language of your words, like en.",
                        max_length=35,
                    ),
                ),
                (
                    "first_said_on",
                    models.DateField(
                        blank=True,
                        db_comment="Start of the date of the first dated public statement; NULL if none is dated. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "first_said_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                        db_comment="year, month or day; NULL with first_said_on. Kept by trigger.",
                        editable=False,
                        max_length=5,
                        null=True,
                    ),
                ),
                (
                    "statement_count",
                    models.PositiveIntegerField(
                        db_comment="Public statements of the claim. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "rebuttal_count",
                    models.PositiveIntegerField(
                        db_comment="Distinct counter-claims of public rebuttals of the claim, plus one if it is publicly denied. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "support_count",
                    models.PositiveIntegerField(
                        db_comment="Distinct claims of public supports of the claim. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_comment="Search vector of the text.",
                        db_persist=True,
                        expression=models.Func(
                            models.F("language"),
                            models.F("text"),
                            function="ree_search_vector",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "about_article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The article that the claim is about; NULL for a claim about the world.",
                        help_text='Only for a claim about a piece of reporting itself ("lacks technical depth"): that piece.',
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims_about",
                        to="sources.article",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The claim that this one turned out to duplicate; NULL unless merged.",
                        editable=False,
                        help_text="The claim that says the same.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Propositions, independent of who said them.",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("is_public", True)), fields=["search"], name="claim_search"
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["created_at", "id"],
                        name="claim_public_by_created",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["updated_at", "id"],
                        name="claim_public_by_updated",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["first_said_on", "id"],
                        name="claim_public_by_date",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["rebuttal_count", "id"],
                        name="claim_public_by_rebuttals",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="claim_status_is_known",
                        violation_error_message="The status is draft, published or withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["curated", "imported", "suggested"])),
                        name="claim_method_is_known",
                        violation_error_message="The method is curated, imported or suggested.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="claim_names_its_recorder",
                        violation_error_message="Say who recorded this, by handle.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                models.Q(("reviewed_by", ""), _negated=True), ("reviewed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="claim_is_reviewed_before_it_is_published",
                        violation_error_message="Only what somebody has reviewed can be published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="claim_is_withdrawn_with_date_and_reason",
                        violation_error_message="A withdrawal has a date and a reason that the public can read.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="claim_has_words",
                        violation_error_message="A claim has words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                        name="claim_language_is_a_tag",
                        violation_error_message="A language is a BCP 47 tag, like en or pt-BR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_is_not_merged_into_itself",
                        violation_error_message="A claim cannot be merged into itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        db_comment="The proposition in the curator's words.",
                        help_text='One proposition, in your own neutral words, true or false by itself: no speaker, no "says".',
                        max_length=1000,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        db_comment="BCP 47 language tag.",
                        db_default="en",
                        default="en",
                        help_text="Language of your words, like en.",
                        max_length=35,
                    ),
                ),
                (
                    "about_article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The article that the claim is about; NULL for a claim about the world.",
                        db_constraint=False,
                        help_text='Only for a claim about a piece of reporting itself ("lacks technical depth"): that piece.',
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The claim that this one turned out to duplicate; NULL unless merged.",
                        db_constraint=False,
                        editable=False,
                        help_text="The claim that says the same.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_comment="When this database first held the row.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("asserts", "Asserts: says that it is so"),
                            ("denies", "Denies: says that it is not so"),
                            ("questions", "Questions: raises whether it is so"),
                            ("concedes", "Concedes: admits it against their own interest"),
                            ("proposes", "Proposes: wants it to be done"),
                            ("predicts", "Predicts: says that it will be so"),
                        ],
                        db_comment="asserts, denies, questions, concedes, proposes or predicts.",
                        default="asserts",
                        help_text="What the speaker does with the claim.",
                        max_length=9,
                    ),
                ),
                (
                    "role_as_printed",
                    models.CharField(
                        blank=True,
                        db_comment="Role in the article's words; empty if none is printed.",
                        db_default="",
                        default="",
                        help_text="The speaker's role in the article's own words.",
                        max_length=200,
                    ),
                ),
                (
                    "said_on",
                    models.DateField(
                        blank=True,
                        db_comment="First day of when it was said; NULL if not known.",
                        help_text="When it was said, if the text says so. For a month give its first day, for a year 1 January.",
                        null=True,
                    ),
                ),
                (
                    "said_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                        db_comment="year, month or day; NULL with said_on.",
                        help_text="How much of the date is known.",
                        max_length=5,
                        null=True,
                    ),
                ),
                (
                    "said_until",
                    models.GeneratedField(
                        db_comment="Last day of when it may have been said; NULL with said_on.",
                        db_persist=True,
                        expression=claims.models.statements.LastDay(
                            models.F("said_on"), models.F("said_on_precision")
                        ),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        db_comment="Where it was said; empty if not known.",
                        db_default="",
                        default="",
                        help_text='Where it was said: "state TV interview".',
                        max_length=200,
                    ),
                ),
                (
                    "fidelity",
                    models.CharField(
                        choices=[
                            (
                                "verbatim",
                                "Verbatim: the speaker's own words, quoted or in the outlet's own voice",
                            ),
                            ("partial_quote", "Partial quote: some own words within the writer's"),
                            ("paraphrase", "Paraphrase: the writer's words for what was said"),
                            ("translation", "Translation: own words from another language"),
                            ("headline", "Headline: title or highlight, shortened"),
                        ],
                        db_comment="verbatim, partial_quote, paraphrase, translation or headline.",
                        help_text="How close the words are to what was said.",
                        max_length=13,
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        choices=[
                            ("explicit", "Explicit: the text names the speaker for it"),
                            ("implicit", "Implicit: the context gives it to the speaker"),
                            ("uncertain", "Uncertain: may be the writer's own voice"),
                        ],
                        db_comment="explicit, implicit or uncertain.",
                        default="explicit",
                        help_text="Is this voice the speaker's or the writer's?",
                        max_length=9,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(
                        blank=True,
                        db_comment="Hedge as printed; empty if there is none.",
                        db_default="",
                        default="",
                        help_text='The hedge as printed: "arguably", "may".',
                        max_length=100,
                    ),
                ),
                (
                    "quote_exact",
                    models.TextField(
                        blank=True,
                        db_comment="Exact words (TextQuoteSelector.exact); empty if none were marked.",
                        db_default="",
                        default="",
                        help_text="The shortest words that decide it, exactly as they stand in the text.",
                        max_length=2000,
                    ),
                ),
                (
                    "quote_prefix",
                    models.CharField(
                        blank=True,
                        db_comment="Up to 32 code points before the quote; NULL where no text is held. Kept by trigger.",
                        editable=False,
                        max_length=32,
                        null=True,
                    ),
                ),
                (
                    "quote_suffix",
                    models.CharField(
                        blank=True,
                        db_comment="Up to 32 code points after the quote; NULL where no text is held. Kept by trigger.",
                        editable=False,
                        max_length=32,
                        null=True,
                    ),
                ),
                (
                    "quote_start",
                    models.PositiveIntegerField(
                        blank=True,
                        db_comment="Start in code points (TextPositionSelector); NULL without a quote.",
                        help_text="Where the quote starts, in code points from 0.",
                        null=True,
                    ),
                ),
                (
                    "quote_end",
                    models.PositiveIntegerField(
                        blank=True,
                        db_comment="End in code points, exclusive; NULL without a quote.",
                        help_text="Where the quote ends, exclusive.",
                        null=True,
                    ),
                ),
                (
                    "anchor_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exact", "Exact: the words stand at this place"),
                            ("moved", "Moved: the same words at another place"),
                            ("normalised", "Normalised: alike but for spacing or punctuation"),
                            ("changed", "Changed: the words are no longer the same"),
                            ("orphaned", "Orphaned: the words are gone"),
                            ("withheld", "Withheld: the text was taken down"),
                        ],
                        db_comment="exact, moved, normalised, changed, orphaned or withheld; NULL without a quote.",
                        editable=False,
                        help_text="Whether the quoted words still stand at that place.",
                        max_length=10,
                        null=True,
                    ),
                ),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(
                        db_comment="Search vector of claim and quote. Kept by trigger; never NULL once written.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "affiliation",
                    models.ForeignKey(
                        blank=True,
                        db_comment="Organization as presented; NULL if none is.",
                        help_text="The organization that the speaker belongs to or speaks for, as the article presents it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements_for",
                        to="sources.speaker",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="Where it was read.",
                        help_text="The article that you read it in, not one further up the chain.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="sources.article",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_comment="What is said.",
                        help_text="What is said. Look for a claim that says the same before you write a new one.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="claims.claim",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        blank=True,
                        db_comment="Text that the quote stands in; NULL without a quote. Of the same article, by composite foreign key.",
                        help_text="The captured text that the quote was marked on.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="sources.snapshot",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Whose stance it is.",
                        help_text="Whose stance it is. The outlet, where it argues in its own voice.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Who took which stance on which claim in which article, in which words.",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("is_public", True)), fields=["search"], name="statement_search"
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["created_at", "id"],
                        name="statement_public_by_created",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["updated_at", "id"],
                        name="statement_public_by_updated",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["said_on", "id"],
                        name="statement_public_by_date",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["speaker", "claim"],
                        name="statement_public_of_speaker",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["claim", "speaker"],
                        name="statement_public_of_claim",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="statement_status_is_known",
                        violation_error_message="The status is draft, published or withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["curated", "imported", "suggested"])),
                        name="statement_method_is_known",
                        violation_error_message="The method is curated, imported or suggested.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="statement_names_its_recorder",
                        violation_error_message="Say who recorded this, by handle.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                models.Q(("reviewed_by", ""), _negated=True), ("reviewed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_reviewed_before_it_is_published",
                        violation_error_message="Only what somebody has reviewed can be published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_withdrawn_with_date_and_reason",
                        violation_error_message="A withdrawal has a date and a reason that the public can read.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stance__in",
                                ["asserts", "denies", "questions", "concedes", "proposes", "predicts"],
                            )
                        ),
                        name="statement_stance_is_known",
                        violation_error_message="Choose one of the stances.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "fidelity__in",
                                ["verbatim", "partial_quote", "paraphrase", "translation", "headline"],
                            )
                        ),
                        name="statement_fidelity_is_known",
                        violation_error_message="Choose one of the degrees of fidelity.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attribution__in", ["explicit", "implicit", "uncertain"])),
                        name="statement_attribution_is_known",
                        violation_error_message="The attribution is explicit, implicit or uncertain.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anchor_status__isnull", True),
                            (
                                "anchor_status__in",
                                ["exact", "moved", "normalised", "changed", "orphaned", "withheld"],
                            ),
                            _connector="OR",
                        ),
                        name="statement_anchor_status_is_known",
                        violation_error_message="Choose one of the states of an anchor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_on__isnull", True), ("said_on_precision__isnull", True)),
                            models.Q(
                                ("said_on__isnull", False),
                                ("said_on_precision__isnull", False),
                                models.Q(
                                    ("said_on_precision", "day"),
                                    models.Q(
                                        models.Q(
                                            django.db.models.lookups.Exact(
                                                django.db.models.functions.datetime.ExtractDay(
                                                    django.db.models.functions.comparison.Cast(
                                                        models.F("said_on"), models.DateField()
                                                    )
                                                ),
                                                1,
                                            )
                                        ),
                                        ("said_on_precision", "month"),
                                    ),
                                    models.Q(
                                        models.Q(
                                            django.db.models.lookups.Exact(
                                                django.db.models.functions.datetime.ExtractDay(
                                                    django.db.models.functions.comparison.Cast(
                                                        models.F("said_on"), models.DateField()
                                                    )
                                                ),
                                                1,
                                            ),
                                            django.db.models.lookups.Exact(
                                                django.db.models.functions.datetime.ExtractMonth(
                                                    django.db.models.functions.comparison.Cast(
                                                        models.F("said_on"), models.DateField()
                                                    )
                                                ),
                                                1,
                                            ),
                                        ),
                                        ("said_on_precision", "year"),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="statement_date_fits_its_precision",
                        violation_error_message="Give date and precision together; a month is its first day, a year 1 January.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("anchor_status__isnull", True),
                                ("quote_end__isnull", True),
                                ("quote_exact", ""),
                                ("quote_start__isnull", True),
                                ("snapshot__isnull", True),
                            ),
                            models.Q(
                                models.Q(("quote_exact", ""), _negated=True),
                                ("anchor_status__isnull", False),
                                ("quote_end__isnull", False),
                                ("quote_start__isnull", False),
                                ("snapshot__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="statement_quote_and_place_stand_together",
                        violation_error_message="A quote comes with its snapshot, start and end, or not at all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quote_start__isnull", True),
                            models.Q(
                                ("quote_end__gt", models.F("quote_start")),
                                (
                                    "quote_end",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("quote_start"),
                                        "+",
                                        models.Func(
                                            models.F("quote_exact"),
                                            function="char_length",
                                            output_field=models.IntegerField(),
                                        ),
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="statement_quote_is_as_long_as_its_place",
                        violation_error_message="End minus start must be the length of the quote in code points.",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "speaker", "article", "stance", "snapshot", "quote_start"),
                        name="statement_is_recorded_once_in_its_place",
                        nulls_distinct=False,
                        violation_error_message="This statement of the same claim is already recorded at this place.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rebuttal",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_comment="When this database first held the row.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "Stated: the text says that the one bears on the other"),
                            ("juxtaposed", "Juxtaposed: the text sets the one beside the other"),
                            ("inferred", "Inferred: the curator draws the line"),
                        ],
                        db_comment="stated, juxtaposed or inferred.",
                        default="stated",
                        help_text="Who draws the line: the text, or you?",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        db_comment="Public remark of the curator; empty if none.",
                        db_default="",
                        default="",
                        help_text="Why, in a sentence, where it is not plain. Public.",
                        max_length=500,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("rebuts", "Rebuts: denies the conclusion"),
                            ("undermines", "Undermines: attacks the evidence or the source"),
                            ("undercuts", "Undercuts: attacks the step from evidence to conclusion"),
                            ("qualifies", "Qualifies: grants it within limits"),
                            ("corrects", "Corrects: puts the right fact in place of a wrong one"),
                        ],
                        db_comment="rebuts, undermines, undercuts, qualifies or corrects.",
                        help_text="How it counters.",
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("feasibility", "Feasibility: it cannot be done, or not so"),
                            ("legal", "Legal: law, sanctions or licences stand against it"),
                            ("security", "Security: danger to people or works"),
                            ("diplomatic", "Diplomatic: relations between states stand against it"),
                            ("missing_evidence", "Missing evidence: nothing shows it"),
                            ("contrary_evidence", "Contrary evidence: something shows the opposite"),
                            ("scale", "Scale: too small, too slow or too late to matter"),
                            ("track_record", "Track record: it failed, or they failed, before"),
                            ("motive", "Motive: said for another purpose"),
                            ("overstated", "Overstated: less than is made of it"),
                            ("alternative", "Alternative: something else is likelier or better"),
                            ("self_defeating", "Self-defeating: it would undo its own aim"),
                            ("denial", "Denial: it is simply not so"),
                            ("misquotation", "Misquotation: that is not what was said (statements)"),
                            ("omission", "Omission: leaves out what matters (articles)"),
                            ("shallow", "Shallow: mentions it without going into it (articles)"),
                            ("speculation", "Speculation: builds on what nobody knows (articles)"),
                            ("framing", "Framing: presents it in a misleading light (articles)"),
                            ("fallacy", "Fallacy: reasons wrongly (articles)"),
                            ("wording", "Wording: uses wrong or loaded words (articles)"),
                            ("competence", "Competence: does not understand the matter (articles)"),
                            ("harm", "Harm: does damage (articles)"),
                        ],
                        db_comment="On what grounds; which are allowed depends on the target.",
                        help_text="On what grounds.",
                        max_length=17,
                    ),
                ),
                (
                    "rebuttal_count",
                    models.PositiveIntegerField(
                        db_comment="Distinct counter-claims of public rebuttals of this rebuttal. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "counter_claim",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The statement's claim; NULL where the statement denies the targeted claim itself. Kept by trigger.",
                        editable=False,
                        help_text="What the statement says instead: its claim.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss_made",
                        to="claims.claim",
                    ),
                ),
                (
                    "critic",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The statement's speaker; NULL only until its statement is there. Kept by trigger.",
                        editable=False,
                        help_text="Whose statement it is.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss_made",
                        to="sources.speaker",
                    ),
                ),
                (
                    "target_article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted article; NULL where the target is of another kind.",
                        help_text="A piece of reporting as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="sources.article",
                    ),
                ),
                (
                    "target_claim",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted claim; NULL where the target is of another kind.",
                        help_text="A claim, whoever made it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="claims.claim",
                    ),
                ),
                (
                    "target_rebuttal",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted rebuttal; NULL where the target is of another kind.",
                        help_text="A rebuttal, where what is countered is that it counters.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rebuttals",
                        to="claims.rebuttal",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_comment="The countering statement.",
                        help_text="Who counters, where, in which words; its claim is the counter-claim.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rebuttals_made",
                        to="claims.statement",
                    ),
                ),
                (
                    "target_statement",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted statement; NULL where the target is of another kind.",
                        help_text="One statement alone, such as a misquotation.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rebuttals",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "db_table_comment": "What counters which claim, statement, article or rebuttal, on what grounds.",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["created_at", "id"],
                        name="rebuttal_public_by_created",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["updated_at", "id"],
                        name="rebuttal_public_by_updated",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="rebuttal_status_is_known",
                        violation_error_message="The status is draft, published or withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["curated", "imported", "suggested"])),
                        name="rebuttal_method_is_known",
                        violation_error_message="The method is curated, imported or suggested.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="rebuttal_names_its_recorder",
                        violation_error_message="Say who recorded this, by handle.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                models.Q(("reviewed_by", ""), _negated=True), ("reviewed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="rebuttal_is_reviewed_before_it_is_published",
                        violation_error_message="Only what somebody has reviewed can be published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="rebuttal_is_withdrawn_with_date_and_reason",
                        violation_error_message="A withdrawal has a date and a reason that the public can read.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("target_article__isnull", True),
                                ("target_claim__isnull", False),
                                ("target_rebuttal__isnull", True),
                                ("target_statement__isnull", True),
                            ),
                            models.Q(
                                ("target_article__isnull", True),
                                ("target_claim__isnull", True),
                                ("target_rebuttal__isnull", True),
                                ("target_statement__isnull", False),
                            ),
                            models.Q(
                                ("target_article__isnull", False),
                                ("target_claim__isnull", True),
                                ("target_rebuttal__isnull", True),
                                ("target_statement__isnull", True),
                            ),
                            models.Q(
                                ("target_article__isnull", True),
                                ("target_claim__isnull", True),
                                ("target_rebuttal__isnull", False),
                                ("target_statement__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="rebuttal_has_exactly_one_target",
                        violation_error_message="Choose exactly one target: a claim, a statement, an article or a rebuttal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_statement__isnull", True),
                            models.Q(("target_statement", models.F("statement")), _negated=True),
                            _connector="OR",
                        ),
                        name="rebuttal_never_targets_its_own_statement",
                        violation_error_message="A statement cannot bear on itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["stated", "juxtaposed", "inferred"])),
                        name="rebuttal_basis_is_known",
                        violation_error_message="The basis is stated, juxtaposed or inferred.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["rebuts", "undermines", "undercuts", "qualifies", "corrects"])
                        ),
                        name="rebuttal_relation_is_known",
                        violation_error_message="Choose one of the relations.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "ground__in",
                                    (
                                        "omission",
                                        "missing_evidence",
                                        "shallow",
                                        "speculation",
                                        "framing",
                                        "fallacy",
                                        "wording",
                                        "overstated",
                                        "competence",
                                        "harm",
                                    ),
                                ),
                                ("target_article__isnull", False),
                            ),
                            models.Q(
                                (
                                    "ground__in",
                                    (
                                        "feasibility",
                                        "legal",
                                        "security",
                                        "diplomatic",
                                        "missing_evidence",
                                        "contrary_evidence",
                                        "scale",
                                        "track_record",
                                        "motive",
                                        "overstated",
                                        "alternative",
                                        "self_defeating",
                                        "denial",
                                    ),
                                ),
                                ("target_article__isnull", True),
                            ),
                            models.Q(("ground", "misquotation"), ("target_statement__isnull", False)),
                            _connector="OR",
                        ),
                        name="rebuttal_ground_fits_its_target",
                        violation_error_message="This ground does not fit this kind of target: the codebook lists which do.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_rebuttal__isnull", True),
                            models.Q(("target_rebuttal", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="rebuttal_never_targets_itself",
                        violation_error_message="A rebuttal cannot counter itself.",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "statement",
                            "target_claim",
                            "target_statement",
                            "target_article",
                            "target_rebuttal",
                            "relation",
                            "ground",
                        ),
                        name="rebuttal_is_recorded_once",
                        nulls_distinct=False,
                        violation_error_message="This rebuttal is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RebuttalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "Stated: the text says that the one bears on the other"),
                            ("juxtaposed", "Juxtaposed: the text sets the one beside the other"),
                            ("inferred", "Inferred: the curator draws the line"),
                        ],
                        db_comment="stated, juxtaposed or inferred.",
                        default="stated",
                        help_text="Who draws the line: the text, or you?",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        db_comment="Public remark of the curator; empty if none.",
                        db_default="",
                        default="",
                        help_text="Why, in a sentence, where it is not plain. Public.",
                        max_length=500,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("rebuts", "Rebuts: denies the conclusion"),
                            ("undermines", "Undermines: attacks the evidence or the source"),
                            ("undercuts", "Undercuts: attacks the step from evidence to conclusion"),
                            ("qualifies", "Qualifies: grants it within limits"),
                            ("corrects", "Corrects: puts the right fact in place of a wrong one"),
                        ],
                        db_comment="rebuts, undermines, undercuts, qualifies or corrects.",
                        help_text="How it counters.",
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("feasibility", "Feasibility: it cannot be done, or not so"),
                            ("legal", "Legal: law, sanctions or licences stand against it"),
                            ("security", "Security: danger to people or works"),
                            ("diplomatic", "Diplomatic: relations between states stand against it"),
                            ("missing_evidence", "Missing evidence: nothing shows it"),
                            ("contrary_evidence", "Contrary evidence: something shows the opposite"),
                            ("scale", "Scale: too small, too slow or too late to matter"),
                            ("track_record", "Track record: it failed, or they failed, before"),
                            ("motive", "Motive: said for another purpose"),
                            ("overstated", "Overstated: less than is made of it"),
                            ("alternative", "Alternative: something else is likelier or better"),
                            ("self_defeating", "Self-defeating: it would undo its own aim"),
                            ("denial", "Denial: it is simply not so"),
                            ("misquotation", "Misquotation: that is not what was said (statements)"),
                            ("omission", "Omission: leaves out what matters (articles)"),
                            ("shallow", "Shallow: mentions it without going into it (articles)"),
                            ("speculation", "Speculation: builds on what nobody knows (articles)"),
                            ("framing", "Framing: presents it in a misleading light (articles)"),
                            ("fallacy", "Fallacy: reasons wrongly (articles)"),
                            ("wording", "Wording: uses wrong or loaded words (articles)"),
                            ("competence", "Competence: does not understand the matter (articles)"),
                            ("harm", "Harm: does damage (articles)"),
                        ],
                        db_comment="On what grounds; which are allowed depends on the target.",
                        help_text="On what grounds.",
                        max_length=17,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.rebuttal",
                    ),
                ),
                (
                    "target_article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted article; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="A piece of reporting as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "target_claim",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted claim; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="A claim, whoever made it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "target_rebuttal",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted rebuttal; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="A rebuttal, where what is countered is that it counters.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.rebuttal",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_comment="The countering statement.",
                        db_constraint=False,
                        help_text="Who counters, where, in which words; its claim is the counter-claim.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.statement",
                    ),
                ),
                (
                    "target_statement",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted statement; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="One statement alone, such as a misquotation.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        db_comment="Place in the chain, from 0.",
                        default=0,
                        help_text="Place in the chain, from 0, nearest to the speaker.",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="The article that passed it on.",
                        help_text="An article that passed it on; a stub will do.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relays",
                        to="sources.article",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_comment="The statement that was passed on.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relays",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Articles through which statements reached the article they were read in, in order.",
                "ordering": ["statement", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "article"),
                        name="relay_passes_on_once",
                        violation_error_message="This article already stands in the chain.",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("statement", "position"),
                        name="relay_place_is_taken_once",
                        violation_error_message="Two articles cannot have the same place in the chain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        db_comment="Place in the chain, from 0.",
                        default=0,
                        help_text="Place in the chain, from 0, nearest to the speaker.",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="The article that passed it on.",
                        db_constraint=False,
                        help_text="An article that passed it on; a stub will do.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.relay",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_comment="The statement that was passed on.",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("asserts", "Asserts: says that it is so"),
                            ("denies", "Denies: says that it is not so"),
                            ("questions", "Questions: raises whether it is so"),
                            ("concedes", "Concedes: admits it against their own interest"),
                            ("proposes", "Proposes: wants it to be done"),
                            ("predicts", "Predicts: says that it will be so"),
                        ],
                        db_comment="asserts, denies, questions, concedes, proposes or predicts.",
                        default="asserts",
                        help_text="What the speaker does with the claim.",
                        max_length=9,
                    ),
                ),
                (
                    "role_as_printed",
                    models.CharField(
                        blank=True,
                        db_comment="Role in the article's words; empty if none is printed.",
                        db_default="",
                        default="",
                        help_text="The speaker's role in the article's own words.",
                        max_length=200,
                    ),
                ),
                (
                    "said_on",
                    models.DateField(
                        blank=True,
                        db_comment="First day of when it was said; NULL if not known.",
                        help_text="When it was said, if the text says so. For a month give its first day, for a year 1 January.",
                        null=True,
                    ),
                ),
                (
                    "said_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                        db_comment="year, month or day; NULL with said_on.",
                        help_text="How much of the date is known.",
                        max_length=5,
                        null=True,
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True,
                        db_comment="Where it was said; empty if not known.",
                        db_default="",
                        default="",
                        help_text='Where it was said: "state TV interview".',
                        max_length=200,
                    ),
                ),
                (
                    "fidelity",
                    models.CharField(
                        choices=[
                            (
                                "verbatim",
                                "Verbatim: the speaker's own words, quoted or in the outlet's own voice",
                            ),
                            ("partial_quote", "Partial quote: some own words within the writer's"),
                            ("paraphrase", "Paraphrase: the writer's words for what was said"),
                            ("translation", "Translation: own words from another language"),
                            ("headline", "Headline: title or highlight, shortened"),
                        ],
                        db_comment="verbatim, partial_quote, paraphrase, translation or headline.",
                        help_text="How close the words are to what was said.",
                        max_length=13,
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        choices=[
                            ("explicit", "Explicit: the text names the speaker for it"),
                            ("implicit", "Implicit: the context gives it to the speaker"),
                            ("uncertain", "Uncertain: may be the writer's own voice"),
                        ],
                        db_comment="explicit, implicit or uncertain.",
                        default="explicit",
                        help_text="Is this voice the speaker's or the writer's?",
                        max_length=9,
                    ),
                ),
                (
                    "hedge",
                    models.CharField(
                        blank=True,
                        db_comment="Hedge as printed; empty if there is none.",
                        db_default="",
                        default="",
                        help_text='The hedge as printed: "arguably", "may".',
                        max_length=100,
                    ),
                ),
                (
                    "quote_exact",
                    models.TextField(
                        blank=True,
                        db_comment="Exact words (TextQuoteSelector.exact); empty if none were marked.",
                        db_default="",
                        default="",
                        help_text="The shortest words that decide it, exactly as they stand in the text.",
                        max_length=2000,
                    ),
                ),
                (
                    "quote_start",
                    models.PositiveIntegerField(
                        blank=True,
                        db_comment="Start in code points (TextPositionSelector); NULL without a quote.",
                        help_text="Where the quote starts, in code points from 0.",
                        null=True,
                    ),
                ),
                (
                    "quote_end",
                    models.PositiveIntegerField(
                        blank=True,
                        db_comment="End in code points, exclusive; NULL without a quote.",
                        help_text="Where the quote ends, exclusive.",
                        null=True,
                    ),
                ),
                (
                    "anchor_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exact", "Exact: the words stand at this place"),
                            ("moved", "Moved: the same words at another place"),
                            ("normalised", "Normalised: alike but for spacing or punctuation"),
                            ("changed", "Changed: the words are no longer the same"),
                            ("orphaned", "Orphaned: the words are gone"),
                            ("withheld", "Withheld: the text was taken down"),
                        ],
                        db_comment="exact, moved, normalised, changed, orphaned or withheld; NULL without a quote.",
                        editable=False,
                        help_text="Whether the quoted words still stand at that place.",
                        max_length=10,
                        null=True,
                    ),
                ),
                (
                    "affiliation",
                    models.ForeignKey(
                        blank=True,
                        db_comment="Organization as presented; NULL if none is.",
                        db_constraint=False,
                        help_text="The organization that the speaker belongs to or speaks for, as the article presents it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.speaker",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="Where it was read.",
                        db_constraint=False,
                        help_text="The article that you read it in, not one further up the chain.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_comment="What is said.",
                        db_constraint=False,
                        help_text="What is said. Look for a claim that says the same before you write a new one.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.statement",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        blank=True,
                        db_comment="Text that the quote stands in; NULL without a quote. Of the same article, by composite foreign key.",
                        db_constraint=False,
                        help_text="The captured text that the quote was marked on.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.snapshot",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Whose stance it is.",
                        db_constraint=False,
                        help_text="Whose stance it is. The outlet, where it argues in its own voice.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_comment="When this database first held the row.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "Stated: the text says that the one bears on the other"),
                            ("juxtaposed", "Juxtaposed: the text sets the one beside the other"),
                            ("inferred", "Inferred: the curator draws the line"),
                        ],
                        db_comment="stated, juxtaposed or inferred.",
                        default="stated",
                        help_text="Who draws the line: the text, or you?",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        db_comment="Public remark of the curator; empty if none.",
                        db_default="",
                        default="",
                        help_text="Why, in a sentence, where it is not plain. Public.",
                        max_length=500,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("corroborates", "Corroborates: brings evidence for it"),
                            ("endorses", "Endorses: takes its side"),
                            ("praises", "Praises: says that it is well done"),
                        ],
                        db_comment="corroborates, endorses or praises.",
                        help_text="How it supports.",
                        max_length=12,
                    ),
                ),
                (
                    "counter_claim",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The statement's claim; NULL where the statement denies the targeted claim itself. Kept by trigger.",
                        editable=False,
                        help_text="What the statement says instead: its claim.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss_made",
                        to="claims.claim",
                    ),
                ),
                (
                    "critic",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The statement's speaker; NULL only until its statement is there. Kept by trigger.",
                        editable=False,
                        help_text="Whose statement it is.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss_made",
                        to="sources.speaker",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_comment="The supporting statement.",
                        help_text="Who supports, where, in which words.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports_made",
                        to="claims.statement",
                    ),
                ),
                (
                    "target_article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted article; NULL where the target is of another kind.",
                        help_text="A piece of reporting as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="sources.article",
                    ),
                ),
                (
                    "target_claim",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted claim; NULL where the target is of another kind.",
                        help_text="A claim, whoever made it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="claims.claim",
                    ),
                ),
                (
                    "target_rebuttal",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted rebuttal; NULL where the target is of another kind.",
                        help_text="A rebuttal.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="claims.rebuttal",
                    ),
                ),
                (
                    "target_statement",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted statement; NULL where the target is of another kind.",
                        help_text="One statement alone.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "db_table_comment": "What speaks in favour of which claim, statement, article or rebuttal.",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["created_at", "id"],
                        name="support_public_by_created",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["updated_at", "id"],
                        name="support_public_by_updated",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="support_status_is_known",
                        violation_error_message="The status is draft, published or withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["curated", "imported", "suggested"])),
                        name="support_method_is_known",
                        violation_error_message="The method is curated, imported or suggested.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="support_names_its_recorder",
                        violation_error_message="Say who recorded this, by handle.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                models.Q(("reviewed_by", ""), _negated=True), ("reviewed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="support_is_reviewed_before_it_is_published",
                        violation_error_message="Only what somebody has reviewed can be published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="support_is_withdrawn_with_date_and_reason",
                        violation_error_message="A withdrawal has a date and a reason that the public can read.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("target_article__isnull", True),
                                ("target_claim__isnull", False),
                                ("target_rebuttal__isnull", True),
                                ("target_statement__isnull", True),
                            ),
                            models.Q(
                                ("target_article__isnull", True),
                                ("target_claim__isnull", True),
                                ("target_rebuttal__isnull", True),
                                ("target_statement__isnull", False),
                            ),
                            models.Q(
                                ("target_article__isnull", False),
                                ("target_claim__isnull", True),
                                ("target_rebuttal__isnull", True),
                                ("target_statement__isnull", True),
                            ),
                            models.Q(
                                ("target_article__isnull", True),
                                ("target_claim__isnull", True),
                                ("target_rebuttal__isnull", False),
                                ("target_statement__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="support_has_exactly_one_target",
                        violation_error_message="Choose exactly one target: a claim, a statement, an article or a rebuttal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_statement__isnull", True),
                            models.Q(("target_statement", models.F("statement")), _negated=True),
                            _connector="OR",
                        ),
                        name="support_never_targets_its_own_statement",
                        violation_error_message="A statement cannot bear on itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["stated", "juxtaposed", "inferred"])),
                        name="support_basis_is_known",
                        violation_error_message="The basis is stated, juxtaposed or inferred.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["corroborates", "endorses", "praises"])),
                        name="support_relation_is_known",
                        violation_error_message="The relation is corroborates, endorses or praises.",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "statement",
                            "target_claim",
                            "target_statement",
                            "target_article",
                            "target_rebuttal",
                            "relation",
                        ),
                        name="support_is_recorded_once",
                        nulls_distinct=False,
                        violation_error_message="This support is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        db_comment="UUIDv7 (RFC 9562): sortable by time, may be minted by a client.",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        db_comment="The row's own state of review; whether it may be seen is is_public.",
                        db_default="draft",
                        default="draft",
                        editable=False,
                        help_text="Drafts are seen by staff alone. What was public can be withdrawn, never made a draft again.",
                        max_length=9,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("curated", "Curated: a person read the words"),
                            ("imported", "Imported from another data set"),
                            ("suggested", "Suggested by a program, accepted by a person"),
                        ],
                        db_comment="How the row came to be: curated, imported or suggested.",
                        db_default="curated",
                        default="curated",
                        help_text="How this row came to be.",
                        max_length=9,
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(
                        db_comment="Handle of whoever recorded the row; never a login name.",
                        editable=False,
                        help_text="Public handle of whoever recorded it.",
                        max_length=40,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="When a curator recorded the row; earlier than created_at where it was loaded from a file.",
                        default=django.utils.timezone.now,
                        editable=False,
                        help_text="When it was recorded.",
                    ),
                ),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        db_comment="Handle of the reviewer; empty until reviewed.",
                        default="",
                        editable=False,
                        help_text="Public handle of whoever reviewed it.",
                        max_length=40,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL until reviewed.",
                        editable=False,
                        help_text="When it was reviewed.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="NULL unless withdrawn by itself (not through what it rests on).",
                        editable=False,
                        help_text="When it was withdrawn.",
                        null=True,
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True,
                        db_comment="Public reason of the withdrawal; empty unless withdrawn.",
                        default="",
                        editable=False,
                        help_text="Why it was withdrawn. The public reads this.",
                        max_length=300,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether the public may see the row: its own status and all that it rests on. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Published, and so is everything that it rests on.",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row first became public; NULL if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When the row ceased to be public; NULL while it is, or if it never was. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("stated", "Stated: the text says that the one bears on the other"),
                            ("juxtaposed", "Juxtaposed: the text sets the one beside the other"),
                            ("inferred", "Inferred: the curator draws the line"),
                        ],
                        db_comment="stated, juxtaposed or inferred.",
                        default="stated",
                        help_text="Who draws the line: the text, or you?",
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        db_comment="Public remark of the curator; empty if none.",
                        db_default="",
                        default="",
                        help_text="Why, in a sentence, where it is not plain. Public.",
                        max_length=500,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("corroborates", "Corroborates: brings evidence for it"),
                            ("endorses", "Endorses: takes its side"),
                            ("praises", "Praises: says that it is well done"),
                        ],
                        db_comment="corroborates, endorses or praises.",
                        help_text="How it supports.",
                        max_length=12,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.support",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_comment="The supporting statement.",
                        db_constraint=False,
                        help_text="Who supports, where, in which words.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.statement",
                    ),
                ),
                (
                    "target_article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted article; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="A piece of reporting as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "target_claim",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted claim; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="A claim, whoever made it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "target_rebuttal",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted rebuttal; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="A rebuttal.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.rebuttal",
                    ),
                ),
                (
                    "target_statement",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The targeted statement; NULL where the target is of another kind.",
                        db_constraint=False,
                        help_text="One statement alone.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_comment="When this database first held the row.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_comment="When anything shown of the row last changed, counters included. Kept by trigger.",
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        db_comment="Name in URLs; former ones are in claims_topicslug.",
                        help_text="Short name in addresses: lower-case letters, digits, hyphens. An old one keeps redirecting.",
                        max_length=100,
                        unique=True,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="Usual name in English.",
                        help_text="The usual name in English.",
                        max_length=200,
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        db_comment="Wikidata item id; empty if not looked up.",
                        db_default="",
                        default="",
                        help_text="Wikidata item. Leave empty rather than guess.",
                        max_length=20,
                    ),
                ),
                (
                    "public_uses",
                    models.PositiveIntegerField(
                        db_comment="Public claims and narrower topics. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "claim_count",
                    models.PositiveIntegerField(
                        db_comment="Public claims on this very topic, without narrower ones. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether a public claim uses it. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When first public; NULL if never. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When it ceased to be public; NULL while it is. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_comment="Search vector of the name.",
                        db_persist=True,
                        expression=models.Func(
                            models.Value("en"),
                            models.F("name"),
                            function="ree_search_vector",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The next wider topic; NULL for a topic at the top.",
                        help_text="The next wider topic; a filter on that one finds this one too.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Subjects of claims, in a tree.",
                "ordering": ["name", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="topic_search"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["slug"], name="topic_slug_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="topic_name_trigram", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="topic_slug_is_lower_case_words",
                        violation_error_message="A slug has lower-case letters and digits, joined by single hyphens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="topic_has_a_name",
                        violation_error_message="A topic has a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wikidata__regex", "^Q[1-9][0-9]*$"), ("wikidata", ""), _connector="OR"
                        ),
                        name="topic_wikidata_is_an_item",
                        violation_error_message="A Wikidata item looks like Q7747.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("broader__isnull", True),
                            models.Q(("broader", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="topic_is_not_broader_than_itself",
                        violation_error_message="A topic cannot be broader than itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_comment="The claim.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_links",
                        to="claims.claim",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_comment="The topic.",
                        help_text="The narrowest topic that fits.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim_links",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Topics of claims.",
                "ordering": ["claim", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "topic"),
                        name="claimtopic_is_given_once",
                        violation_error_message="The claim already has this topic.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimTopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_comment="The claim.",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.claimtopic",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_comment="The topic.",
                        db_constraint=False,
                        help_text="The narrowest topic that fits.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(
                        db_comment="Goes up by one with each change of the row's own columns, never for a counter. Kept by trigger.",
                        db_default=1,
                        default=1,
                        editable=False,
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        db_comment="Name in URLs; former ones are in claims_topicslug.",
                        db_index=False,
                        help_text="Short name in addresses: lower-case letters, digits, hyphens. An old one keeps redirecting.",
                        max_length=100,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="Usual name in English.",
                        help_text="The usual name in English.",
                        max_length=200,
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        db_comment="Wikidata item id; empty if not looked up.",
                        db_default="",
                        default="",
                        help_text="Wikidata item. Leave empty rather than guess.",
                        max_length=20,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether a public claim uses it. Kept by trigger.",
                        db_default=False,
                        default=False,
                        editable=False,
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When first public; NULL if never. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "unpublished_at",
                    models.DateTimeField(
                        blank=True,
                        db_comment="When it ceased to be public; NULL while it is. Kept by trigger.",
                        editable=False,
                        null=True,
                    ),
                ),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The next wider topic; NULL for a topic at the top.",
                        db_constraint=False,
                        help_text="The next wider topic; a filter on that one finds this one too.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.topic",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TopicSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(db_comment="The former slug.", max_length=100, unique=True)),
                (
                    "topic",
                    models.ForeignKey(
                        db_comment="The topic that had it.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Former slugs of topics, kept as redirects.",
                "ordering": ["slug", "id"],
            },
        ),
        migrations.CreateModel(
            name="ArticleGate",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("sources.article",),
        ),
        migrations.CreateModel(
            name="SnapshotGate",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("sources.snapshot",),
        ),
        migrations.AddField(
            model_name="statement",
            name="via",
            field=models.ManyToManyField(
                blank=True,
                help_text="The articles through which it reached this one, the first first.",
                related_name="relayed",
                through="claims.Relay",
                to="sources.article",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                help_text="The narrowest topics that fit.",
                related_name="claims",
                through="claims.ClaimTopic",
                to="claims.topic",
            ),
        ),
    ]
