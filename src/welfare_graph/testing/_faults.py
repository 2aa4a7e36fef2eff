"""The faults people make in tables, each planted in one place."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from welfare_graph import schema
from welfare_graph.errors import MissingTableError

if TYPE_CHECKING:
    from welfare_graph.io import Cell, Grids


@dataclass(frozen=True)
class Fault:
    """One planted fault: where a person would look for it, and the code that must name it."""

    kind: str
    table: str | None
    row: int | None
    column: str | None
    value: str | None
    code: str


@dataclass
class Planting:
    """The tables to spoil, and chance that comes from a seed only."""

    kind: str
    grids: Grids
    chance: random.Random

    def fault(
        self,
        code: str,
        table: str | None,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> Fault:
        """Return where the fault is; `row` counts from 0 at the header."""
        number = None if row is None else row + 1
        if self.grids.excel and isinstance(value, float) and value.is_integer():
            value = int(value)
        return Fault(self.kind, table, number, column, None if value is None else str(value), code)

    def choose(self, places: Iterable[tuple[str, int, str]]) -> tuple[str, int, str]:
        """Choose a cell among places."""
        table, row, column = self.chance.choice(self._some(sorted(places)))
        return table, row, column

    def _some(self, things: list[Any]) -> list[Any]:
        if not things:
            raise MissingTableError(f"No table of this territory can hold the fault {self.kind!r}.")
        return things

    def cells(
        self, wanted: Callable[[schema.Table, schema.Column], bool], *, filled: bool = True
    ) -> list[tuple[str, int, str]]:
        """Return the cells of columns that are wanted; made where a table lacks them unless `filled`."""
        found = []
        for name in self.grids.tables:
            for column in schema.TABLES[name].columns:
                if not wanted(schema.TABLES[name], column):
                    continue
                if filled and column.name not in self.grids.header(name):
                    continue
                found += [
                    (name, row, column.name)
                    for row in self.grids.rows(name)
                    if not filled or self.grids.get(name, row, column.name) is not None
                ]
        return found

    def spoil(
        self,
        code: str,
        value: Cell,
        wanted: Callable[[schema.Table, schema.Column], bool],
        *,
        filled: bool = True,
    ) -> Fault:
        """Put a value into a cell of a wanted column."""
        table, row, column = self.choose(self.cells(wanted, filled=filled))
        self.grids.set(table, row, column, value)
        return self.fault(code, table, row, column, value)

    def row_of(self, *tables: str) -> tuple[str, int]:
        """Choose a record of one of some tables."""
        places = [(t, row) for t in tables if t in self.grids.tables for row in self.grids.rows(t)]
        table, row = self.chance.choice(self._some(places))
        return table, row

    def table_with(self, *tables: str) -> str:
        """Choose one of some tables that the territory has."""
        return str(self.chance.choice(self._some([t for t in tables if t in self.grids.tables])))


Plant = Callable[[Planting], Fault]


def _numeric(table: schema.Table, column: schema.Column) -> bool:
    return column.kind == "float" and table.name != "standards"


def _at(table: str, *names: str) -> Callable[[schema.Table, schema.Column], bool]:
    return lambda home, column: home.name == table and column.name in names


def _column(*names: str) -> Callable[[schema.Table, schema.Column], bool]:
    return lambda _, column: column.name in names


def _ids(table: schema.Table, column: schema.Column) -> bool:
    return column.name == table.index


def _refers(*, required: bool) -> Callable[[schema.Table, schema.Column], bool]:
    return lambda table, column: (
        column.refers is not None
        and column.required == required
        and not column.several
        and table.name not in ("outlines",)
    )


def _value(code: str, value: Cell, wanted: Callable[..., bool], *, filled: bool = True) -> Plant:
    return lambda planting: planting.spoil(code, value, wanted, filled=filled)


def _missing_column(planting: Planting) -> Fault:
    places = [
        (name, 0, column)
        for name in planting.grids.tables
        for column in schema.TABLES[name].required
        if len(planting.grids.header(name)) > 3
    ]
    table, _, column = planting.choose(places)
    place = planting.grids.column(table, column)
    for row in planting.grids.tables[table]:
        del row[place]
    return planting.fault("missing_column", table, None, column)


def _rename(planting: Planting, code: str, new: Callable[[str], str]) -> Fault:
    places = [
        (name, 0, column)
        for name in planting.grids.tables
        for column in planting.grids.header(name)
        if column in schema.TABLES[name].by_name
        and column not in schema.TABLES[name].required
        and len(column) > 4
    ]
    table, _, column = planting.choose(places)
    name = new(column)
    planting.grids.tables[table][0][planting.grids.column(table, column)] = name
    return planting.fault(code, table, None, name, name)


def _unknown_column(planting: Planting) -> Fault:
    return _rename(planting, "unknown_column", lambda name: name[:2] + name[3:])


def _duplicate_column(planting: Planting) -> Fault:
    table = planting.table_with(*planting.grids.tables)
    column = planting.chance.choice(planting.grids.header(table))
    place = planting.grids.column(table, column)
    for row in planting.grids.tables[table]:
        row.append(row[place])
    return planting.fault("duplicate_column", table, None, column, column)


def _duplicate_id(planting: Planting) -> Fault:
    places = [p for p in planting.cells(_ids) if p[1] > 1]
    table, row, column = planting.choose(places)
    value = planting.grids.get(table, planting.chance.randrange(1, row), column)
    planting.grids.set(table, row, column, value)
    return planting.fault("duplicate_id", table, row, column, value)


def _spaces(planting: Planting) -> Fault:
    table, row, column = planting.choose(planting.cells(_ids))
    value = f"{planting.grids.get(table, row, column)} "
    planting.grids.set(table, row, column, value)
    return planting.fault("spaces_around", table, row, column, value)


def _unknown_word(planting: Planting) -> Fault:
    table, row, column = planting.choose(
        planting.cells(lambda _, c: c.words is not None and c.words != "word_kind")
    )
    word = str(planting.grids.get(table, row, column))
    value = word[:1] + word[1:].replace(word[-1], "", 1) + "q" if len(word) > 3 else "qq"
    planting.grids.set(table, row, column, value)
    closed = schema.TABLES[table].by_name[column].words not in schema.OPEN_KINDS or len(word) > 3
    return planting.fault("unknown_word" if closed else "new_word", table, row, column, value)


def _new_word(planting: Planting) -> Fault:
    own = set()
    if "vocabulary" in planting.grids.tables:
        own = {planting.grids.get("vocabulary", row, "kind") for row in planting.grids.rows("vocabulary")}
    return planting.spoil(
        "new_word", "zxqwvkj", lambda _, c: c.words in schema.OPEN_KINDS and c.words not in own
    )


def _disordered(planting: Planting) -> Fault:
    table, row = planting.row_of("demand")
    quantity = float(str(planting.grids.get(table, row, "quantity")))
    planting.grids.set(table, row, "high", None)
    planting.grids.set(table, row, "low", quantity + 1)
    return planting.fault("disordered_range", table, row, "low", quantity + 1)


def _reversed(planting: Planting) -> Fault:
    tables = [t for t in ("actors", "ties", "initiatives", "services") if t in planting.grids.tables]
    table, row = planting.row_of(*tables)
    planting.grids.set(table, row, "start", "2021-05-01")
    planting.grids.set(table, row, "end", "2020-05-01")
    return planting.fault("reversed_dates", table, row, "end", "2020-05-01")


def _places(planting: Planting, code: str, spoil: Callable[[float, float], tuple[float, float]]) -> Fault:
    rows = (
        [
            ("areas", row, "lat")
            for row in planting.grids.rows("areas")
            if planting.grids.get("areas", row, "lat") is not None
        ]
        if "areas" in planting.grids.tables
        else []
    )
    table, row, column = planting.choose(rows)
    lat, lon = (float(str(planting.grids.get(table, row, name))) for name in ("lat", "lon"))
    new = spoil(lat, lon)
    for name, value in zip(("lat", "lon"), new, strict=True):
        planting.grids.set(table, row, name, value)
    return planting.fault(code, table, row, column, new[0])


def _self_tie(planting: Planting) -> Fault:
    table, row = planting.row_of("ties")
    value = planting.grids.get(table, row, "source")
    planting.grids.set(table, row, "target", value)
    return planting.fault("self_tie", table, row, "target", value)


def _repeat(code: str, *tables: str) -> Plant:
    def plant(planting: Planting) -> Fault:
        table, row = planting.row_of(*tables)
        grid = planting.grids.tables[table]
        grid.append(list(grid[row]))
        return planting.fault(code, table, len(grid) - 1, schema.TABLES[table].required[0])

    return plant


def _ended_actor(planting: Planting) -> Fault:
    table, row = planting.row_of("ties")
    column = planting.chance.choice(["source", "target"])
    value = planting.grids.get(table, row, column)
    for name, cell in (("start", "2021"), ("end", None), ("status", None)):
        planting.grids.set(table, row, name, cell)
    for actor in planting.grids.rows("actors"):
        if planting.grids.get("actors", actor, "actor_id") == value:
            planting.grids.set("actors", actor, "start", None)
            planting.grids.set("actors", actor, "end", "2020-12-31")
    return planting.fault("ended_actor", table, row, column, value)


def _cycle(planting: Planting) -> Fault:
    table, row = planting.row_of("initiatives")
    value = planting.grids.get(table, row, "initiative_id")
    planting.grids.set(table, row, "part_of", value)
    return planting.fault("membership_cycle", table, row, "part_of", value)


def _ragged(planting: Planting) -> Fault:
    table, row = planting.row_of(*planting.grids.tables)
    grid = planting.grids.tables[table]
    grid[row] = [*grid[row], "one too many"]
    if not planting.grids.excel:
        return planting.fault("ragged_row", table, row)
    return planting.fault("stray_cell", table, row, _letters(len(grid[row])), "one too many")


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _nul(planting: Planting) -> Fault:
    table, row, column = planting.choose(planting.cells(_column("name", "title")))
    planting.grids.set(table, row, column, f"{planting.grids.get(table, row, column)}\0")
    return planting.fault("nul_byte", table, row, column)


def _header_only(planting: Planting) -> Fault:
    table = planting.table_with("gateways", "inventory", "costs", "responses", "catchments", "people_groups")
    del planting.grids.tables[table][1:]
    return planting.fault("empty_table", table)


def _empty_file(planting: Planting) -> Fault:
    table = planting.table_with(*planting.grids.tables)
    planting.grids.tables[table] = []
    return planting.fault("empty_file", table)


def _mangled(planting: Planting) -> Fault:
    wanted = planting.cells(lambda t, c: c.refers == "areas" and t.name not in ("outlines", "areas"))
    codes = [p for p in wanted if str(planting.grids.get(*p)).startswith("0")]
    table, row, column = planting.choose(codes)
    value = str(planting.grids.get(table, row, column)).lstrip("0")
    planting.grids.set(table, row, column, int(value) if planting.grids.excel else value)
    return planting.fault("repaired_code", table, row, column, value)


def _formula(planting: Planting) -> Fault:
    table, row, column = planting.choose(planting.cells(lambda _, c: c.name in ("name", "title", "note")))
    value = planting.grids.formula(table, row, column)
    code = "formula_cell" if planting.grids.excel else "formula_text"
    return planting.fault(code, table, row, column, value)


def _ambiguous(planting: Planting) -> Fault:
    table, row = planting.row_of("demand")
    for other in planting.grids.rows(table):
        for name in ("low", "high"):
            planting.grids.set(table, other, name, None)
        value = float(str(planting.grids.get(table, other, "quantity")))
        planting.grids.set(table, other, "quantity", round(value))
    planting.grids.set(table, row, "quantity", "1,200")
    return planting.fault("ambiguous_decimal", table, row, "quantity", "1,200")


def _travel(planting: Planting) -> list[list[Cell]]:
    """Give the territory minutes between all its areas, the same both ways."""
    areas = [planting.grids.get("areas", row, "area_id") for row in planting.grids.rows("areas")]
    areas = areas[:12]
    grid: list[list[Cell]] = [["origin", "destination", "minutes"]]
    for i, one in enumerate(areas):
        grid += [[one, other, 10.0 + abs(i - j)] for j, other in enumerate(areas) if i != j]
    planting.grids.tables["travel"] = grid
    return grid


def _travel_value(code: str, value: float) -> Plant:
    def plant(planting: Planting) -> Fault:
        row = planting.chance.randrange(1, len(_travel(planting)))
        planting.grids.set("travel", row, "minutes", value)
        return planting.fault(code, "travel", row, "minutes", value)

    return plant


def _travel_gap(planting: Planting) -> Fault:
    grid = _travel(planting)
    row = planting.chance.randrange(1, len(grid))
    one, other, _ = grid[row]
    del grid[row]
    back = next(place for place, cells in enumerate(grid) if cells[:2] == [other, one])
    return planting.fault("travel_gap", "travel", back, "destination", one)


def _without_service(planting: Planting) -> Fault:
    needs = sorted(
        {str(planting.grids.get("demand", row, "need_id")) for row in planting.grids.rows("demand")}
    )
    need = planting.chance.choice(needs)
    for table in ("services", "inventory"):
        if table in planting.grids.tables:
            grid = planting.grids.tables[table]
            place = planting.grids.column(table, "need_id")
            grid[1:] = [row for row in grid[1:] if row[place] != need]
    return planting.fault("demand_without_service", "demand", None, "need_id", need)


def _missing_table(planting: Planting) -> Fault:
    table = planting.table_with("actors", "ties")
    del planting.grids.tables[table]
    return planting.fault("missing_table", table)


def _unknown_table(planting: Planting) -> Fault:
    table = planting.table_with(*(t for t in planting.grids.tables if t not in ("actors", "ties")))
    wrong = table[:2] + table[3:]
    planting.grids.others[wrong] = planting.grids.tables.pop(table)
    return planting.fault("unknown_table", None, None, None, wrong)


FAULTS: Mapping[str, Plant] = {
    "missing_table": _missing_table,
    "unknown_table": _unknown_table,
    "missing_column": _missing_column,
    "unknown_column": _unknown_column,
    "duplicate_column": _duplicate_column,
    "duplicate_id": _duplicate_id,
    "empty_id": _value("empty_id", None, _ids),
    "spaces_around_id": _spaces,
    "missing_value": _value("missing_value", None, lambda t, c: c.required and c.name != t.index),
    "dangling_reference": _value("dangling_reference", "no such code", _refers(required=True)),
    "dangling_option": _value("dangling_option", "no such code", _refers(required=False)),
    "service_without_actor": _value("missing_value", None, _at("services", "actor_id")),
    "demand_without_need": _value("dangling_reference", "no such need", _at("demand", "need_id")),
    "demand_without_service": _without_service,
    "unknown_word": _unknown_word,
    "new_word": _new_word,
    "not_a_number": _value("not_a_number", "dodici", _numeric),
    "nan": _value("not_finite", "NaN", _numeric),
    "infinity": _value("not_finite", "-inf", _numeric),
    "not_an_integer": _value("not_an_integer", "12.5", lambda _, c: c.kind == "integer" and c.name != "part"),
    "not_a_boolean": _value("not_a_boolean", "forse", _at("ties", "directed"), filled=False),
    "ambiguous_decimal": _ambiguous,
    "negative_quantity": _value("out_of_range", -1, _column("quantity")),
    "negative_capacity": _value("out_of_range", -5, _column("capacity")),
    "weight_zero": _value("weight_not_positive", 0, _at("ties", "weight"), filled=False),
    "weight_negative": _value("weight_not_positive", -2, _at("ties", "weight"), filled=False),
    "trust_out_of_range": _value("out_of_range", 1.2, _column("trust"), filled=False),
    "latitude_out_of_range": _value("out_of_range", 95.5, _column("lat")),
    "disordered_range": _disordered,
    "reversed_dates": _reversed,
    "impossible_date": _value("not_a_date", "2020-02-30", _column("start", "end"), filled=False),
    "not_a_date": _value("not_a_date", "ieri", _column("start", "end"), filled=False),
    "swapped_coordinates": lambda p: _places(p, "swapped_coordinates", lambda lat, lon: (lon, lat)),
    "foreign_coordinates": lambda p: _places(p, "foreign_coordinates", lambda lat, lon: (lat - 40, lon)),
    "self_tie": _self_tie,
    "duplicate_tie": _repeat("duplicate_tie", "ties"),
    "duplicate_row": _repeat("duplicate_row", "memberships", "catchments", "gateways", "adjacency"),
    "duplicate_key": _repeat("duplicate_key", "demand", "people_groups", "costs"),
    "ended_actor": _ended_actor,
    "membership_cycle": _cycle,
    "ragged_row": _ragged,
    "nul_byte": _nul,
    "empty_file": _empty_file,
    "header_only": _header_only,
    "mangled_code": _mangled,
    "formula_cell": _formula,
    "travel_negative": _travel_value("out_of_range", -3.0),
    "travel_gap": _travel_gap,
    "travel_asymmetric": _travel_value("travel_asymmetric", 95.0),
}
"""What people get wrong, by name, and how to get it wrong once."""
