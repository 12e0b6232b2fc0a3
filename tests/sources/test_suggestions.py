"""Quotations with their speakers, and critique: what is suggested, what is left, and how well on the curated documents."""

from pathlib import Path
from time import process_time

import pytest
from django.urls import reverse

from sources.canonical import canonicalise
from sources.ingestion.critique import critique_in
from sources.ingestion.quoting import quotes_in
from tests import factories

from .ingesting import BODY, ingest

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def found(text: str, kind: str) -> list[tuple]:
    snapshot = ingest(text).snapshot
    rows = snapshot.suggestions.filter(kind=kind).order_by("start")
    return [(snapshot.text[s.start : s.end], s.speaker and s.speaker.slug, s.speaker_name) for s in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“We will open ten mines,” Doe said on Monday.", ("We will open ten mines,", "john-doe", "")),
        (
            "“We will open ten mines,” said Johnny D., who runs them.",
            ("We will open ten mines,", "john-doe", ""),
        ),
        ('John Doe told the paper that "ten mines is a start".', ("ten mines is a start", "john-doe", "")),
        ("Ann Lee dismisses the plan, calling it “a dream of roads”.", ("a dream of roads", None, "Ann Lee")),
        ("He has the so-called “new mines of the valley” in mind, Doe said.", None),
        ("The sign reads “mind the gap please” in red.", None),
    ],
)
def test_quotations_have_a_speaker_or_are_left(sentence, expected):
    factories.speaker("john-doe", name="John Doe", aliases=["Johnny D."])
    said = found(
        f"{BODY}\n\nThere was a meeting with John Doe in the town hall of the valley. {sentence}", "quote"
    )
    assert said == ([expected] if expected else [])


WORDS = "we will open ten mines"
SPOKEN = {
    "a title before a name of three words": ("“W,” said Deputy Prime Minister Tran Hong Ha.", "Tran Hong Ha"),
    "the same before the quotation": ("Deputy Prime Minister Tran Hong Ha said: “W.”", "Tran Hong Ha"),
    "a company and a title": ("“W,” said Hill Corp CEO Ada Moss on Monday.", "Ada Moss"),
    "the head of something": ("“W,” said the head of Hillco, Ada Moss.", "Ada Moss"),
    "particles": ("“W,” Luiz Ivo Lula da Silva told Reuters.", "Luiz Ivo Lula da Silva"),
    "more particles": ("“W,” said Anna von der Heide.", "Anna von der Heide"),
    "an Arabic name": ("“W,” Omar bin Salim al-Rashid said.", "Omar bin Salim al-Rashid"),
    "a minister of two things": (
        "“W,” said Minister of Natural Resources and Environment Do Duc Duy.",
        "Do Duc Duy",
    ),
    "a deputy secretary of state": ("“W,” said former US Deputy Secretary of State Ada Moss.", "Ada Moss"),
    "somebody who is quoted by another": ("Ada Moss quoted Ben Hill as saying “W.”", "Ben Hill"),
    "a spokesman for a titled person": ("“W,” said a spokesman for Energy Secretary Ada Moss.", ""),
    "an abbreviated title": ("“W,” added Dr. Ada Moss.", "Ada Moss"),
    "an owner before a name": ("“W,” Hillco’s Ada Moss said.", "Ada Moss"),
    "initials": ("“W,” J.D. Moss said.", "J.D. Moss"),
    "an apposition": ("“W,” Nguyen Van An, who runs the mine, said.", "Nguyen Van An"),
    "according to a secretary": ("According to Energy Secretary Ada Moss, “W.”", "Ada Moss"),
    "told to an outlet": ("“W,” the minister told CNN Brasil.", ""),
    "in an interview": ("“W,” said the minister in an interview with CNN Brasil.", ""),
    "the interview first": ("In an interview with CNN Brasil, the minister said: “W.”", ""),
    "speaking to somebody": ("Speaking to Ben Hill of the BBC, the minister said “W.”", ""),
    "according to an outlet": ("According to CNN Brasil, “W.”", ""),
    "a last name that nobody is known by": ("“W,” Minister Moss said.", ""),
    "a pronoun": ("“W,” he said.", ""),
    "somebody’s office": ("Ada Moss’s office said: “W.”", ""),
    "a spokesman for somebody": ("“W,” said a spokesman for Ada Moss.", ""),
    "two together": ("Ada Moss and Ben Hill said: “W.”", ""),
    "a sign": ("The sign reads “W” in red.", None),
    "two together, with titles": ("Senator Ada Moss and Rep. Ben Hill said: “W.”", ""),
    "somebody of a body, who": (
        "She asked Ada Moss of the Hill Survey of Ruritania, who says, “W.”",
        "Ada Moss",
    ),
    "somebody said of another": ("Ben Hill, Ada Moss said, “W.”", "Ada Moss"),
    "of somebody, she": ("Of Ben Hill, she said: “W.”", ""),
    "a name and a pronoun": ("When Ada Moss heard of Ben Hill, he said “W.”", ""),
    "a pronoun in the sentence before": ("Ada Moss thinks otherwise. “It is so,” he says. “W.”", ""),
    "according to another, in the next sentence": (
        "“W.” According to the agency’s Ada Moss, “it is time.”",
        "Ada Moss",
    ),
    "an official of a house": ("A White House official, speaking in private, said “W.”", ""),
    "on both sides of the verb": ("He said “no.” “Money,” says Ada Moss, “W.”", "Ada Moss"),
    "neither of two": ("Neither Ada Moss nor Ben Hill said “W.”", ""),
    "of whom it is said": ("Ada Moss is called “W” by Ben Hill.", ""),
    "somebody who had said": ("Ben Hill wishes that Ada Moss had said “W.”", "Ada Moss"),
    "a role that begins the sentence": ("Resident Ada Moss said: “W.”", "Ada Moss"),
    "a prediction": ("“W,” predicted Ada Moss, an analyst.", "Ada Moss"),
    "single marks": ("‘W,’ said Ada Moss.", "Ada Moss"),
    "single marks with apostrophes": ("Ada Moss said ‘we’re sure W’.", "Ada Moss"),
    "single marks with a plural’s apostrophe": (
        "Ada Moss said ‘the workers’ share isn’t what W’.",
        "Ada Moss",
    ),
    "single marks that end before a verb": ("‘W in the pits’ said Ada Moss.", "Ada Moss"),
    "straight single marks": ("'W, and it's time,' said Ada Moss.", "Ada Moss"),
    "quotation in a quotation": ("Ada Moss said: ‘They’ll “walk away” and W.’", "Ada Moss"),
    "so-called": ("The so-called ‘golden mile of the hill’ is lost, Ada Moss said.", None),
    "an attribute": ("Ada Moss called the “golden mile” project a dream.", None),
    "apostrophes alone": (
        "In the ’90s the pits’ owners left, said Ada Moss, and the miners’ sons’ sons too.",
        None,
    ),
    "an elision": ("In the ‘90s they left, said Ada Moss of the miners’ sons.", None),
}


