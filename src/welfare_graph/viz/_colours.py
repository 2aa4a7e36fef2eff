"""One colour system for every picture: hues and shapes by actor type, page themes, contrast.

Every mark colour stands out by 3 to 1 or more from both page themes, so a type has one colour
everywhere; where a hue repeats the shape differs, and types that share a shape stay apart for
readers with any of the three kinds of colour blindness (both computed in the unit tests).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from welfare_graph.schema import WORDS

__all__ = ["GAP_SIGNS", "GRADE_MARKS", "SHAPES", "THEMES", "TIE_DASHES", "TYPE_MARKS", "contrast", "marks"]

SHAPES = ("circle", "square", "diamond", "triangle", "triangle_down", "hexagon", "star")
TYPE_MARKS = {word.code: (str(word.color), str(word.symbol)) for word in WORDS["actor_type"]}
_FAMILIES = {
    "blue": "municipality",
    "orange": "association",
    "green": "foundation",
    "purple": "firm",
    "pink": "employment_agency",
    "ochre": "school",
    "grey": "facility",
}
HUES = {hue: TYPE_MARKS[code][0] for hue, code in _FAMILIES.items()}
_SPARE = [
    ("grey", "hexagon"),
    ("green", "circle"),
    ("purple", "square"),
    ("pink", "triangle"),
    ("ochre", "star"),
    ("green", "hexagon"),
    ("purple", "star"),
    ("pink", "circle"),
    ("ochre", "triangle"),
    ("grey", "diamond"),
]

TIE_DASHES: dict[str, tuple[int, ...]] = {
    "member_of": (),
    "collaborates": (),
    "co_membership": (2, 3),
    "funds": (9, 3),
    "commissions": (9, 3, 2, 3),
    "refers": (5, 3),
    "represents": (1, 3),
    "evaluates": (2, 2),
    "delivers_for": (6, 2, 2, 2),
    "manages": (12, 3),
    "shares_space": (4, 4),
    "other": (1, 4),
}
GAP_SIGNS = {
    "absent": "✕",
    "far": "→",
    "full": "■",
    "eligibility": "⊘",
    "relational": "≠",
    "fragile": "!",
    "missing_type": "−",
    "standard": "§",
    "unknown": "?",
}
GRADE_MARKS = {"documented": "●", "computed": "◆", "estimate": "≈", "assumption": "◇"}

THEMES = {
    "light": {
        "page": "#f7f7f4",
        "panel": "#ffffff",
        "quiet": "#eff0ec",
        "line": "#d9dbd5",
        "edge": "#80868c",
        "ink": "#1c2126",
        "soft": "#545c64",
        "accent": "#0b5c6b",
        "accent-wash": "#dcecee",
        "on-accent": "#ffffff",
        "gap": "#a8321a",
        "gap-wash": "#fbe6df",
        "help": "#20693f",
        "help-wash": "#dff0e5",
        "land": "#e9eae5",
        "shore": "#ffffff",
        "g1": "#f8ddd2",
        "g2": "#efb39d",
        "g3": "#dd8163",
        "g4": "#bd4f32",
        "g5": "#8a2912",
        "b1": "#dfe9f0",
        "b2": "#b5cfe0",
        "b3": "#7fabc9",
        "b4": "#3d7499",
        "b5": "#1f567a",
    },
    "dark": {
        "page": "#14181b",
        "panel": "#1b2024",
        "quiet": "#242a2f",
        "line": "#363d44",
        "edge": "#7d868e",
        "ink": "#eceeec",
        "soft": "#aab2b8",
        "accent": "#74c7d4",
        "accent-wash": "#1d3a40",
        "on-accent": "#0d1a1d",
        "gap": "#ff9d80",
        "gap-wash": "#43241b",
        "help": "#7fd0a0",
        "help-wash": "#1c3a29",
        "land": "#2a3036",
        "shore": "#14181b",
        "g1": "#3f2a24",
        "g2": "#6b3626",
        "g3": "#9c4a2f",
        "g4": "#d0694a",
        "g5": "#ffa488",
        "b1": "#223039",
        "b2": "#28485c",
        "b3": "#356a8a",
        "b4": "#5795ba",
        "b5": "#a3d0ea",
    },
}


def luminance(colour: str) -> float:
    """Relative luminance of a ``#rrggbb`` colour, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _is_colour(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) == 7
        and value[0] == "#"
        and all(c in "0123456789abcdefABCDEF" for c in value[1:])
    )


def marks(
    codes: Iterable[str], given: Mapping[str, tuple[Any, Any]] | None = None
) -> dict[str, tuple[str, str]]:
    """Colour and shape of each actor type.

    ``given`` holds what a vocabulary says (colour, symbol); a colour that is not ``#rrggbb`` or a
    shape that is unknown falls back on the table of this module, then on spare marks in order.
    """
    given = given or {}
    chosen: dict[str, tuple[str, str]] = {}
    spare = 0
    for code in sorted(codes):
        colour, shape = given.get(code, (None, None))
        if code in TYPE_MARKS:
            base = TYPE_MARKS[code]
        else:
            hue, form = _SPARE[spare % len(_SPARE)]
            base, spare = (HUES[hue], form), spare + 1
        chosen[code] = (
            colour.lower() if _is_colour(colour) else base[0],
            shape if shape in SHAPES else base[1],
        )
    return chosen
