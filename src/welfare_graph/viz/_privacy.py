"""A page for the public: no small counts of people, and none that a sum would give away."""

from __future__ import annotations

from itertools import compress
from typing import Any

__all__ = ["LEAST", "UNTOLD", "protect"]

LEAST = 3
UNTOLD = -1
ROUND = 10
_CELL = ("q", "low", "high")
_GAP = ("people", "low", "high", "share")
_SAID = ("en", "it", "remedy_en", "remedy_it")


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


def _blank(one: dict[str, Any], hidden: set[tuple[int, int]]) -> None:
    """Take the counts of hidden cells out, and every sentence that would tell them."""
    cells, found = one["cells"], one["gaps"]
    for row, key in enumerate(zip(cells["area"], cells["need"], strict=True)):
        if key in hidden:
            for column in _CELL:
                cells[column][row] = None
    needs = {need for _, need in hidden}
    for row, key in enumerate(zip(found["area"], found["need"], strict=True)):
        if key in hidden:
            for column in _GAP:
                found[column][row] = None
        if key in hidden or (key[1] in needs and found["cert"][row]):
            for column in _SAID:
                found[column][row] = ""


def _hidden_last(one: dict[str, Any], hidden: set[tuple[int, int]]) -> None:
    """Put the gaps without their count after the others, by id: their rank would tell their size."""
    found = one["gaps"]
    untold = [key in hidden for key in zip(found["area"], found["need"], strict=True)]
    order = sorted(
        range(len(untold)), key=lambda row: (untold[row], found["id"][row] if untold[row] else "", row)
    )
    for name, values in found.items():
        found[name] = [values[row] for row in order]


def _silence_sums(page: dict[str, Any], hidden: set[tuple[int, int]]) -> None:
    """Take out the sums over places from which a hidden count could be worked out."""
    names = page["needs"]["id"]
    needs = {need for _, need in hidden}
    codes = {names[need] for need in needs if need >= 0}
    for one in (page, *([page["plan"]["after"]] if page["plan"] else [])):
        parts = one["certs"].items()
        one["certs"] = {name: proof for name, proof in parts if name.rpartition("/")[0] not in codes}
    providers = {
        actor
        for actor, need in zip(page["services"]["actor"], page["services"]["need"], strict=True)
        if need in needs
    }
    page["actors"]["lost"] = [
        UNTOLD if people and (actor in providers or _small(people)) else people
        for actor, people in enumerate(page["actors"]["lost"])
    ]


def _silence_plan(plan: dict[str, Any], hidden: set[tuple[int, int]]) -> None:
    """Let a plan count only what the page shows: places and euros would tell the people, too."""
    effect, deeds = plan["effect"], plan["actions"]
    told = [key not in hidden for key in zip(effect["area"], effect["need"], strict=True)]
    plan["effect"] = {name: list(compress(values, told)) for name, values in effect.items()}
    plan["gain"] = sum(plan["effect"]["gained"])
    for other in plan["alternatives"]:
        other["people"] -= other["people"] % ROUND
    if plan["frontier"]:
        told = plan["frontier"]
        told["people"] = [people - people % ROUND for people in told["people"]]
        told["cost"], told["worst"] = [None] * len(told["cost"]), [None] * len(told["worst"])
    needs = {need for _, need in hidden}
    if not needs.intersection(deeds["need"]):
        return
    for column in ("people", "quantity", "cost"):
        deeds[column] = [
            None if need in needs else value for need, value in zip(deeds["need"], deeds[column], strict=True)
        ]
    plan["cost"] = plan["budget"]
    for other in plan["alternatives"]:
        other["cost"] = None


def protect(page: dict[str, Any]) -> None:
    """Take small counts, and what would give them away, out of a page's columns."""
    scenarios = [page, *([page["plan"]["after"]] if page["plan"] else [])]
    hidden: set[tuple[int, int]] = set()
    for one in scenarios:
        hidden |= _suppress(one["cells"], one["gaps"])
    for one in scenarios:
        _blank(one, hidden)
        _hidden_last(one, hidden)
    _silence_sums(page, hidden)
    if page["plan"]:
        _silence_plan(page["plan"], hidden)
    page["areas"]["pop"] = [None if _small(people) else people for people in page["areas"]["pop"]]
