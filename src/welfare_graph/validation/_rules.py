"""Checks that need several cells or several tables at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from welfare_graph import schema
from welfare_graph.validation._conform import Checked
from welfare_graph.validation._findings import NOTHING_LIKE
from welfare_graph.validation._outlines import canonical_wkt
from welfare_graph.validation._places import check_places

_TYPO = 0.75
_FACTOR = 3.0
_SHOWN = 3
_CODE_DIGITS = 6
_DUPLICATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ties": ("duplicate_tie", ("source", "target", "type", "initiative_id", "start", "end")),
    "memberships": ("duplicate_row", ("actor_id", "initiative_id", "role", "start", "end")),
    "catchments": ("duplicate_row", ("actor_id", "area_id", "start", "end")),
    "gateways": ("duplicate_row", ("area_id", "actor_id")),
    "adjacency": ("duplicate_row", ("area_a", "area_b")),
}
_ENDS = {"ties": ("source", "target"), "adjacency": ("area_a", "area_b")}

Tables = Mapping[str, Checked]


def check_all(tables: dict[str, Checked]) -> None:
    """Run every check over the typed tables; findings stay with the table they speak of."""
    own = _own_words(tables)
    for checked in tables.values():
        _ids(checked)
        _ordered_dates(checked)
        _words(checked, own)
    if "areas" in tables and len(tables["areas"].frame):
        _short_codes(tables["areas"])
    for checked in tables.values():
        _references(checked, tables)
    for checked in tables.values():
        _duplicates(checked, tables)
    check_places(tables)
    for name, rule in _RULES.items():
        if name in tables and len(tables[name].frame):
            rule(tables[name], tables)


def _ids(checked: Checked) -> None:
    index = checked.table.index
    if index is None or not len(checked.frame):
        return
    coded = checked.coded(index)
    if len(coded.uniques) == (coded.codes >= 0).sum():
        return
    first = coded.first[coded.codes]
    for position in np.flatnonzero((first != np.arange(len(first))) & (coded.codes >= 0)):
        checked.add("duplicate_id", [position], index, first=checked.raw.row(first[position]))


def _short_codes(checked: Checked) -> None:
    """Name codes that are shorter than the others of their table, which begin with zeros."""
    codes = [str(code) for code in checked.ids()]
    if not any(code.startswith("0") and code.isdigit() and len(code) == _CODE_DIGITS for code in codes):
        return
    for place, code in enumerate(codes):
        padded = code.zfill(_CODE_DIGITS)
        if code.isdigit() and len(code) < _CODE_DIGITS and padded not in codes:
            checked.add("short_code", checked.coded("area_id").rows_of([place]), "area_id", padded=padded)


def _ordered_dates(checked: Checked) -> None:
    for start, end in (("start", "end"), ("valid_from", "valid_to")):
        if start not in checked.table.by_name:
            continue
        if not checked.filled(start).any() or not checked.filled(end).any():
            continue
        first = checked.frame[start].to_numpy(dtype=object)
        last = checked.frame[end].to_numpy(dtype=object)
        for position, (a, b) in enumerate(zip(first, last, strict=True)):
            if isinstance(a, str) and isinstance(b, str) and a[: len(b)] > b[: len(a)]:
                checked.add("reversed_dates", [position], end, start=a, end=b)


def _words(checked: Checked, given: Mapping[str, list[str]]) -> None:
    for column in checked.table.columns:
        if column.words is None or not checked.filled(column.name).any():
            continue
        default = schema.words(column.words)
        own = given.get(column.words, [])
        known = {*default, *own}
        coded = checked.coded(column.name)
        for place, cell in enumerate(coded.uniques):
            if cell in known:
                continue
            like = _labelled(str(cell), column.words) or checked.like(str(cell), [*default, *own], _TYPO)
            closed = column.words not in schema.OPEN_KINDS or bool(own)
            code = "unknown_word" if closed or like is not None else "new_word"
            choice = like or ", ".join([*default, *own])
            checked.add(code, coded.rows_of([place]), column.name, like=choice, kind=column.words)


def _labelled(cell: str, kind: str) -> str | None:
    """Return the word whose label was typed in its place: Impresa for firm."""
    typed = cell.strip().casefold()
    for word in schema.WORDS[kind]:
        labels = {label.casefold() for label in (word.en, word.it)}
        if typed in labels | {label.split(" (")[0] for label in labels}:
            return word.code
    return None


def _own_words(tables: Tables) -> dict[str, list[str]]:
    """Return the words of the territory's own by their kind."""
    words: dict[str, list[str]] = {}
    if "vocabulary" in tables:
        frame = tables["vocabulary"].frame
        for kind, code in zip(frame["kind"], frame["code"], strict=True):
            if isinstance(kind, str) and isinstance(code, str):
                words.setdefault(kind, []).append(code)
    return words


