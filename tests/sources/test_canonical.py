"""What the canonical form keeps, what it takes out, and that it never changes again."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.canonical import CANONICAL_VERSION, VERSIONS, canonical, canonicalise, sha256_of

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SEED_HASHES = {
    "000_9b9adaff7cf23c2c.txt": "57b63f92d8a0ee9d11194e61159ff49087309fb8233e1b49ea69a4df95b141be",
    "002_0524fadb7a41a105.txt": "bd1117fdc0e7991709a8946ea9a8dc4a3f4c8e737aff9283119ca1ceaf00faa7",
}
PIECES = [
    "(opens in a new tab)",
    "Leave a Reply",
    "Spread the word:",
    "Your email address will not be published. Required fields are marked *",
    "CATEGORIES: ,",
    "Share",
    "Facebook",
    "Table of Contents",
    "Photo: Ore",
    "We use cookies here.",
    "â€™",
    "Ã©",
    "\r\n",
    "\n",
    " ",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "e\u0301",
    "\u0301",
    "ore",
    "tin",
    ",",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
bodies = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=20)


versions = st.sampled_from(VERSIONS)


@given(texts, versions)
def test_doing_it_twice_does_nothing_more(raw, version):
    once = canonicalise(raw, version)
    assert canonicalise(once, version) == once


@given(texts, versions)
def test_the_result_is_nfc_and_has_no_stray_space(raw, version):
    text = canonicalise(raw, version)
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[\r\t\u00a0\u200b\ufeff\u00ad]|  | \n|\n |\n\n\n", text)
    assert text == text.strip(" \n")


@given(bodies, versions, st.data())
def test_no_word_of_the_body_is_joined_split_or_lost(words, version, data):
    gaps = st.sampled_from(
        [" ", "\u00a0 ", "\r\n", "\n\n\n", " (opens in a new tab) ", "(opens in a new tab)", "\t"]
    )
    raw = "".join(word + data.draw(gaps) for word in words)
    assert canonicalise(raw, version).split() == words


FURNITURE = [
    "Spread the word:", "Share this:\nFacebook\nX", "Leave a Reply\nComment *", "CATEGORIES: Tin, Ore", "Filed under: Mines",
    "We use cookies to know you.\nAccept all", "Photo: Ann Lee / Ore Press", "ADVERTISEMENT", "Image source: Getty Images",
]  # fmt: skip


@given(st.lists(bodies, min_size=1, max_size=5), st.data())
def test_furniture_between_paragraphs_goes_and_they_stay(paragraphs, data):
    lines = [" ".join(words) for words in paragraphs]
    taken = [data.draw(st.sampled_from(FURNITURE)) for _ in lines]
    made = canonical("".join(f"{line}.\n\n{piece}\n\n" for line, piece in zip(lines, taken, strict=True)))
    assert made.text.split("\n\n") == [f"{line}." for line in lines]
    assert {one["text"] for one in made.removed} == {line for piece in taken for line in piece.split("\n")}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="every line end is a newline"),
        pytest.param("cafe\u0301", "caf\u00e9", id="accents are composed"),
        pytest.param("five\u00a0\u00a0mines", "five mines", id="no-break spaces fold into one space"),
        pytest.param("\ufeffgeo\u00adlogy\u200b", "geology", id="what nobody sees is gone"),
        pytest.param("a\n\n\n\nb\n", "a\n\nb", id="blank lines fold into one"),
        pytest.param("  \u2022 tin  ore ", "\u2022 tin ore", id="list marks stay, indents go"),
        pytest.param(
            "the Gazette (opens in a new tab), May", "the Gazette, May", id="link hints before a comma"
        ),
        pytest.param(
            "the Gazette (opens in a new tab) says", "the Gazette says", id="link hints between words"
        ),
        pytest.param("Mines(opens in a new tab)Ltd", "Mines Ltd", id="link hints never join words"),
        pytest.param("(opens in (opens in a new tab) a new tab)", "", id="hints inside hints"),
        pytest.param(
            "End.\nSpread the word:\nCATEGORIES: ,\n", "End.", id="sharing bar and empty categories"
        ),
        pytest.param("End.\nLeave a Reply", "End.", id="an empty comment form"),
        pytest.param(
            "End.\nLeave a Reply\n\nComment *\nPost Comment\nNext part.",
            "End.\n\nNext part.",
            id="the comment form goes, what follows stays",
        ),
        pytest.param(
            "We leave a Reply to him.", "We leave a Reply to him.", id="the same words in a sentence stay"
        ),
        pytest.param("Highlights\n- one\nText", "Highlights\n- one\nText", id="highlights stay"),
        pytest.param("Russiaâ€™s ore", "Russia’s ore", id="UTF-8 that was read as Windows-1252"),
        pytest.param("cafÃ© at â‚¬5", "café at €5", id="accents and signs, too"),
        pytest.param(
            "Russia’s and Ukraineâ€™s", "Russia’s and Ukraineâ€™s", id="what is not all misread stays"
        ),
        pytest.param(
            "São Tomé, Ænima, Ångström", "São Tomé, Ænima, Ångström", id="letters with accents are no mistake"
        ),
        pytest.param("the Gazette (opens in new window).", "the Gazette.", id="another link hint"),
        pytest.param("CATEGORIES: Tin, Ore", "", id="a line of categories"),
        pytest.param(
            "Categories: there are two kinds of ore.",
            "Categories: there are two kinds of ore.",
            id="a sentence that begins like one",
        ),
        pytest.param(
            "End.\nShare on Facebook\nX\nLinkedIn\nMore ore.", "End.\n\nMore ore.", id="a share bar"
        ),
        pytest.param(
            "We share the ore.\nX marks it.",
            "We share the ore.\nX marks it.",
            id="the words of a share bar in sentences stay",
        ),
        pytest.param(
            "Facebook\nis a company.", "Facebook\nis a company.", id="a network alone is no share bar"
        ),
        pytest.param("We use cookies to know you.\nAccept all\nEnd.", "End.", id="a cookie notice"),
        pytest.param("We use tin.", "We use tin.", id="other uses stay"),
        pytest.param("Image credit: Ann Lee\nEnd.", "End.", id="a caption"),
        pytest.param(
            "Table of Contents\n1. Tin\n2. Ore\n\nTin\nIt is soft.\nOre\nIt is hard.",
            "Tin\nIt is soft.\nOre\nIt is hard.",
            id="a table of contents",
        ),
    ],
)
def test_each_rule(raw, expected):
    assert canonicalise(raw) == expected


def test_what_is_removed_is_told_with_how_often():
    made = canonical(
        "A (opens in a new tab) b (opens in a new tab).\nSpread the word:\nLeave a Reply\nName *"
    )
    assert made.text == "A b."
    assert made.removed == [
        {"text": "(opens in a new tab)", "times": 2},
        {"text": "Spread the word:", "times": 1},
        {"text": "Leave a Reply", "times": 1},
        {"text": "Name *", "times": 1},
    ]


def test_version_one_keeps_what_only_version_two_removes():
    assert canonicalise("CATEGORIES: Tin\nRussiaâ€™s", 1) == "CATEGORIES: Tin\nRussiaâ€™s"


def test_an_unknown_version_is_refused_by_name():
    with pytest.raises(ValueError, match="no canonical text version 99; known: 1, 2, 3"):
        canonicalise("text", version=99)


def test_the_hash_is_of_the_utf8_bytes():
    assert sha256_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize("name", SEED_HASHES)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_form_of_the_curated_documents_never_changes(name, version):
    seed = SEEDS / name
    if not seed.exists():
        pytest.skip("the curated documents are not on this machine")
    text = canonicalise(seed.read_bytes().decode("utf-8"), version)
    assert sha256_of(text) == SEED_HASHES[name]
    assert text.startswith(("Highlights\n", "Putin Allies"))
    assert not re.search(r"opens in a new tab|Leave a Reply|Spread the word|CATEGORIES|\u00a0", text)


@pytest.mark.parametrize(
    ("version", "kept"),
    [
        (
            1,
            "Russiaâ€™s ore\nCATEGORIES: Tin\nPhoto by photo, it grew.\nTable of Contents\nTin\nTin is soft.",
        ),
        (2, "Russia’s ore\n\nTable of Contents\nTin\nTin is soft."),
        (3, "Russia’s ore\n\nPhoto by photo, it grew.\n\nTin\nTin is soft."),
    ],
)
def test_a_released_version_keeps_its_rules(version, kept):
    raw = "Russiaâ€™s ore\nCATEGORIES: Tin\nPhoto by photo, it grew.\nTable of Contents\nTin\nTin is soft.\nLeave a Reply"
    assert canonicalise(raw, version) == kept


def test_the_current_version_is_three():
    assert CANONICAL_VERSION == 3
