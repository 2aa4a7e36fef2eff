"""Did you mean: the nearest known word to one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from welfare_graph.errors import UnknownNameError

_SHOWN = 12


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word most like `word`, or None where nothing is like it."""
    known = list(dict.fromkeys(str(w) for w in words))
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(candidate.casefold().strip(), candidate)
    found = get_close_matches(str(word).casefold().strip(), list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def suggest(word: str, words: Iterable[str]) -> str:
    """Return a sentence that helps: the nearest word, else the words there are."""
    known = list(dict.fromkeys(str(w) for w in words))
    match = nearest(word, known)
    if match is not None:
        return f"Did you mean {match!r}?"
    if not known:
        return "There are none."
    shown = ", ".join(repr(w) for w in sorted(known)[:_SHOWN])
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"There are: {shown}{more}."


def check(word: str, words: Iterable[str], what: str) -> str:
    """Return `word` if it is known, else raise `UnknownNameError` with a suggestion."""
    known = list(words)
    if word in known:
        return word
    raise UnknownNameError(f"There is no {what} {word!r}. {suggest(str(word), known)}")
