"""A page for the public: no small counts of people, and none that a sum would give away."""

from __future__ import annotations

from typing import Any

__all__ = ["LEAST", "protect"]

LEAST = 3
_CELL = ("q", "low", "high")
_GAP = ("people", "low", "high", "share")


def _small(value: Any) -> bool:
    return value is not None and 0 < value < LEAST


def _suppress(cells: dict[str, list[Any]], gaps: dict[str, list[Any]]) -> set[tuple[int, int]]:
    """Cells (area, need) that must not show their counts: small ones, then enough others."""
    hidden: set[tuple[int, int]] = set()
    sizes: dict[int, list[tuple[float, tuple[int, int]]]] = {}
    for row, (area, need) in enumerate(zip(cells["area"], cells["need"], strict=True)):
        quantity = cells["q"][row]
        if any(_small(cells[column][row]) for column in _CELL):
            hidden.add((area, need))
        if quantity:
            sizes.setdefault(need, []).append((quantity, (area, need)))
    for row, key in enumerate(zip(gaps["area"], gaps["need"], strict=True)):
        if any(_small(gaps[column][row]) for column in ("people", "low", "high")) or _rest_is_small(
            cells, gaps, row
        ):
            hidden.add(key)
    for rows in sizes.values():
        _complement(sorted(rows), hidden)
    return hidden


def _rest_is_small(cells: dict[str, list[Any]], gaps: dict[str, list[Any]], row: int) -> bool:
    """Say whether the people served (demand less gap) are a small count."""
    people, share = gaps["people"][row], gaps["share"][row]
    return bool(people and share and 0 < share < 1 and _small(people / share - people))


def _complement(rows: list[tuple[float, tuple[int, int]]], hidden: set[tuple[int, int]]) -> None:
    """Hide further cells of a need until its hidden ones are two or more and add up to enough."""
    own = [(size, key) for size, key in rows if key in hidden]
    if not own:
        return
    others = [(size, key) for size, key in rows if key not in hidden]
    while others and (len(own) < 2 or sum(size for size, _ in own) < LEAST):
        own.append(others.pop(0))
        hidden.add(own[-1][1])


def _blank(cells: dict[str, list[Any]], gaps: dict[str, list[Any]], hidden: set[tuple[int, int]]) -> None:
    """Take the counts of hidden cells out, and the sentences that would tell them."""
    for row, key in enumerate(zip(cells["area"], cells["need"], strict=True)):
        if key in hidden:
            for column in _CELL:
                cells[column][row] = None
    for row, key in enumerate(zip(gaps["area"], gaps["need"], strict=True)):
        if key in hidden:
            for column in _GAP:
                gaps[column][row] = None
            gaps["en"][row] = gaps["it"][row] = ""


def protect(page: dict[str, Any]) -> None:
    """Take small counts, and what would give them away, out of a page's columns."""
    scenarios = [page, *([page["plan"]["after"]] if page["plan"] else [])]
    hidden: set[tuple[int, int]] = set()
    for one in scenarios:
        hidden |= _suppress(one["cells"], one["gaps"])
    for one in scenarios:
        _blank(one["cells"], one["gaps"], hidden)
    if page["plan"]:
        people = page["plan"]["actions"]["people"]
        page["plan"]["actions"]["people"] = [None if _small(count) else count for count in people]
    page["actors"]["lost"] = [None if _small(lost) else lost for lost in page["actors"]["lost"]]
    page["areas"]["pop"] = [None if _small(people) else people for people in page["areas"]["pop"]]