def _references(checked: Checked, tables: Tables) -> None:
    for column in checked.table.columns:
        if column.refers is None or not checked.filled(column.name).any():
            continue
        index = schema.TABLES[column.refers].index
        target = tables.get(column.refers)
        if target is not None and _unread(target):
            continue
        if target is None or not len(target.frame) or index is None:
            if column.required:
                filled = np.flatnonzero(checked.filled(column.name))
                checked.add(
                    "dangling_reference", filled, column.name, refers=column.refers, like=NOTHING_LIKE
                )
            else:
                checked.whole("unchecked_reference", column=column.name, refers=column.refers)
            continue
        _dangling(checked, column, target)
    if checked.table.name == "people_groups":
        _group_units(checked, tables)


def _unread(target: Checked) -> bool:
    """Say whether the codes of a table could not be read, which is a finding of its own already."""
    return target.raw.unread or target.table.index not in target.raw.frame.columns


def _dangling(checked: Checked, column: schema.Column, target: Checked) -> None:
    coded = checked.coded(column.name)
    known = target.ids()
    if coded.uniques is known:
        return
    absent = np.flatnonzero(known.get_indexer(coded.uniques) < 0)
    if not len(absent):
        return
    code = "dangling_reference" if column.required else "dangling_option"
    repairs: dict[str, str] = {}
    for place in absent.tolist():
        cell = str(coded.uniques[place])
        parts = [part.strip() for part in cell.split(";")] if column.several else [cell]
        wrong = [part for part in parts if part not in known]
        padded = cell.zfill(_CODE_DIGITS)
        if cell.isdigit() and len(cell) < _CODE_DIGITS and padded in known:
            repairs[cell] = padded
            checked.add("repaired_code", coded.rows_of([place]), column.name, repaired=padded)
        elif wrong:
            like = checked.like(wrong[0], known) or NOTHING_LIKE
            rows = coded.rows_of([place])
            checked.add(code, rows, column.name, refers=column.refers, like=like)
    if repairs:
        checked.frame[column.name] = checked.frame[column.name].replace(repairs)
        checked.forget(column.name)


def _group_units(checked: Checked, tables: Tables) -> None:
    homes = {"area": "areas", "actor": "actors", "initiative": "initiatives"}
    for unit, home in homes.items():
        rows = checked.frame.index[(checked.frame["unit"] == unit) & checked.frame["unit_id"].notna()]
        target = tables.get(home)
        known = set() if target is None else set(target.frame[schema.TABLES[home].index].dropna())
        for position in rows:
            cell = str(checked.frame["unit_id"].iloc[position])
            if cell not in known:
                like = checked.like(cell, known) or NOTHING_LIKE
                checked.add("dangling_reference", [position], "unit_id", refers=home, like=like)


def _duplicates(checked: Checked, tables: Tables) -> None:
    table = checked.table
    if table.index is not None or not len(checked.frame):
        return
    code, columns = _DUPLICATES.get(table.name, ("duplicate_key", table.key))
    told = [name for name in columns if checked.filled(name).any()]
    keys = [_codes(checked, name) for name in told if name not in _ENDS.get(table.name, ())]
    if table.name in _ENDS:
        keys = [*_sorted_ends(checked, tables), *keys]
    repeated = _repeated(keys) if keys else np.zeros(len(checked.frame), dtype=bool)
    whole = np.logical_and.reduce([checked.filled(name) for name in table.required])
    places = np.flatnonzero(repeated & whole)
    quoted = {int(i): " / ".join(str(checked.frame[c].iloc[i]) for c in table.required) for i in places}
    checked.add(code, places, table.required[0], quoted, key=", ".join(columns))


