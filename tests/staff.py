"""A member of staff at the admin's pages, over HTTP, as a browser would send their forms."""

import requests
from lxml import html

from tests.servers import command

PASSWORD = "Cerium-and-Lanthanum-1839"


class Staff:
    """A superuser, made in that database and logged in at that address."""

    def __init__(self, address: str, database_url: str, **environment: str):
        made = command(
            database_url, "createsuperuser", "--noinput", "--username=staff", "--email=staff@example.org",
            DJANGO_SUPERUSER_PASSWORD=PASSWORD, **environment,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        self.address, self.session = address, requests.Session()
        self.send("/admin/login/", username="staff", password=PASSWORD, next="/admin/")

    def send(self, path: str, **values: str) -> requests.Response:
        """Fill the values into the first form that posts at that address, and send it."""
        page = self.session.get(f"{self.address}{path}", timeout=30)
        assert page.status_code == 200, page.text
        form = next(
            each
            for each in html.fromstring(page.content).forms
            if each.method == "POST"
            and "csrfmiddlewaretoken" in each.fields
            and each.action in (None, "", path)
        )
        fields = dict(form.form_values()) | values
        answer = self.session.post(
            f"{self.address}{path}",
            data=fields,
            headers={"Referer": f"{self.address}{path}"},
            timeout=30,
            allow_redirects=False,
        )
        assert answer.status_code == 302, answer.text
        return answer

    def rename_topic(self, slug: str, name: str) -> None:
        found = self.session.get(f"{self.address}/admin/claims/topic/?q={slug}", timeout=30)
        [link] = set(html.fromstring(found.content).xpath("//th[contains(@class, 'field-')]/a/@href"))
        self.send(link.partition("?")[0], name=name)
