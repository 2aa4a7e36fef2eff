"""The words of a territory in a language: needs, units, how complete an inventory is."""

from __future__ import annotations

from welfare_graph._texts import number, text
from welfare_graph.ecosystem import Ecosystem

__all__ = ["inventory_word", "names_of_needs", "people_word"]

_FEW = 10


def names_of_needs(eco: Ecosystem, lang: str) -> dict[str, str]:
    """Return what each need is called; the name where there is none in Italian."""
    called = eco.needs["name_it"].fillna(eco.needs["name"]) if lang == "it" else eco.needs["name"]
    return {str(need): str(name) for need, name in called.items()}


def people_word(people: float, lang: str) -> str:
    """Return people as a number that can be read aloud: with a decimal only where they are few."""
    whole = people >= _FEW or round(people, 1) == round(people)
    return number(people, lang, 0 if whole else 1)


def inventory_word(complete: str, lang: str) -> str:
    """Return how complete an inventory is, in words."""
    return text(f"gaps.inventory_{complete}", lang)
