"""What version 3 of the canonical form takes for furniture of the page, and what it must never take for it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.canonical import canonical, canonicalise

LINES = [
    "Share on X Share on LinkedIn", "Share | Tweet | Email", "Facebook Twitter LinkedIn", "Share this article", "Click to share on X",
    "Tweet", "Copy link", "124 Shares", "Spread the word:", "Follow us on Telegram",
    "0 Comments", "No comments yet", "Comments (12)", "Leave a Reply Cancel reply", "Be the first to comment!",
    "You must be logged in to post a comment.", "Comments are closed.",
    "Sign up for our newsletter", "Subscribe to our newsletter to get the best stories every morning.", "Subscribe to Rare Earth Exchanges",
    "SUBSCRIBE NOW", "Get the latest news delivered to your inbox.", "Enter your email address",
    "We use cookies to give you the best experience on our site.", "This website uses cookies.", "We value your privacy",
    "By clicking “Accept”, you agree to the storing of cookies on your device.",
    "Read more: How tin is mined", "READ ALSO | Ore in the Arctic", "Also read: Who owns the ore?", "Related: Ore prices fall again",
    "Read more…", "View all posts by Ann Lee", "Related posts", "**You may also like**", "Lire aussi : Le prix du cuivre",
    "Photo: Getty Images", "(Photo by Ann Lee/Ore Press via Getty Images)", "Image courtesy of Ore Works", "Ann Lee/AFP via Getty Images",
    "Credit: Ann Lee / Reuters", "Illustration: a mine in the snow",
    "Advertisement", "- Advertisement -", "Sponsored content", "Story continues below", "Article continues after advertisement",
    "Skip to content", "4 min read", "Back to top", "Tags: tin, ore", "© 2025 Ore Press. All rights reserved.", "Table of Contents",
]  # fmt: skip
SENTENCES = [
    "Share prices rose on Monday.", "He shared it on X and on LinkedIn.", "Tweet by tweet, the story grew.", "Facebook",
    "Comments by the minister were few.", "12 comments were made by the board.", "Leave a reply for the miners, he said.",
    "Subscribe to this view, and you pay for it.", "Sign up for our army, the poster said, and see the world.",
    "Subscribe to our newsletter was all that the page said.", "Readers can subscribe to our newsletter.",
    "This website uses cookies without asking, the regulator found.", "We use cookies as bait for bears.",
    "Read more of it and you will agree.", "Related: it is the second such case.", "Related-party transactions", "Read next year’s plan.",
    "Photo by photo, the team mapped the mine.", "Image is everything in this trade.", "China bans Getty Images", "- Image: how China is seen abroad",
    "Credit: banks lend less.", "Source: Adobe said so in its filing.", "Advertisements for miners are back.", "Story continues to spread.",
    "Most read of it is wrong.", "Contents", "In this article", "On this page", "Related", "Latest news",
    "Tags: they are cheap; miners like them.", "Reuters", "By Ann Lee", "Highlights", "- Tin", "1. Ore", "Conclusion", "Read the full report",
    "See also: section 5", "No comment", "Post", "Email", "X", "Print", "Copyright is no issue.",
]  # fmt: skip
FREE = (
    "Photo:",
    "Illustration:",
    "©",
    "By clicking",
    "We use cookies",
)  # whatever follows these belongs to them
words = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
sentences = st.lists(words, min_size=3, max_size=12).map(lambda some: " ".join(some) + ".")


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_furniture_goes_and_is_told(line):
    made = canonical(f"Tin is soft.\n{line}\nOre is hard.")
    assert made.text == "Tin is soft.\n\nOre is hard."
    assert made.removed == [{"text": line, "times": 1}]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_line_that_says_something_stays(line):
    assert canonicalise(f"Tin is soft.\n{line}\nOre is hard.") == f"Tin is soft.\n{line}\nOre is hard."


@given(st.sampled_from(LINES), sentences, st.booleans())
def test_a_sentence_with_the_words_of_furniture_stays(line, sentence, begins):
    if begins and line.startswith(FREE):
        return
    said = f"{line.strip('-* ')}, {sentence}" if begins else f"{sentence} {line} {sentence}"
    assert canonicalise(f"Tin is soft.\n{said}") == canonicalise(f"Tin is soft.\n{said}", 1)


@given(
    st.lists(
        st.one_of(sentences, st.sampled_from(LINES), st.sampled_from(SENTENCES), st.just("")), max_size=25
    )
)
def test_lines_stay_whole_or_go_whole_and_doing_it_twice_does_nothing_more(lines):
    made = canonical("\n".join(lines))
    assert canonicalise(made.text) == made.text
    left = iter(canonicalise("\n".join(lines), 1).split("\n"))
    assert all(line in left for line in made.text.split("\n") if line)  # in their order, none joined or split
    said = [line for line in lines if re.fullmatch(r"[a-z ]+\.", line)]
    assert set(said) <= set(made.text.split("\n"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("Tin is soft.\nShare this:\nFacebook\n\nX (Twitter)\nMore\nMore ore.", "Tin is soft.\n\nMore ore.", id="buttons below a share line"),
        pytest.param("End.\n2 Comments\nLeave a Reply\nName *\nEmail *\n\nPost Comment", "End.", id="fields of a form"),
        pytest.param("Name\nOre is hard.", "Name\nOre is hard.", id="a field without its form"),
        pytest.param("We use cookies.\nAccept all\nReject all\nEnd.", "End.", id="choices below a cookie notice"),
        pytest.param(
            "In this article\n- Who loses\n- FAQ\n- Who wins\n\nAll do.\nWho loses\nThey do.\nWHO WINS\nNobody.",
            "All do.\nWho loses\nThey do.\nWHO WINS\nNobody.", id="contents with headings that stand below, and one that does not",
        ),
        pytest.param("Table of Contents\n1. Tin\n2. Ore\nTin is soft.", "Tin is soft.", id="a list under a table of contents"),
        pytest.param("Contents\nTin\nOre\n\nTin\nIt is soft.\nOre\nIt is hard.", "Tin\nIt is soft.\nOre\nIt is hard.", id="contents of a page"),
        pytest.param("In this article\n- Russia offers ore\n- It is not mined\nHe said so.", "In this article\n- Russia offers ore\n- It is not mined\nHe said so.", id="key points are no contents"),
        pytest.param("Contents\nTin\nOre is hard.\nTin\nIt is soft.", "Contents\nTin\nOre is hard.\nTin\nIt is soft.", id="one repeated line is no contents"),
        pytest.param("It ends.\nRelated posts\nChina bans exports of tin\nWho owns the ore of Kola?\nMarch 3, 2025 by Ann Lee", "It ends.", id="titles of other pieces at the end"),
        pytest.param("It ends.\nLatest news\nChina bans exports of tin\nLeave a Reply\nName *", "It ends.", id="with a form below them"),
        pytest.param("Related posts\n- China bans tin\n- Kola opens\nHe said so.", "He said so.", id="a list of other pieces within"),
        pytest.param("Related stories\nThe Chess Game Goes On\nHe moved.", "The Chess Game Goes On\nHe moved.", id="a heading of the article stays"),
        pytest.param("Latest news\nHe moved.\nMore from Kola", "Latest news\nHe moved.\nMore from Kola", id="headings of its own stay"),
        pytest.param("Most popular\nMagnets, 40 %\nGlass, 20 %", "Most popular\nMagnets, 40 %\nGlass, 20 %", id="a table at the end stays"),
    ],
)  # fmt: skip
def test_what_is_furniture_in_its_place_alone(raw, expected):
    assert canonicalise(raw) == expected


@pytest.mark.parametrize("line", ["Photo by " + "On " * 160 + ".", "Share " + "link Share " * 40 + "q", "Subscribe to our " + "newsletter " * 40 + "?"])  # fmt: skip
def test_no_line_takes_long(line):
    assert canonicalise(line) == " ".join(line.split())


def test_many_headings_take_no_longer_each():
    assert canonicalise("Related posts\n" * 3000 + "End.") == "End."
