"""The service behind nginx, with the very file that is recommended: HTTPS outside, one trusted proxy inside."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings

from sources.models import Rate
from tests.conftest import needs_program, temporary_folder
from tests.servers import cloned_database, free_port, serving, wait_for_port

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
MAIN = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
SUBJECT = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]


def site(folder: Path, upstream: str, http: int, https: int) -> str:
    """The recommended file with the ports, the names and the certificate of this test."""
    text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    replaced = {
        "server 127.0.0.1:8000;": f"server {upstream};",
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "server_name ree.example.org;": "server_name localhost;",
        "https://$host$request_uri": f"https://$host:{https}$request_uri",
        "proxy_set_header Host $host;": "proxy_set_header Host $http_host;",
        "/etc/letsencrypt/live/ree.example.org/fullchain.pem": f"{folder}/certificate.pem",
        "/etc/letsencrypt/live/ree.example.org/privkey.pem": f"{folder}/key.pem",
    }
    for old, new in replaced.items():
        assert old in text, f"the file has no longer {old!r}"
        text = text.replace(old, new)
    return text


@pytest.fixture
def outside() -> Iterator[tuple[str, str, Path]]:
    """The addresses for http and https, and the certificate to trust."""
    nginx, openssl = needs_program("nginx"), needs_program("openssl")
    folder, http, https = temporary_folder(), free_port(), free_port()
    certificate = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *SUBJECT]
    files = ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    subprocess.run([openssl, *certificate, *files], check=True, capture_output=True)
    environment = {"PROXY_COUNT": "1", "HTTPS": "true", "DEBUG": "false", "RATE_LIMITS": "true"}
    Rate.objects.update_or_create(kind="address", defaults={"requests": 1000, "seconds": 600})
    with cloned_database() as url, serving(url, **environment) as inside:
        (folder / "site.conf").write_text(site(folder, inside.removeprefix("http://"), http, https))
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        process = subprocess.Popen(
            [nginx, "-p", folder, "-c", folder / "nginx.conf"], env=os.environ | {"LC_ALL": "C"}
        )
        try:
            wait_for_port(https, process)
            yield f"http://localhost:{http}", f"https://localhost:{https}", folder / "certificate.pem"
        finally:
            process.terminate()
            process.wait(20)


def test_callers_come_in_by_https_and_are_counted_by_their_own_address(outside):
    http, https, trusted = outside
    session = requests.Session()
    session.verify, session.trust_env = str(trusted), False
    assert session.get(f"{http}/api/v1/", allow_redirects=False).headers["Location"] == f"{https}/api/v1/"
    answer = session.get(f"{https}/api/v1/claims/?page_size=1", headers={"X-Forwarded-For": "203.0.113.7"})
    assert answer.status_code == 200
    assert answer.json()["results"][0]["url"].startswith(f"{https}/api/v1/claims/")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    left = [
        limit_left(session.get(f"{https}/api/v1/topics/", headers={"X-Forwarded-For": f"203.0.113.{n}"}))
        for n in range(3)
    ]
    assert left[0] - left[1] == left[1] - left[2] == 1, "an invented address is not another caller"
    login = session.get(f"{https}/admin/login/")
    assert all(cookie.secure for cookie in login.cookies), "cookies never cross an open network"


def limit_left(answer: requests.Response) -> int:
    return int(answer.headers["RateLimit"].partition("r=")[2].partition(";")[0])
