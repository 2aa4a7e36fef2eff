"""Colour and symbol of each default actor type: hue by family, shape where a hue repeats.

Every hue stands out by 3 to 1 or more from a white and from a near-black page, and types that share a
symbol stay apart for readers with any kind of colour blindness (the unit tests compute both).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HUES: Mapping[str, str] = MappingProxyType(
    {
        "blue": "#2a78b8",
        "orange": "#c8621b",
        "green": "#2f8f5b",
        "purple": "#8a5fc7",
        "pink": "#c9568f",
        "ochre": "#a07a10",
        "grey": "#74808b",
    }
)
_FAMILIES = {
    "blue": {
        "municipality": "circle",
        "social_services_consortium": "square",
        "health_authority": "triangle",
        "union_of_municipalities": "hexagon",
        "region": "star",
    },
    "orange": {
        "association": "circle",
        "social_cooperative": "triangle",
        "micro_community": "hexagon",
        "mutual_aid_society": "star",
    },
    "green": {"foundation": "diamond", "religious_body": "triangle_down"},
    "purple": {"firm": "diamond", "consortium": "triangle_down"},
    "pink": {"employment_agency": "diamond", "employers_association": "triangle_down"},
    "ochre": {"school": "square", "training_body": "diamond", "research_body": "triangle_down"},
    "grey": {
        "other_public_body": "circle",
        "facility": "square",
        "other_third_sector": "triangle",
        "trade_union": "star",
    },
}
MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {code: (HUES[hue], symbol) for hue, family in _FAMILIES.items() for code, symbol in family.items()}
)
