"""Small territories with everything in them that files tend to lose."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

import welfare_graph as wg

WORDS = (
    "001191", "1e5", "None", "NA", "nan", "null", "TRUE", "true", "=1+1", "'=1+1", "''@x", "-3", "+39 0121",
    "@here", "\tx", "a,b", "a;b", 'say "hi"', "riga\nriga", "riga\r\nriga", " x ", "0", "1.200,5", "2020-06",
    "30/06/2020", "è à ü ß", "中文", "😀", "_x0041_", "_x000D_", "\x01", "\x7f", "#N/A", "<b>&amp;</b>",
    "]]>", "0.1", "1191", "Inf", "-", "'", "x" * 300,
)  # fmt: skip
NO_CONTROL = tuple(word for word in WORDS if "\x01" not in word)


def text(words: tuple[str, ...] = WORDS) -> st.SearchStrategy[str]:
    """Nasty words, and any text without NUL and half characters."""
    allowed = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    return st.sampled_from(words) | st.text(allowed, min_size=1, max_size=12)


def optional(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SHARES = st.floats(0, 1)
DATES = st.sampled_from(["2020", "2020-06", "2020-06-30", "1999-12-31"])


@st.composite
def territories(draw: st.DrawFn, words: tuple[str, ...] = WORDS) -> wg.Ecosystem:
    """Actors, ties and areas with nasty cells, missing values and columns of the user's own."""
    some = text(words)
    ids = draw(st.lists(some, min_size=1, max_size=5, unique=True))
    areas = draw(st.lists(some, min_size=1, max_size=3, unique=True))
    actors = [
        {
            "actor_id": actor,
            "name": draw(some),
            "type": draw(st.sampled_from(["firm", "association"])),
            "area_id": draw(optional(st.sampled_from(areas))),
            "lat": draw(optional(st.floats(44, 45))),
            "employees": draw(optional(st.integers(0, 2**53 - 1))),
            "start": draw(optional(DATES)),
            "note": draw(optional(some)),
            "own_text": draw(optional(some)),
            "own_number": draw(optional(FLOATS)),
            "own_truth": draw(optional(st.booleans())),
            "own_code": draw(optional(st.sampled_from(["007", "12"]))),
        }
        for actor in ids
    ]
    ties = [
        {
            "source": draw(st.sampled_from(ids)),
            "target": draw(st.sampled_from(ids)),
            "type": draw(st.sampled_from(["collaborates", "refers"])),
            "weight": draw(optional(st.floats(1e-300, 1e300))),
            "trust": draw(optional(SHARES)),
            "directed": draw(optional(st.booleans())),
            "note": draw(optional(some)),
        }
        for _ in range(draw(st.integers(0, 6)))
    ]
    home = pd.DataFrame({"area_id": areas, "name": [draw(some) for _ in areas]})
    people = pd.DataFrame({name: pd.Series([a[name] for a in actors], dtype=object) for name in actors[0]})
    links = pd.DataFrame(ties, columns=["source", "target", "type", "weight", "trust", "directed", "note"])
    return wg.Ecosystem.from_tables(
        actors=people,
        ties=links,
        areas=home,
        title=draw(optional(some)),
        reference_date=draw(optional(DATES)),
    )
