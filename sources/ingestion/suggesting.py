"""Stretches of a snapshot that a curator may want to record: direct quotations with their speaker, and critique.

Patterns, not understanding. Precision goes before recall, and nothing is recorded before a person has looked.
"""

import re

from sources.models import Snapshot, Speaker, Suggestion

from .critique import critique_in
from .languages import UNKNOWN, language_of
from .quoting import quotes_in


def suggest(snapshot: Snapshot) -> int:
    """Record suggestions for a snapshot whose text is held; how many are new. Those that were made before stay."""
    if snapshot.text is None:
        return 0
    spellings = _spellings(snapshot.text)
    language = language_of(snapshot.text)
    if language == UNKNOWN:
        language = snapshot.article.language.split("-")[0]
    spoken = quotes_in(snapshot.text, list(spellings), "en" if language == UNKNOWN else language)
    found = [*spoken, *critique_in(snapshot.text)]
    before = snapshot.suggestions.count()
    Suggestion.objects.bulk_create(
        (
            Suggestion(
                snapshot=snapshot, kind=one.kind, start=one.start, end=one.end, cue=one.cue[:60],
                speaker=spellings.get(one.name), speaker_name="" if spellings.get(one.name) else one.name[:200],
            )
            for one in found
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return snapshot.suggestions.count() - before


def _spellings(text: str) -> dict[str, Speaker | None]:
    """{spelling: who} of the speakers whose names stand in the text: names, aliases, and the last names of people named in full.

    None stands for a name that nobody on record has, or that several have.
    """
    found: dict[str, Speaker | None] = {}
    named = [one for one in Speaker.objects.named().filter(merged_into=None).only("name", "aliases", "kind").iterator() if _stands(one, text)]  # fmt: skip
    for speaker in named:
        spellings = {speaker.name, *speaker.aliases}
        if speaker.kind == Speaker.Kind.PERSON and " " in speaker.name:
            spellings.add(speaker.name.rsplit(" ", 1)[1])
        for spelling in spellings:
            found[spelling] = speaker if found.get(spelling, speaker) == speaker else None
    return found


def _stands(speaker: Speaker, text: str) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        for name in (speaker.name, *speaker.aliases)
        if name in text
    )