@pytest.mark.parametrize(("sentence", "speaker"), SPOKEN.values(), ids=SPOKEN)
def test_who_speaks(sentence, speaker):
    found = [one.name for one in quotes_in(sentence.replace("W", WORDS), [])]
    assert found == ([] if speaker is None else [speaker])


ELSEWHERE = {
    "German": ("de", "„W“, sagte Wirtschaftsminister Jan Roth der Deutschen Welle.", "Jan Roth"),
    "German, to an agency": ("de", "„W“, sagte die Ministerin der Deutschen Presse-Agentur.", ""),
    "German, a title that nobody listed": ("de", "„W“, sagte Grubenbesitzer Jan Roth.", ""),
    "German, before": ("de", "Jan Roth sagte: „W.“", "Jan Roth"),
    "French": ("fr", "« W », a déclaré le ministre Luc Le Roy à l’AFP.", "Luc Le Roy"),
    "French, a pronoun": ("fr", "« W », a-t-il ajouté.", None),
    "Spanish": ("es", "“W”, dijo el presidente Gael Ríos.", "Gael Ríos"),
    "Spanish, to an outlet": ("es", "«W», dijo a El País el ministro.", ""),
    "Spanish, before": ("es", "Gael Ríos, presidente de la mina, dijo: “W”.", "Gael Ríos"),
    "Portuguese": ("pt", "“W”, disse o ministro Alex Prata à CNN Brasil.", "Alex Prata"),
    "Portuguese, to an outlet": ("pt", "“W”, disse à CNN Brasil o ministro.", ""),
    "German, an article before the title": ("de", "»W«, sagte der Betriebsratschef Jan Roth.", "Jan Roth"),
    "German, in an outlet": ("de", "Im Deutschlandfunk sagte Roth: „W.“", None),
    "German, the name of an outlet": ("de", "Die „Hügeler Rundschau“ schreibt davon.", None),
    "French, a vivid verb": ("fr", "« W », tranche Anne Roche.", "Anne Roche"),
    "Spanish, a vivid verb": ("es", "«W», lamentó Pablo Rey, delegado.", "Pablo Rey"),
    "Russian is not read": ("ru", "«W», сказал Иван Петров.", None),
}


@pytest.mark.parametrize(("language", "sentence", "speaker"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_who_speaks_in_another_language(language, sentence, speaker):
    found = [one.name for one in quotes_in(sentence.replace("W", WORDS), [], language)]
    assert found == ([] if speaker is None else [speaker])


def test_four_times_as_many_quotations_in_a_line_take_about_four_times_as_long():
    def seconds(count: int) -> float:
        started = process_time()
        assert len(list(quotes_in(f"Ada Moss said “{WORDS}” and " * count, []))) == count
        return process_time() - started

    assert seconds(800) < 9 * seconds(200)


def test_sentences_of_critique_are_suggested_and_others_not():
    said = found(f"{BODY} The report fails to mention the river. It rained.", "critique")
    assert [words for words, _, _ in said] == ["The report fails to mention the river."]


def test_suggestions_are_accepted_and_rejected_by_a_curator(curator):
    suggestion = ingest(f"{BODY} The report fails to mention the river.").snapshot.suggestions.get()
    page = reverse("admin:sources_suggestion_changelist")
    assert "fails to mention the river" in curator.get(page).text
    curator.post(page, {"action": "accept", "_selected_action": [suggestion.pk]})
    suggestion.refresh_from_db()
    assert suggestion.status == "accepted"


@pytest.mark.parametrize(
    ("name", "quotes", "critique"),
    [("000_9b9adaff7cf23c2c.txt", [], 3), ("002_0524fadb7a41a105.txt", ["Vasily Astrov"], 11)],
)
def test_the_curated_documents_give_what_a_reading_by_hand_confirmed(name, quotes, critique):
    """All of them are what they are taken for; more of them would have to be read again."""
    if not (SEEDS / name).exists():
        pytest.skip("the curated documents are not on this machine")
    text = canonicalise((SEEDS / name).read_text())
    assert [one.name for one in quotes_in(text, [])] == quotes
    assert len(list(critique_in(text))) == critique
