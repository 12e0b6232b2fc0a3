"""Rules about the code itself: which way imports run, what every model says of itself, what every table refuses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(p for room in ("reeapi", "sources", "claims") for p in (ROOT / room).rglob("*.py"))
# Each layer with those it may import from; the roof (the rest of `reeapi`) may name everybody.
MAY_IMPORT = {
    "reeapi.api": {"reeapi.api"},
    "sources": {"sources", "reeapi.api"},
    "claims": {"claims", "sources", "reeapi.api"},
    "reeapi": {"reeapi", "claims", "sources", "reeapi.api"},
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "misc", "shared"}

MODELS = [
    model
    for app in ("sources", "claims")
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
]
TABLES = [model for model in MODELS if not model._meta.proxy]
OURS = [model for model in TABLES if not hasattr(model, "pgh_tracked_model")]
WITHOUT_HISTORY = {
    "Change": "is itself a record of what happened, written by triggers alone",
    "ClaimEntry": "repeats what other tables say, written by triggers alone",
    "Mark": "is a number that grows",
    "SpeakerSlug": "written by the trigger of Speaker, whose history has the slugs",
    "TopicSlug": "written by the trigger of Topic, whose history has the slugs",
    "Token": "making and revoking one is in the admin's log; what was done with it is in the history of that",
    "Curator": "whose account a handle is must be forgotten with the account",
}


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def layer_of(module: str) -> str | None:
    """The layer of a module of ours; None for other people's."""
    return next((name for name in MAY_IMPORT if module == name or module.startswith(f"{name}.")), None)


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of each import in a file, wherever it stands, relative ones made absolute."""
    package = module_of(file).split(".")
    if file.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield node.lineno, origin
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def forbidden(files: list[Path], is_forbidden) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{line} imports {module}"
        for file in files
        for line, module in imports(file)
        if is_forbidden(file, module)
    ]


def test_imports_run_one_way():
    def upwards(file: Path, module: str) -> bool:
        layer, other = layer_of(module_of(file)), layer_of(module)
        return other is not None and module != "reeapi" and other not in MAY_IMPORT[layer]

    assert forbidden(FILES, upwards) == []


def test_the_admin_never_imports_the_api():
    admin = [f for f in FILES if {"admin", "desk"} & {*module_of(f).split(".")[1:2]}]
    api = ("reeapi.api", "rest_framework", "django_filters", "drf_spectacular")
    shown = {f"{app}.{name}" for app in ("sources", "claims") for name in ("views", "serializers", "filters")}
    assert forbidden(admin, lambda _, module: module.startswith(api) or module in shown) == []


def test_models_know_nothing_of_how_they_are_shown():
    models_ = [
        f
        for f in FILES
        if "models" in module_of(f).split(".")[1:2] or "triggers" in module_of(f).split(".")[1:2]
    ]
    parts = {"views", "serializers", "filters", "admin", "dataset", "management"}
    assert (
        forbidden(models_, lambda _, module: bool(layer_of(module) and parts & set(module.split(".")[1:2])))
        == []
    )


def test_serializers_and_filters_know_nothing_of_views():
    files = [f for f in FILES if {"serializers", "filters"} & {*module_of(f).split(".")[1:2]}]
    assert forbidden(files, lambda _, module: module.endswith(".views")) == []


def test_no_module_is_named_after_nothing():
    names = [f for f in FILES if VAGUE & {*module_of(f).split(".")}]
    assert [str(f.relative_to(ROOT)) for f in names] == []


def test_import_direction_is_seen_through_relative_imports(tmp_path, monkeypatch):
    file = tmp_path / "sources" / "models" / "speakers.py"
    file.parent.mkdir(parents=True)
    file.write_text("from ..views import SpeakerViewSet\nfrom claims import models\n")
    monkeypatch.setattr("tests.test_architecture.ROOT", tmp_path)
    assert [module for _, module in imports(file)] == [
        "sources.views",
        "sources.views.SpeakerViewSet",
        "claims",
        "claims.models",
    ]


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns that the model declares: without the automatic `id`, which Django makes, and without M2M."""
    return [f for f in model._meta.concrete_fields if not getattr(f, "auto_created", False)]


def named(things) -> list[str]:
    return [f"{thing.model.__name__}.{thing.name}" for thing in things]


def test_every_column_explains_itself_to_whoever_reads_the_database():
    assert named(f for model in OURS for f in own_fields(model) if not f.db_comment) == []
    assert [model.__name__ for model in OURS if not model._meta.db_table_comment] == []


def test_every_column_that_can_be_null_says_what_null_means():
    nullable = [f for model in OURS for f in own_fields(model) if f.null]
    assert named(f for f in nullable if "NULL" not in f.db_comment) == []


def test_every_field_of_a_form_explains_itself_to_the_curator():
    shown = [f for model in OURS for f in (*own_fields(model), *model._meta.local_many_to_many) if f.editable]
    through = {
        "claim",
        "article",
        "statement",
        "speaker",
        "topic",
        "slug",
    }  # what an inline or a trigger fills in
    silent = [f for f in shown if not f.help_text and not (f.name in through and is_link(f.model))]
    assert named(silent) == []


def is_link(model: type[models.Model]) -> bool:
    """Whether rows of the model are only ever written inside another's form, or by a trigger."""
    return model.__name__ in {"ClaimTopic", "Relay", "ArticleAuthor", "SpeakerSlug", "TopicSlug"}


def test_every_constraint_has_words_for_people():
    standard = models.BaseConstraint.default_violation_error_message
    rules = [(model, rule) for model in OURS for rule in model._meta.constraints]
    assert len(rules) > 50
    assert [rule.name for _, rule in rules if rule.violation_error_message == standard] == []


def test_every_model_says_what_it_is_and_prints_as_more_than_a_number():
    undocumented = [m.__name__ for m in OURS if not m.__doc__ or m.__doc__.startswith(f"{m.__name__}(")]
    nameless = [m.__name__ for m in OURS if m.__str__ is models.Model.__str__]
    assert (undocumented, nameless) == ([], [])


def test_every_ordering_is_total():
    endings = {m.__name__: (m._meta.ordering or ["none"])[-1].lstrip("-") for m in OURS}
    assert {name: end for name, end in endings.items() if end not in {"id", "pk"}} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_table_can_be_truncated(model):
    with (
        pytest.raises(IntegrityError, match="never truncated"),
        transaction.atomic(),
        connection.cursor() as sql,
    ):
        sql.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')


@pytest.mark.django_db
def test_every_table_writes_its_history():
    with connection.cursor() as sql:
        sql.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname ~ '^pgtrigger_(insert_insert|update_update|delete_delete)_' AND tgenabled = 'O'"
        )
        found = sql.fetchall()
    kinds = {table: sum(1 for name, _ in found if name == table) for table, _ in found}
    incomplete = {m.__name__ for m in OURS if kinds.get(m._meta.db_table, 0) != 3}
    assert incomplete == set(WITHOUT_HISTORY)
