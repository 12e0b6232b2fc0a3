"""What the canonical form keeps, what it takes out, and that it never changes again."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.canonical import CANONICAL_VERSION, canonicalise, sha256_of

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


@given(texts)
def test_doing_it_twice_does_nothing_more(raw):
    once = canonicalise(raw)
    assert canonicalise(once) == once


@given(texts)
def test_the_result_is_nfc_and_has_no_stray_space(raw):
    text = canonicalise(raw)
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[\r\t\u00a0\u200b\ufeff\u00ad]|  | \n|\n |\n\n\n", text)
    assert text == text.strip(" \n")


@given(bodies, st.data())
def test_no_word_of_the_body_is_joined_split_or_lost(words, data):
    gaps = st.sampled_from(
        [" ", "\u00a0 ", "\r\n", "\n\n\n", " (opens in a new tab) ", "(opens in a new tab)", "\t"]
    )
    raw = "".join(word + data.draw(gaps) for word in words)
    assert canonicalise(raw).split() == words


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
        pytest.param("CATEGORIES: tin", "CATEGORIES: tin", id="categories that say something stay"),
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
    ],
)
def test_each_rule(raw, expected):
    assert canonicalise(raw) == expected


def test_an_unknown_version_is_refused_by_name():
    with pytest.raises(ValueError, match="no canonical text version 99; known: 1"):
        canonicalise("text", version=99)


def test_the_hash_is_of_the_utf8_bytes():
    assert sha256_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize("name", SEED_HASHES)
def test_the_form_of_the_curated_documents_never_changes(name):
    seed = SEEDS / name
    if not seed.exists():
        pytest.skip("the curated documents are not on this machine")
    text = canonicalise(seed.read_bytes().decode("utf-8"), version=1)
    assert sha256_of(text) == SEED_HASHES[name]
    assert text.startswith(("Highlights\n", "Putin Allies"))
    assert not re.search(r"opens in a new tab|Leave a Reply|Spread the word|CATEGORIES|\u00a0", text)


def test_the_current_version_is_one():
    assert CANONICAL_VERSION == 1
