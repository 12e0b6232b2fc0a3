"""`compose.yaml`: what it refers to is there, and what it sets are settings that somebody reads."""

import yaml
from django.conf import settings

COMPOSE = yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text())
READ = (settings.BASE_DIR / "reeapi" / "settings.py").read_text() + (
    settings.BASE_DIR / "reeapi" / "serve.py"
).read_text()


def source(config: str | dict) -> str:
    return config if isinstance(config, str) else config["source"]


def test_what_a_service_refers_to_is_there():
    for service in COMPOSE["services"].values():
        assert set(service.get("depends_on", [])) <= COMPOSE["services"].keys()
        assert {source(config) for config in service.get("configs", [])} <= COMPOSE["configs"].keys()
        assert {mount.partition(":")[0] for mount in service.get("volumes", [])} <= COMPOSE["volumes"].keys()


def test_every_setting_of_the_service_is_one_that_is_read():
    for name in COMPOSE["services"]["api"]["environment"]:
        assert f'"{name}"' in READ, f"nobody reads {name}"


def test_pgbouncer_sets_the_limits_that_the_manual_says():
    manual = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    line = next(each for each in manual.splitlines() if "connect_query=" in each)
    assert line.partition("connect_query=")[2] in COMPOSE["configs"]["pgbouncer.ini"]["content"]
