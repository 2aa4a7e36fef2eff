"""Every sentence a person reads, in Italian and English, one catalogue a room.

A key reads ``room.name``; the catalogue of a room is ``_texts/<room>.py`` with a table
``TEXTS = {name: {"en": ..., "it": ...}}``; fields are those of `str.format`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Self, cast

from welfare_graph.errors import UnknownNameError

LANGUAGES = ("en", "it")


@cache
def catalogue(room: str) -> dict[str, dict[str, str]]:
    """Return the texts of a room."""
    return cast("dict[str, dict[str, str]]", import_module(f"{__name__}.{room}").TEXTS)


def text(key: str, lang: str = "en", /, **values: object) -> str:
    """Return the sentence of a key in a language, its fields filled in."""
    _known(lang)
    room, _, name = key.partition(".")
    sentence = catalogue(room)[name][lang]
    return sentence.format(**values) if values else sentence


class Said(str):
    """An English sentence that can be told in another language: what an error says, and its key."""

    key: str
    values: dict[str, object]

    def __new__(cls, key: str, /, **values: object) -> Self:
        """Write the sentence of a key in English."""
        said = super().__new__(cls, text(key, "en", **values))
        said.key, said.values = key, values
        return said

    def told(self, lang: str) -> str:
        """Return the sentence in a language."""
        return text(self.key, lang, **self.values)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def number(value: float, lang: str = "en", digits: int = 0) -> str:
    """Write a number as the language does: 1,234.5 in English, 1.234,5 in Italian."""
    _known(lang)
    written = f"{value:,.{digits}f}"
    if written.strip("-0.,") == "":
        written = written.lstrip("-")
    return written.translate(str.maketrans(",.", ".,")) if lang == "it" else written


def unit_word(unit: str, lang: str) -> str:
    """Return a unit as people say it; a word that nobody has translated stays as the territory writes it."""
    for key in (f"sheet.ui.unit.{unit}", f"gaps.unit_{unit}"):
        room, _, name = key.partition(".")
        if name in catalogue(room):
            return text(key, lang)
    return unit


def short(value: float, lang: str = "en") -> str:
    """Write a number with the digits it needs; nothing where it is missing."""
    _known(lang)
    if value != value:
        return ""
    return f"{value:.10g}".replace(".", ",") if lang == "it" else f"{value:.10g}"


def _known(lang: str) -> None:
    if lang not in LANGUAGES:
        raise UnknownNameError(f"There is no language {lang!r}. There are: 'en', 'it'.")


def plural(count: float, one: str, many: str) -> str:
    """Return the word for one or for many."""
    return one if count == 1 else many
