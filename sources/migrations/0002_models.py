import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import sources.identifiers
import sources.models.snapshots
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sources", "0001_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
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
                    "title",
                    models.CharField(
                        blank=True,
                        db_comment="Title as printed; empty if there is none or it is not known.",
                        db_default="",
                        default="",
                        help_text="As printed. Leave empty if there is none.",
                        max_length=500,
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        db_comment="Address of the original; empty if not known.",
                        db_default="",
                        default="",
                        help_text="Address of the original; empty if not known.",
                        max_length=2000,
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True,
                        db_comment="Date of publication; NULL if not printed.",
                        help_text="Date of publication as printed. Never guess it.",
                        null=True,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        db_comment="BCP 47 language tag.",
                        db_default="en",
                        default="en",
                        help_text="Language of the article, like en or pt-BR.",
                        max_length=35,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report: tells what happened or was said"),
                            ("commentary", "Commentary: weighs what others reported"),
                            ("opinion", "Opinion: argues a view of its own"),
                            ("interview", "Interview: questions and answers"),
                            ("press_release", "Press release: a party about itself"),
                            ("broadcast", "Broadcast: television or radio"),
                            ("transcript", "Transcript: spoken words in full"),
                        ],
                        db_comment="report, commentary, opinion, interview, press_release, broadcast or transcript.",
                        default="report",
                        help_text="What sort of publication it is.",
                        max_length=13,
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_comment="Search vector of the title.",
                        db_persist=True,
                        expression=models.Func(
                            models.F("language"),
                            models.F("title"),
                            function="ree_search_vector",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "syndicated_from",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The article that this one reprints; NULL if it is an original.",
                        help_text="The article that this one reprints, such as an agency's.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="syndicated_to",
                        to="sources.article",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Publications in which statements were read, and those they rest on (stubs).",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish"),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="article_search"),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["created_at", "id"],
                        name="article_public_by_created",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["updated_at", "id"],
                        name="article_public_by_updated",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["published_on", "id"],
                        name="article_public_by_date",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "withdrawn"])),
                        name="article_status_is_known",
                        violation_error_message="The status is draft, published or withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["curated", "imported", "suggested"])),
                        name="article_method_is_known",
                        violation_error_message="The method is curated, imported or suggested.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recorded_by", ""), _negated=True),
                        name="article_names_its_recorder",
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
                        name="article_is_reviewed_before_it_is_published",
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
                        name="article_is_withdrawn_with_date_and_reason",
                        violation_error_message="A withdrawal has a date and a reason that the public can read.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "report",
                                    "commentary",
                                    "opinion",
                                    "interview",
                                    "press_release",
                                    "broadcast",
                                    "transcript",
                                ],
                            )
                        ),
                        name="article_kind_is_known",
                        violation_error_message="Choose one of the kinds of article.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                        name="article_language_is_a_tag",
                        violation_error_message="A language is a BCP 47 tag, like en or pt-BR.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("url", ""), _negated=True),
                        fields=("url",),
                        name="article_url_is_unique",
                        violation_error_message="An article with this address is already here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("syndicated_from__isnull", True),
                            models.Q(("syndicated_from", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="article_is_not_its_own_source",
                        violation_error_message="An article cannot reprint itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
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
                        db_comment="UUIDv7 (RFC 9562).",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("reviews", "Reviews: judges the other piece"),
                            ("reports", "Reports: retells what the other piece says"),
                            ("quotes", "Quotes: takes words from the other piece"),
                            ("syndicates", "Syndicates: reprints the other piece"),
                            ("links", "Links: points to the other piece"),
                        ],
                        db_comment="reviews, reports, quotes, syndicates or links.",
                        help_text="What the one does with the other.",
                        max_length=10,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="The citing article.",
                        help_text="The article that speaks of another.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="sources.article",
                    ),
                ),
                (
                    "cited",
                    models.ForeignKey(
                        db_comment="The cited article.",
                        help_text="The article that is spoken of; a stub will do.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_by",
                        to="sources.article",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Which article speaks of which, and how.",
                "ordering": ["article", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["reviews", "reports", "quotes", "syndicates", "links"])
                        ),
                        name="citation_relation_is_known",
                        violation_error_message="The relation is reviews, reports, quotes, syndicates or links.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", models.F("cited")), _negated=True),
                        name="citation_is_of_another_article",
                        violation_error_message="An article cannot cite itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("article", "cited", "relation"),
                        name="citation_is_recorded_once",
                        violation_error_message="This citation is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
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
                        db_comment="UUIDv7 (RFC 9562).",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("reviews", "Reviews: judges the other piece"),
                            ("reports", "Reports: retells what the other piece says"),
                            ("quotes", "Quotes: takes words from the other piece"),
                            ("syndicates", "Syndicates: reprints the other piece"),
                            ("links", "Links: points to the other piece"),
                        ],
                        db_comment="reviews, reports, quotes, syndicates or links.",
                        help_text="What the one does with the other.",
                        max_length=10,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="The citing article.",
                        db_constraint=False,
                        help_text="The article that speaks of another.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "cited",
                    models.ForeignKey(
                        db_comment="The cited article.",
                        db_constraint=False,
                        help_text="The article that is spoken of; a stub will do.",
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
                        to="sources.citation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Curator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "handle",
                    models.CharField(
                        db_comment="Public name of the account, shown in provenance.",
                        help_text="Public name: lower-case words joined by hyphens, like curator-3.",
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        db_comment="The account.",
                        help_text="The account.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="curator",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table_comment": "Public handles of accounts.",
                "ordering": ["handle", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("handle__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="curator_handle_is_lower_case_words",
                        violation_error_message="A handle has lower-case letters and digits, joined by single hyphens.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
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
                        db_comment="UUIDv7 (RFC 9562).",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        db_comment="Canonical text; NULL where it was never held or was taken down. Never public.",
                        help_text="The canonical text, title and highlights included. Private.",
                        null=True,
                    ),
                ),
                (
                    "text_state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("never_held", "Never held: known by hash and length alone"),
                            ("taken_down", "Taken down for good"),
                        ],
                        db_comment="held, never_held (may be filled once, by a text of this hash) or taken_down (for good).",
                        help_text="Whether the text is here.",
                        max_length=10,
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        db_comment="Hex SHA-256 of the canonical text in UTF-8.",
                        help_text="Hash of the canonical text.",
                        max_length=64,
                    ),
                ),
                (
                    "length",
                    models.PositiveIntegerField(
                        db_comment="Length of the text in Unicode code points.",
                        help_text="Length of the canonical text in code points.",
                    ),
                ),
                (
                    "canonical_version",
                    models.PositiveSmallIntegerField(
                        db_comment="Version of sources.canonical that produced the text.",
                        help_text="Version of the rule that made the text canonical.",
                    ),
                ),
                (
                    "highlights",
                    models.JSONField(
                        blank=True,
                        db_comment="Ranges [[start, end], …] of the highlights, in code points, end exclusive.",
                        db_default=[],
                        default=list,
                        help_text="Where the highlights stand: [[start, end], …] in code points, end exclusive.",
                    ),
                ),
                (
                    "captured_at",
                    models.DateTimeField(
                        db_comment="When the page was read.",
                        default=django.utils.timezone.now,
                        help_text="When the page was read.",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        db_comment="How it was captured.",
                        default="manual",
                        help_text="How it was captured: manual, or the program and its version.",
                        max_length=40,
                    ),
                ),
                (
                    "captured_by",
                    models.CharField(
                        db_comment="Handle of whoever captured it.",
                        help_text="Public handle of whoever captured it.",
                        max_length=40,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="Whose text it is.",
                        help_text="Whose text it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="sources.article",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Texts of articles as captured: immutable, private, known by hash.",
                "ordering": ["article", "-captured_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text__isnull", False), ("text_state", "held")),
                            models.Q(
                                ("text__isnull", True), ("text_state__in", ["never_held", "taken_down"])
                            ),
                            _connector="OR",
                        ),
                        name="snapshot_state_says_whether_text_is_held",
                        violation_error_message="A text that is held is here; one that is not, is not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("text__isnull", True),
                            models.Q(
                                ("length", sources.models.snapshots.CodePoints(models.F("text"))),
                                ("sha256", sources.models.snapshots.Sha256(models.F("text"))),
                            ),
                            _connector="OR",
                        ),
                        name="snapshot_hash_and_length_are_of_its_text",
                        violation_error_message="Hash and length must be those of the text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="snapshot_hash_is_sha256",
                        violation_error_message="A hash is 64 hexadecimal digits, in lower case.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("length__gt", 0)),
                        name="snapshot_has_a_text",
                        violation_error_message="The text is empty.",
                    ),
                    models.UniqueConstraint(
                        fields=("article", "sha256"),
                        name="snapshot_is_captured_once",
                        violation_error_message="This very text of the article is already here.",
                    ),
                    models.UniqueConstraint(
                        fields=("id", "article"),
                        name="snapshot_of_its_article",
                        violation_error_message="A snapshot is of one article.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotEvent",
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
                        db_comment="UUIDv7 (RFC 9562).",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "text_state",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("never_held", "Never held: known by hash and length alone"),
                            ("taken_down", "Taken down for good"),
                        ],
                        db_comment="held, never_held (may be filled once, by a text of this hash) or taken_down (for good).",
                        help_text="Whether the text is here.",
                        max_length=10,
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        db_comment="Hex SHA-256 of the canonical text in UTF-8.",
                        help_text="Hash of the canonical text.",
                        max_length=64,
                    ),
                ),
                (
                    "length",
                    models.PositiveIntegerField(
                        db_comment="Length of the text in Unicode code points.",
                        help_text="Length of the canonical text in code points.",
                    ),
                ),
                (
                    "canonical_version",
                    models.PositiveSmallIntegerField(
                        db_comment="Version of sources.canonical that produced the text.",
                        help_text="Version of the rule that made the text canonical.",
                    ),
                ),
                (
                    "highlights",
                    models.JSONField(
                        blank=True,
                        db_comment="Ranges [[start, end], …] of the highlights, in code points, end exclusive.",
                        db_default=[],
                        default=list,
                        help_text="Where the highlights stand: [[start, end], …] in code points, end exclusive.",
                    ),
                ),
                (
                    "captured_at",
                    models.DateTimeField(
                        db_comment="When the page was read.",
                        default=django.utils.timezone.now,
                        help_text="When the page was read.",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        db_comment="How it was captured.",
                        default="manual",
                        help_text="How it was captured: manual, or the program and its version.",
                        max_length=40,
                    ),
                ),
                (
                    "captured_by",
                    models.CharField(
                        db_comment="Handle of whoever captured it.",
                        help_text="Public handle of whoever captured it.",
                        max_length=40,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="Whose text it is.",
                        db_constraint=False,
                        help_text="Whose text it is.",
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
                        to="sources.snapshot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Speaker",
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
                        db_comment="Name in URLs; former ones are in sources_speakerslug.",
                        help_text="Short name in addresses: lower-case letters, digits, hyphens. An old one keeps redirecting.",
                        max_length=100,
                        unique=True,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="Usual full name in English.",
                        help_text="The usual full name in English.",
                        max_length=200,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organization", "Organization (company, ministry, state, party)"),
                            ("publication", "Publication (newspaper, broadcaster, site)"),
                            ("group", "Group (people who are named only together)"),
                        ],
                        db_comment="person, organization, publication or group.",
                        help_text='A state that speaks as one ("Russia") is an organization.',
                        max_length=12,
                    ),
                ),
                (
                    "named",
                    models.BooleanField(
                        db_comment="False for a group that has no identity outside one article.",
                        db_default=True,
                        default=True,
                        help_text='Untick for "critics" or "officials": such a group belongs to one article.',
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        db_comment="Other names and spellings.",
                        db_default=[],
                        default=list,
                        help_text="Other names and spellings, separated by commas; search finds them.",
                        size=None,
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        db_comment="Home page; empty if none is known.",
                        db_default="",
                        default="",
                        help_text="Home page, if any.",
                        max_length=500,
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        db_comment="Wikidata item id; empty if not looked up.",
                        db_default="",
                        default="",
                        help_text="Wikidata item, like Q7747. Leave empty rather than guess.",
                        max_length=20,
                    ),
                ),
                (
                    "public_uses",
                    models.PositiveIntegerField(
                        db_comment="Public rows that name this speaker (statements, articles). Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "claim_count",
                    models.PositiveIntegerField(
                        db_comment="Public claims on which this speaker has a public statement. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "rebuttal_count",
                    models.PositiveIntegerField(
                        db_comment="Public rebuttals that this speaker made, as critic. Kept by trigger.",
                        db_default=0,
                        default=0,
                        editable=False,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether a public row uses it and it was not merged. Kept by trigger.",
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
                        db_comment="Search vector of name and aliases.",
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            models.F("aliases"),
                            function="ree_names_vector",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The article an unnamed group belongs to; NULL for everybody with an identity of their own.",
                        help_text="For an unnamed group alone: the article that it speaks in.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unnamed_groups",
                        to="sources.article",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The speaker that this one turned out to be; NULL unless merged.",
                        editable=False,
                        help_text="The speaker that this one turned out to be.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Anyone who is on record: claimants, critics, authors, publishers.",
                "ordering": ["name", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="speaker_search"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["slug"], name="speaker_slug_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name"], name="speaker_name_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["name", "id"],
                        name="speaker_public_by_name",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["claim_count", "id"],
                        name="speaker_public_by_claims",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["rebuttal_count", "id"],
                        name="speaker_public_by_rebuttals",
                    ),
                    models.Index(
                        condition=models.Q(("is_public", True)),
                        fields=["updated_at", "id"],
                        name="speaker_public_by_updated",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "organization", "publication", "group"])),
                        name="speaker_kind_is_known",
                        violation_error_message="The kind is person, organization, publication or group.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="speaker_slug_is_lower_case_words",
                        violation_error_message="A slug has lower-case letters and digits, joined by single hyphens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="speaker_has_a_name",
                        violation_error_message="A speaker has a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wikidata__regex", "^Q[1-9][0-9]*$"), ("wikidata", ""), _connector="OR"
                        ),
                        name="speaker_wikidata_is_an_item",
                        violation_error_message="A Wikidata item looks like Q7747.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("wikidata", ""), _negated=True), ("merged_into__isnull", True)
                        ),
                        fields=("wikidata",),
                        name="speaker_wikidata_is_unique",
                        violation_error_message="Another speaker has this Wikidata item: are they the same?",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", True), ("named", True)),
                            models.Q(("article__isnull", False), ("kind", "group"), ("named", False)),
                            _connector="OR",
                        ),
                        name="speaker_unnamed_is_a_group_of_one_article",
                        violation_error_message="An unnamed speaker is a group and belongs to one article; a named one to none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="speaker_is_not_merged_into_itself",
                        violation_error_message="A speaker cannot be merged into itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
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
                        db_comment="UUIDv7 (RFC 9562).",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        db_comment="Role in a few words.",
                        help_text='The role in a few words: "owner", "chief executive officer".',
                        max_length=200,
                    ),
                ),
                (
                    "start_date",
                    models.DateField(
                        blank=True,
                        db_comment="First day; NULL if not known.",
                        help_text="First day, if known.",
                        null=True,
                    ),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        db_comment="Last day; NULL while it lasts or if not known.",
                        help_text="Last day; empty while it lasts or if not known.",
                        null=True,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_comment="What they belong to.",
                        help_text="What they belong to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="sources.speaker",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Who belongs.",
                        help_text="The person (or organization) that belongs.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Roles of speakers in organizations, with their dates.",
                "ordering": ["speaker", "start_date", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("start_date__lte", models.F("end_date")),
                            _connector="OR",
                        ),
                        name="affiliation_starts_before_it_ends",
                        violation_error_message="An affiliation cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("speaker", models.F("organization")), _negated=True),
                        name="affiliation_is_with_somebody_else",
                        violation_error_message="Nobody is affiliated with themselves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role", ""), _negated=True),
                        name="affiliation_has_a_role",
                        violation_error_message="Say which role.",
                    ),
                    models.UniqueConstraint(
                        fields=("speaker", "organization", "role", "start_date"),
                        name="affiliation_is_recorded_once",
                        nulls_distinct=False,
                        violation_error_message="This affiliation is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleAuthor",
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
                        db_comment="Place in the byline, from 0.",
                        default=0,
                        help_text="Place in the byline, from 0.",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="The article.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bylines",
                        to="sources.article",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Who wrote it.",
                        help_text="Who wrote it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bylines",
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Bylines: the authors of articles, in order.",
                "ordering": ["article", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "speaker"),
                        name="articleauthor_is_named_once",
                        violation_error_message="This author already stands in the byline.",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("article", "position"),
                        name="articleauthor_place_is_taken_once",
                        violation_error_message="Two authors cannot have the same place in the byline.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleEvent",
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
                    "title",
                    models.CharField(
                        blank=True,
                        db_comment="Title as printed; empty if there is none or it is not known.",
                        db_default="",
                        default="",
                        help_text="As printed. Leave empty if there is none.",
                        max_length=500,
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        db_comment="Address of the original; empty if not known.",
                        db_default="",
                        default="",
                        help_text="Address of the original; empty if not known.",
                        max_length=2000,
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True,
                        db_comment="Date of publication; NULL if not printed.",
                        help_text="Date of publication as printed. Never guess it.",
                        null=True,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        db_comment="BCP 47 language tag.",
                        db_default="en",
                        default="en",
                        help_text="Language of the article, like en or pt-BR.",
                        max_length=35,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report: tells what happened or was said"),
                            ("commentary", "Commentary: weighs what others reported"),
                            ("opinion", "Opinion: argues a view of its own"),
                            ("interview", "Interview: questions and answers"),
                            ("press_release", "Press release: a party about itself"),
                            ("broadcast", "Broadcast: television or radio"),
                            ("transcript", "Transcript: spoken words in full"),
                        ],
                        db_comment="report, commentary, opinion, interview, press_release, broadcast or transcript.",
                        default="report",
                        help_text="What sort of publication it is.",
                        max_length=13,
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
                        to="sources.article",
                    ),
                ),
                (
                    "syndicated_from",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The article that this one reprints; NULL if it is an original.",
                        db_constraint=False,
                        help_text="The article that this one reprints, such as an agency's.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The outlet; NULL if not known.",
                        db_constraint=False,
                        help_text="The outlet. Where it argues in its own voice, it is also the speaker.",
                        null=True,
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
            name="ArticleAuthorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        db_comment="Place in the byline, from 0.",
                        default=0,
                        help_text="Place in the byline, from 0.",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_comment="The article.",
                        db_constraint=False,
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
                        to="sources.articleauthor",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Who wrote it.",
                        db_constraint=False,
                        help_text="Who wrote it.",
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
            name="AffiliationEvent",
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
                        db_comment="UUIDv7 (RFC 9562).",
                        default=sources.identifiers.uuid7,
                        editable=False,
                        serialize=False,
                        validators=[sources.identifiers.validate_uuid7],
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        db_comment="Role in a few words.",
                        help_text='The role in a few words: "owner", "chief executive officer".',
                        max_length=200,
                    ),
                ),
                (
                    "start_date",
                    models.DateField(
                        blank=True,
                        db_comment="First day; NULL if not known.",
                        help_text="First day, if known.",
                        null=True,
                    ),
                ),
                (
                    "end_date",
                    models.DateField(
                        blank=True,
                        db_comment="Last day; NULL while it lasts or if not known.",
                        help_text="Last day; empty while it lasts or if not known.",
                        null=True,
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
                        to="sources.affiliation",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        db_comment="What they belong to.",
                        db_constraint=False,
                        help_text="What they belong to.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.speaker",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Who belongs.",
                        db_constraint=False,
                        help_text="The person (or organization) that belongs.",
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
            name="SpeakerEvent",
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
                        db_comment="Name in URLs; former ones are in sources_speakerslug.",
                        db_index=False,
                        help_text="Short name in addresses: lower-case letters, digits, hyphens. An old one keeps redirecting.",
                        max_length=100,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        db_comment="Usual full name in English.",
                        help_text="The usual full name in English.",
                        max_length=200,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organization", "Organization (company, ministry, state, party)"),
                            ("publication", "Publication (newspaper, broadcaster, site)"),
                            ("group", "Group (people who are named only together)"),
                        ],
                        db_comment="person, organization, publication or group.",
                        help_text='A state that speaks as one ("Russia") is an organization.',
                        max_length=12,
                    ),
                ),
                (
                    "named",
                    models.BooleanField(
                        db_comment="False for a group that has no identity outside one article.",
                        db_default=True,
                        default=True,
                        help_text='Untick for "critics" or "officials": such a group belongs to one article.',
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        db_comment="Other names and spellings.",
                        db_default=[],
                        default=list,
                        help_text="Other names and spellings, separated by commas; search finds them.",
                        size=None,
                    ),
                ),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        db_comment="Home page; empty if none is known.",
                        db_default="",
                        default="",
                        help_text="Home page, if any.",
                        max_length=500,
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        db_comment="Wikidata item id; empty if not looked up.",
                        db_default="",
                        default="",
                        help_text="Wikidata item, like Q7747. Leave empty rather than guess.",
                        max_length=20,
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        db_comment="Whether a public row uses it and it was not merged. Kept by trigger.",
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
                    "article",
                    models.ForeignKey(
                        blank=True,
                        db_comment="The article an unnamed group belongs to; NULL for everybody with an identity of their own.",
                        db_constraint=False,
                        help_text="For an unnamed group alone: the article that it speaks in.",
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
                        db_comment="The speaker that this one turned out to be; NULL unless merged.",
                        db_constraint=False,
                        editable=False,
                        help_text="The speaker that this one turned out to be.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="sources.speaker",
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
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpeakerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(db_comment="The former slug.", max_length=100, unique=True)),
                (
                    "speaker",
                    models.ForeignKey(
                        db_comment="Who had it.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="sources.speaker",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Former slugs of speakers, kept as redirects.",
                "ordering": ["slug", "id"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="authors",
            field=models.ManyToManyField(
                blank=True,
                help_text="In the order of the byline; empty if there is none.",
                related_name="articles_written",
                through="sources.ArticleAuthor",
                to="sources.speaker",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                db_comment="The outlet; NULL if not known.",
                help_text="The outlet. Where it argues in its own voice, it is also the speaker.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles_published",
                to="sources.speaker",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("is_public", True)),
                fields=["publisher", "created_at", "id"],
                name="article_public_of_publisher",
            ),
        ),
    ]
