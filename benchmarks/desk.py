"""What the curation desk costs over N claims: `make bench-desk N=…` (100,000), in Debian's Chromium.

An article of 60,000 characters with 300 statements is opened, and statements with claims of their own are saved in it, one
after the other. All that it makes are drafts; they are made anew by the next run.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any

from . import database, servers

ADDRESS = "https://example.org/benchmark-of-the-desk"
PASSWORD = "only in a database of a benchmark"  # noqa: S105
LINE = "Line {0} says that mine {0} of the northern district is rich in ore, poor in water and far from any harbour."
LINES, ANCHORED, OPENED, SAVED = 560, 300, 5, 20
ASK = """
async ([what, url, body]) => {
  const { ask, uuid7 } = await import("/static/desk/server.js");
  const began = performance.now();
  if (what === "save") await ask(url.replace("00000000-0000-0000-0000-000000000000", uuid7()), { method: "PUT", body: { ...body, claim: { ...body.claim, id: uuid7() } } });
  else await ask(url);
  return performance.now() - began;
}
"""


def prepare() -> tuple[Any, str]:
    """The article, with its text and statements, and the id of its text."""
    from django.contrib.auth.models import User
    from django.db import transaction
    from django.utils import timezone

    from claims.models import Claim, Statement
    from sources.canonical import CANONICAL_VERSION, sha256_of
    from sources.models import Article, Snapshot, Speaker

    text = "\n".join(LINE.format(number) for number in range(LINES))
    with transaction.atomic():
        Statement.objects.filter(article__url=ADDRESS).delete()
        Claim.objects.filter(recorded_by="benchmark", status="draft").delete()
        publisher = Speaker.objects.filter(kind="publication").order_by("pk").first()
        article, _ = Article.objects.get_or_create(
            url=ADDRESS, defaults={"title": "A long text", "publisher": publisher, "recorded_by": "benchmark"}
        )
        held = article.snapshots.first() or Snapshot.objects.create(
            article=article, text=text, text_state="held", sha256=sha256_of(text), length=len(text),
            canonical_version=CANONICAL_VERSION, captured_by="benchmark", captured_at=timezone.now(),
        )  # fmt: skip
        claim = Claim.objects.create(text="Mines of the north are rich.", recorded_by="benchmark")
        for number in range(ANCHORED):
            words = f"mine {number} of the northern"
            start = text.index(words)
            Statement.objects.create(
                article=article, claim=claim, speaker=article.publisher, snapshot=held, quote_exact=words, quote_start=start,
                quote_end=start + len(words), anchor_status="exact", stance="asserts", fidelity="verbatim", attribution="implicit",
                recorded_by="benchmark",
            )  # fmt: skip
        user, _ = User.objects.get_or_create(username="benchmark", is_staff=True, is_superuser=True)
        user.set_password(PASSWORD)
        user.save()
    return article, str(held.pk)


@contextmanager
def curating(address: str) -> Iterator[Any]:
    """A page of a curator who is logged in."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}/admin/login/?next=/admin/desk/")
        page.get_by_label("Username").fill("benchmark")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/desk/")
        yield page
        browser.close()


def marking(article: Any, snapshot: str, number: int) -> dict[str, Any]:
    text = "\n".join(LINE.format(one) for one in range(LINES))
    words = f"{number} of the northern district is rich in ore"
    start = text.index(words)
    return {
        "version": None, "snapshot": snapshot, "start": start, "end": start + len(words), "quote": words,
        "speaker": {"id": article.publisher_id}, "claim": {"text": f"Mine {number} of the north is rich in ore, and deep."},
        "stance": "asserts", "fidelity": "verbatim", "attribution": "implicit", "via": [], "edges": [],
    }  # fmt: skip


def measure(page: Any, address: str, article: Any, snapshot: str) -> dict[str, list[float]]:
    """{what: milliseconds of each time}"""
    took: dict[str, list[float]] = {name: [] for name in ("open", "save", "proposals", "similar claims")}
    for _ in range(OPENED):
        began = perf_counter()
        page.goto(f"{address}/admin/desk/articles/{article.pk}/")
        page.locator("#text[data-ready]").wait_for()
        took["open"].append((perf_counter() - began) * 1000)
    urls = page.evaluate("({ ...document.getElementById('desk').dataset })")
    for number in range(SAVED):
        sent = marking(article, snapshot, ANCHORED + number)
        took["save"].append(page.evaluate(ASK, ["save", urls["statement"], sent]))
        place = f"?start={sent['start']}&end={sent['end']}&speaker={article.publisher_id}&guess=0"
        took["proposals"].append(page.evaluate(ASK, ["get", urls["proposals"] + place, None]))
        like = f"{urls['claims']}?q=the+mines+of+the+north+{number}&article={article.pk}"
        took["similar claims"].append(page.evaluate(ASK, ["get", like, None]))
    return took


PROMISED = {"open": 1000, "save": 200}


def main(size: int) -> int:
    url = database.prepared(database.server(), size)
    os.environ.update(database.environment(url) | {"DJANGO_SETTINGS_MODULE": "reeapi.settings"})
    import django

    django.setup()
    article, snapshot = prepare()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in this thread
    with servers.running(url, [servers.PROJECT]) as systems:
        address = systems[servers.PROJECT].address
        with curating(address) as page:
            took = measure(page, address, article, snapshot)
    print(
        f"The desk over {size:,} claims, a text of {LINES * len(LINE):,} characters, {ANCHORED} statements in it:"
    )
    for name, times in took.items():
        promised = f"  (<= {PROMISED[name]} ms)" if name in PROMISED else ""
        print(f"  {name:15} {median(times):6.0f} ms in the median, {max(times):6.0f} at most{promised}")
    return int(any(median(took[name]) > most for name, most in PROMISED.items()))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
