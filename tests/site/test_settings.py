"""The settings, read in a process of their own as a start would read them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.servers import command

DEPLOYMENT = {
    "DATABASE_URL": "postgresql://user:pass%40word@db.example.org:6432/claims?sslmode=require",
    "SECRET_KEY": "S3cret-" * 8,
    "ALLOWED_HOSTS": "ree.example.org",
    "CONTACT_EMAIL": "desk@example.org",
}
INHERITED = ("PATH", "HOME", "PYTHONPATH")


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        env=inherited | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def value_of(expression: str, **environment: str) -> str:
    code = f"from reeapi import settings; print(settings.{expression})"
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=inherited | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "CONTACT_EMAIL"])
def test_a_deployment_does_not_start_without(missing):
    done = manage("check", **{name: value for name, value in DEPLOYMENT.items() if name != missing})
    assert done.returncode == 1
    assert done.stderr.startswith("Error: DATABASE_URL is set")
    assert missing in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "short", "too easy to guess"),
        ("SECRET_KEY", "a" * 60, "too easy to guess"),
        ("ALLOWED_HOSTS", "*", "must name the hosts"),
        ("DEBUG", "true", "DEBUG shows"),
        ("DATABASE_URL", "sqlite:///x.db", "must begin with postgresql://"),
    ],
)
def test_a_deployment_does_not_start_with_an_unsafe(name, value, complaint):
    done = manage("check", **DEPLOYMENT | {name: value})
    assert done.returncode == 1
    assert complaint in done.stderr


def test_a_deployment_passes_djangos_own_checks_without_a_warning():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOYMENT)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_database_url_is_taken_apart_and_keeps_its_options():
    found = value_of("DATABASES['default']", **DEPLOYMENT)
    for part in ("'pass@word'", "'db.example.org'", "6432", "'claims'", "'sslmode': 'require'"):
        assert part in found


def test_cookies_and_redirects_are_for_https_in_a_deployment_alone(data_folder):
    assert value_of("SESSION_COOKIE_SECURE", **DEPLOYMENT) == "True"
    assert value_of("SECURE_SSL_REDIRECT", DATA_DIR=str(data_folder)) == "False"


def test_the_strictest_of_what_browsers_are_told_is_the_default():
    policy = value_of("CONTENT_SECURITY_POLICY", **DEPLOYMENT)
    assert "unsafe" not in policy
    assert value_of("SECURE_HSTS_SECONDS", **DEPLOYMENT) == "31536000"
    for name in (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
    ):
        assert value_of(name, **DEPLOYMENT) == "True"


def test_the_local_secret_is_made_once_and_kept_from_others(data_folder):
    first = value_of("SECRET_KEY", DATA_DIR=str(data_folder))
    assert value_of("SECRET_KEY", DATA_DIR=str(data_folder)) == first
    assert len(first) >= 50
    assert (data_folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_debug_is_off_unless_asked_for(data_folder):
    assert value_of("DEBUG", DATA_DIR=str(data_folder)) == "False"


def test_a_data_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path):
    file = tmp_path / "file"
    file.touch()
    done = manage("check", DATA_DIR=str(file / "below"))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The data folder")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FOUR_EYES", "flase", "FOUR_EYES is 'flase'; say true or false."),
        ("RATE_LIMITS", "enabled", "RATE_LIMITS is 'enabled'; say true or false."),
        ("DATABASE_POOL_SIZE", "0", "DATABASE_POOL_SIZE is '0'; it must be a whole number from 1 up."),
        ("PROXY_COUNT", "yes", "PROXY_COUNT is 'yes'; it must be a whole number"),
        ("PUBLIC_STATEMENT_TIMEOUT", "abc", "PUBLIC_STATEMENT_TIMEOUT is 'abc'; it must be a duration"),
        ("DATABASE_REPLICA_MAX_LAG", "-1", "DATABASE_REPLICA_MAX_LAG is '-1'; it must be a number"),
        ("LOG_LEVEL", "bogus", "LOG_LEVEL is 'BOGUS'; say one of"),
        ("PUBLIC_URL", "ree.example.org", "PUBLIC_URL is 'ree.example.org'; it must begin with https://"),
        ("DATABASE_URL", "garbage", "DATABASE_URL must begin with postgresql://"),
    ],
)
def test_a_setting_that_cannot_be_understood_stops_the_start_and_is_named(name, value, said):
    url = "postgresql://nobody@127.0.0.1:9/nothing"
    started = command(url, "check", **{name: value})
    assert started.returncode == 1
    assert said in started.stderr
    assert "Traceback" not in started.stderr