def _repeated(keys: list[np.ndarray]) -> np.ndarray:
    """Say which rows repeat an earlier one in every key."""
    whole = keys[0].astype(np.int64)
    for key in keys[1:]:
        least = int(key.min())
        span = int(key.max()) - least + 1
        if span * (int(whole.max()) + 2) >= np.iinfo(np.int64).max:
            whole = pd.factorize(whole)[0].astype(np.int64)
        whole = whole * span + (key - least)
    ordered = np.sort(whole)
    again = ordered[1:][ordered[1:] == ordered[:-1]]
    repeated = np.isin(whole, again) if len(again) else np.zeros(len(whole), dtype=bool)
    places = np.flatnonzero(repeated)
    repeated[places] = pd.Series(whole[places]).duplicated().to_numpy()
    return repeated


def _codes(checked: Checked, name: str) -> np.ndarray:
    values = checked.frame[name]
    if isinstance(values.dtype, pd.StringDtype):
        return checked.coded(name).codes.astype(np.int64)
    return pd.factorize(values, use_na_sentinel=True)[0].astype(np.int64)


def _ends(checked: Checked) -> tuple[np.ndarray, np.ndarray]:
    """Return the two ends of each row as positions in one list of names (-1 where missing)."""
    if checked.ends is not None:
        return checked.ends
    first, second = (checked.coded(name) for name in _ENDS[checked.table.name])
    if first.uniques is second.uniques:
        checked.ends = first.codes, second.codes
        return checked.ends
    places = pd.factorize(np.concatenate([first.uniques, second.uniques]))[0]
    one, other = places[: len(first.uniques)], places[len(first.uniques) :]
    checked.ends = np.append(one, -1)[first.codes], np.append(other, -1)[second.codes]
    return checked.ends


def _sorted_ends(checked: Checked, tables: Tables) -> list[np.ndarray]:
    """Return both ends, put in order where the direction means nothing."""
    a, b = _ends(checked)
    both = np.ones(len(a), dtype=bool)
    if checked.table.name == "ties":
        both = ~_is_directed(checked, tables)
    return [np.where(both, np.minimum(a, b), a), np.where(both, np.maximum(a, b), b)]


def _is_directed(checked: Checked, tables: Tables) -> np.ndarray:
    default = {word.code: bool(word.directed) for word in schema.WORDS["tie_type"]}
    if "vocabulary" in tables:
        own = tables["vocabulary"].frame
        own = own[(own["kind"] == "tie_type") & own["directed"].notna()]
        default |= dict(zip(own["code"], own["directed"].astype(bool), strict=True))
    coded = checked.coded("type")
    words = [default.get(str(word), False) for word in coded.uniques]
    by_type: np.ndarray = np.array([*words, False])[coded.codes]
    given = checked.frame["directed"]
    if not checked.filled("directed").any():
        return by_type
    return np.where(given.isna().to_numpy(), by_type, given.to_numpy(dtype=bool, na_value=False))


def _rule_ties(checked: Checked, tables: Tables) -> None:
    a, b = _ends(checked)
    checked.add("self_tie", np.flatnonzero((a == b) & (a >= 0)), "target")
    actors = tables["actors"].frame if "actors" in tables else None
    if actors is None or not tables["actors"].filled("end").any():
        return
    ends = actors.dropna(subset=["end"]).set_index("actor_id")["end"]
    ends = ends[~ends.index.duplicated()]
    for name in ("source", "target"):
        coded = checked.coded(name)
        rows = coded.rows_of(np.flatnonzero(coded.uniques.isin(ends.index)))
        for position in rows:
            gone = str(ends[checked.frame[name].iloc[position]])
            if _outlives(checked.frame, int(position), gone):
                checked.add("ended_actor", [position], name, end=gone)


def _outlives(frame: pd.DataFrame, position: int, gone: str) -> bool:
    """Say whether a row starts after a day, or goes on after it, on its own dates."""
    start, end, status = (frame[name].iloc[position] for name in ("start", "end", "status"))
    if isinstance(start, str) and start[: len(gone)] > gone[: len(start)]:
        return True
    if isinstance(end, str):
        return end[: len(gone)] > gone[: len(end)]
    return status not in schema.NOT_COUNTING


def _rule_adjacency(checked: Checked, _: Tables) -> None:
    a, b = _ends(checked)
    checked.add("self_tie", np.flatnonzero((a == b) & (a >= 0)), "area_b")


def _rule_demand(checked: Checked, tables: Tables) -> None:
    frame = checked.frame
    bounds = (("low", "quantity"), ("quantity", "high"), ("low", "high"))
    wrong: dict[int, str] = {}
    for small, large in bounds:
        for position in np.flatnonzero((frame[small] > frame[large]).to_numpy()).tolist():
            wrong.setdefault(position, small if small != "quantity" else "high")
    for position, column in sorted(wrong.items()):
        low, quantity, high = (frame[name].iloc[position] for name in ("low", "quantity", "high"))
        checked.add("disordered_range", [position], column, low=low, quantity=quantity, high=high)
    served = set(tables["services"].frame["need_id"].dropna()) if "services" in tables else set()
    wanted = frame.loc[frame["quantity"] > 0, "need_id"].dropna().unique()
    inventory = set(tables["inventory"].frame["need_id"].dropna()) if "inventory" in tables else set()
    needs = set(tables["needs"].frame["need_id"].dropna()) if "needs" in tables else set()
    for need in wanted:
        if need in needs and need not in served and need not in inventory:
            checked.whole("demand_without_service", column="need_id", value=str(need))


def _rule_initiatives(checked: Checked, _: Tables) -> None:
    frame = checked.frame.dropna(subset=["initiative_id"]).drop_duplicates("initiative_id")
    parent = dict(zip(frame["initiative_id"], frame["part_of"], strict=True))
    for position, start in enumerate(checked.frame["initiative_id"]):
        seen, here = [start], parent.get(start)
        while isinstance(here, str) and here not in seen:
            seen.append(here)
            here = parent.get(here)
        if isinstance(here, str) and here == start:
            checked.add("membership_cycle", [position], "part_of", cycle=" → ".join([*seen, start]))


def _rule_travel(checked: Checked, tables: Tables) -> None:
    frame = checked.frame.dropna(subset=["origin", "destination", "minutes"])
    pairs = frame.groupby(["origin", "destination"], sort=False)["minutes"].min()
    back = pairs.rename_axis(["destination", "origin"]).reorder_levels([1, 0])
    other = back.reindex(pairs.index)
    ratio = pairs / other
    skewed = ratio.index[(ratio > _FACTOR) & ((pairs - other) > _FACTOR)]
    lone = other.index[other.isna()]
    keys = pd.MultiIndex.from_frame(frame[["origin", "destination"]])
    for position in frame.index[keys.isin(skewed)]:
        checked.add("travel_asymmetric", [position], "minutes")
    for position in frame.index[keys.isin(lone)]:
        checked.add("travel_gap", [position], "destination")
    _used_pairs(checked, tables, pairs)


def _used_pairs(checked: Checked, tables: Tables, pairs: pd.Series) -> None:
    """Name areas with demand, or with a service, from or to which no minutes are given at all."""
    if "demand" not in tables or "services" not in tables:
        return
    origins = set(tables["demand"].frame["area_id"].dropna())
    ends = set(tables["services"].frame["area_id"].dropna())
    reached = set(pairs.index.get_level_values(1)) | origins
    away = set(pairs.index.get_level_values(0)) | ends
    for area in sorted(origins - away):
        checked.whole("travel_gap", column="origin", value=area)
    for area in sorted(ends - reached):
        checked.whole("travel_gap", column="destination", value=area)


def _rule_outlines(checked: Checked, _: Tables) -> None:
    shapes = list(checked.frame["wkt"])
    for position, wkt in enumerate(shapes):
        if not isinstance(wkt, str):
            continue
        canonical = canonical_wkt(wkt)
        if canonical is None:
            checked.add("bad_outline", [position], "wkt", {position: wkt[:60]})
        else:
            shapes[position] = canonical
    checked.frame["wkt"] = pd.Series(shapes, index=checked.frame.index, dtype="str")


_RULES: Mapping[str, Callable[[Checked, Tables], None]] = {
    "ties": _rule_ties,
    "adjacency": _rule_adjacency,
    "demand": _rule_demand,
    "initiatives": _rule_initiatives,
    "travel": _rule_travel,
    "outlines": _rule_outlines,
}
