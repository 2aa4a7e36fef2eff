"""From cells as they came to typed columns; what cannot be read is reported, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

BAD_TEXT = re.compile("[\x00\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
Fault = tuple[int, str, dict[str, object]]

_EXACT = 2.0**53
_TRUE = frozenset({"true", "yes", "y", "1", "sì", "si", "s", "vero", "x"})
_FALSE = frozenset({"false", "no", "n", "0", "falso"})
_PLAIN = re.compile(r"[+-]?\d+")
_DOT = re.compile(r"[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?")
_DOT_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_COMMA_GROUP = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_ITALIAN = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+,\d*|[+-]?[1-9]\d{0,2}(\.\d{3}){2,}")
_ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+\.\d*|[+-]?[1-9]\d{0,2}(,\d{3}){2,}")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?)?)?")
_TIMED = re.compile(r"(\S+?)[T ]\s*(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?")
_DAY = len("2020-06-30")
_ITALIAN_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class NoScalar:
    """A list or an object found in a cell."""

    text: str


@dataclass
class Cells:
    """A typed column, the positions that could not be read with a code and fields each, and its words.

    `coded` holds, where it comes for free, which different word each row holds, and the words.
    """

    column: pd.Series
    faults: list[Fault] = field(default_factory=list)
    coded: tuple[np.ndarray, pd.Index] | None = None


def read_cells(
    series: pd.Series,
    kind: str,
    *,
    decimal: str = ".",
    tidy: bool = False,
    small: bool = False,
    words: ExtensionArray | None = None,
) -> Cells:
    """Read a column as the kind its schema asks for; in a tidy one empty text is already missing.

    In a `small` one no number reaches a thousand, so that 44,886 can only be a decimal. `words` are its
    categories as a text array, where there is one already.
    """
    if kind == "text":
        return _read_text(series, tidy=tidy, words=words)
    if kind == "float":
        return _read_float(series, decimal, small=small)
    readers: dict[str, Callable[[pd.Series, str], Cells]] = {
        "integer": _read_integer,
        "boolean": _read_boolean,
        "date": _read_date,
    }
    return readers[kind](series, decimal)


def read_extra(series: pd.Series, declared: str | None, *, textual: bool, decimal: str = ".") -> Cells:
    """Read a column of the user's own: as declared, as typed, or as its cells look."""
    known = {"number": "float", "integer": "integer", "boolean": "boolean", "string": "text"}
    if declared in known:
        return read_cells(series, known[declared], decimal=decimal)
    if not textual:
        return read_cells(series, _kind_of(series))
    return _guess(series, decimal)


def _kind_of(series: pd.Series) -> str:
    dtype = series.dtype
    if pd.api.types.is_bool_dtype(dtype):
        return "boolean"
    if pd.api.types.is_integer_dtype(dtype):
        return "integer"
    if pd.api.types.is_float_dtype(dtype):
        return "float"
    if pd.api.types.is_object_dtype(dtype):
        filled = [value for value in series if not _is_missing(value)]
        if filled and all(isinstance(v, bool | np.bool_) for v in filled):
            return "boolean"
        if filled and all(isinstance(v, int | np.integer) and not isinstance(v, bool) for v in filled):
            return "integer"
        if filled and all(isinstance(v, int | float | np.number) and not isinstance(v, bool) for v in filled):
            return "float"
    return "text"


def _guess(series: pd.Series, decimal: str) -> Cells:
    """Read text as numbers if every filled cell is one without a leading zero, else keep it."""
    as_text = _read_text(series)
    filled = as_text.column.dropna().unique()
    leading_zero = re.compile(r"[+-]?0\d.*")
    if len(filled) == 0 or any(leading_zero.fullmatch(cell) for cell in filled):
        return as_text
    if all(_PLAIN.fullmatch(cell) and not cell.startswith("+") for cell in filled):
        whole = _read_integer(series, decimal)
        return whole if not whole.faults else as_text
    number = _read_float(series, decimal)
    return number if not number.faults and all(not cell.startswith("+") for cell in filled) else as_text


def _is_missing(value: object) -> bool:
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float | np.floating) and bool(np.isnan(value))


def _read_text(series: pd.Series, *, tidy: bool = False, words: ExtensionArray | None = None) -> Cells:
    if tidy and isinstance(series.dtype, pd.StringDtype):
        return Cells(series)
    if isinstance(series.dtype, pd.StringDtype):
        values = series if str(series.dtype) == "str" else series.astype("str")
        empty = (values == "").to_numpy(dtype=bool, na_value=False)
        if empty.any():
            values = values.mask(empty)
        return Cells(values)
    if isinstance(series.dtype, pd.CategoricalDtype):
        return _text_categories(series, tidy=tidy, words=words)
    faults: list[Fault] = []
    cells: list[str | None] = []
    for position, value in enumerate(series.astype(object)):
        word, fault = _as_text(value)
        if fault:
            faults.append((position, fault, {"value": repr(value)[:80]}))
        cells.append(word or None)
    return Cells(pd.Series(cells, index=series.index, name=series.name, dtype="str"), faults)


def _text_categories(series: pd.Series, *, tidy: bool, words: ExtensionArray | None) -> Cells:
    codes, uniques = factorized(series)
    if tidy or (pd.api.types.infer_dtype(uniques, skipna=False) == "string" and "" not in uniques):
        plain = uniques if uniques.dtype == object else pd.Index(uniques.to_numpy(dtype=object), dtype=object)
        text = take_text(plain.to_numpy() if words is None else words, codes)
        return Cells(pd.Series(text, index=series.index, name=series.name), coded=(codes, plain))
    read = [_as_text(unique) for unique in uniques]
    cells = [word or None for word, _ in read]
    wrong = [place for place, (_, fault) in enumerate(read) if fault]
    faults: list[Fault] = [
        (int(i), str(read[codes[i]][1]), {}) for i in np.flatnonzero(np.isin(codes, wrong))
    ]
    return Cells(pd.Series(take_text(cells, codes), index=series.index, name=series.name), faults)


def _as_text(value: object) -> tuple[str | None, str | None]:
    if isinstance(value, str):
        whole = value.isascii() or not _SURROGATE.search(value)
        return (str(value), None) if whole else (None, "not_text")
    if _is_missing(value):
        return None, None
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower(), None
    if isinstance(value, float | np.floating):
        return (str(int(value)) if float(value).is_integer() else repr(float(value))), None
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return (value.date() if midnight else value).isoformat(), None
    if isinstance(value, dt.date):
        return value.isoformat(), None
    if isinstance(value, int | np.integer):
        return str(int(value)), None
    return None, "not_a_scalar"


def factorized(series: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return which different cell each row holds (-1 where missing), and the different cells."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), series.cat.categories
    try:
        codes, uniques = pd.factorize(series.array, use_na_sentinel=True)
    except TypeError:  # a list or a dict in a cell has no hash; what it says stands for it
        plain = [NoScalar(repr(cell)) if isinstance(cell, list | dict | set) else cell for cell in series]
        codes, uniques = pd.factorize(pd.Series(plain, dtype=object), use_na_sentinel=True)
    return codes, pd.Index(np.asarray(uniques, dtype=object), dtype=object)


def take_text(words: Sequence[str | None] | np.ndarray | ExtensionArray, codes: np.ndarray) -> ExtensionArray:
    """Return a text array from different words and which one each row holds (-1 where missing)."""
    text = words if isinstance(words, ExtensionArray) else pd.array(words, dtype="str")
    return text.take(codes, allow_fill=True)


def _read_float(series: pd.Series, decimal: str, *, small: bool = False) -> Cells:
    values = _numeric(series)
    if values is not None:
        return _finite(series, values)
    return _read_numbers(series, decimal, whole=False, small=small)


def _numeric(series: pd.Series) -> np.ndarray | None:
    """Return the floats of a column that is already numeric, else None."""
    if pd.api.types.is_bool_dtype(series.dtype) or not pd.api.types.is_numeric_dtype(series.dtype):
        return None
    return series.to_numpy(dtype=np.float64, na_value=np.nan)


def _finite(series: pd.Series, values: np.ndarray) -> Cells:
    bad = np.flatnonzero(np.isinf(values))
    faults: list[Fault] = [(int(i), "not_finite", {}) for i in bad]
    values = np.where(np.isinf(values), np.nan, values)
    return Cells(pd.Series(values, index=series.index, name=series.name), faults)


def _read_numbers(series: pd.Series, decimal: str, *, whole: bool, small: bool = False) -> Cells:
    """Read each different cell once; the decimal sign is decided over the whole column."""
    at_once = _arrow_numbers(series) if decimal == "." else None
    if at_once is not None:
        return Cells(pd.Series(at_once, index=series.index, name=series.name))
    codes, uniques = factorized(series)
    cells = uniques.tolist()
    numbers = _plain_numbers(cells, decimal)
    problem: dict[int, tuple[str, dict[str, object]]] = {}
    if numbers is None:
        numbers, problem = _any_numbers(cells, decimal, whole=whole, small=small)
    values = np.append(numbers, np.nan)[codes]
    faults = [(int(i), *problem[codes[i]]) for i in np.flatnonzero(np.isin(codes, list(problem)))]
    return Cells(pd.Series(values, index=series.index, name=series.name), faults)


def _arrow_numbers(series: pd.Series) -> np.ndarray | None:
    """Read plain dot-decimal text with pyarrow; None where any cell needs a closer look."""
    if getattr(series.dtype, "storage", None) != "pyarrow":
        return None
    import pyarrow as pa
    from pyarrow import compute

    try:
        numbers = compute.cast(pa.array(series), pa.float64())
    except pa.ArrowInvalid:
        return None
    finite = compute.all(compute.is_finite(numbers)).as_py()
    return numbers.to_numpy(zero_copy_only=False) if finite is not False else None


def _plain_numbers(cells: list[object], decimal: str) -> np.ndarray | None:
    """Read dot-decimal text at once; None where any cell needs a closer look."""
    try:
        joined = "\n".join(cells)  # type: ignore[arg-type]
    except TypeError:  # a cell that is no text
        return None
    if re.search(r"[^0-9.eE+\-\n]", joined) or (decimal != "." and "." in joined):
        return None
    try:
        numbers = np.array(cells, dtype=object).astype(np.float64)
    except ValueError:
        return None
    return numbers if np.isfinite(numbers).all() else None


def _any_numbers(
    cells: list[object], decimal: str, *, whole: bool, small: bool
) -> tuple[np.ndarray, dict[int, tuple[str, dict[str, object]]]]:
    """Read cells one by one; return the numbers, and a code and fields for each that is none."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    sign, clash = _decimal_sign(texts, decimal, whole=whole, small=small)
    seen = ", ".join(repr(cell) for cell in dict.fromkeys(clash))
    numbers = np.full(len(cells), np.nan)
    problem: dict[int, tuple[str, dict[str, object]]] = {}
    for place, cell in enumerate(cells):
        if clash and isinstance(cell, str) and re.search("[.,]", cell):
            if cell.strip() in clash:
                problem[place] = ("ambiguous_decimal", {"seen": seen})
            continue
        numbers[place], code = _as_number(cell, sign)
        if code is not None:
            problem[place] = (code, {})
    return numbers, problem


def _decimal_sign(texts: list[str], preferred: str, *, whole: bool, small: bool) -> tuple[str, list[str]]:
    """Decide between dot and comma as the decimal sign of a column; name the cells that forbid it."""
    kinds: dict[str, list[str]] = {"dot": [], "comma": [], "dot_group": [], "comma_group": [], "": []}
    for cell in texts:
        looks = _looks(cell)
        kinds[looks.removesuffix("_group") if small else looks].append(cell)
    dot, comma, dot_group, comma_group = (kinds[k] for k in ("dot", "comma", "dot_group", "comma_group"))
    if dot and comma:
        return preferred, [dot[0], comma[0]]
    if comma:
        return ",", []
    if dot:
        return ".", ([comma_group[0], dot[0]] if comma_group and preferred == "," else [])
    if whole:
        return ("," if dot_group else "." if comma_group else preferred), []
    unclear = {",": dot_group, ".": comma_group}.get(preferred, dot_group + comma_group)
    return preferred, ([unclear[0], (dot_group + comma_group)[-1]] if unclear else [])


def _looks(cell: str) -> str:
    """Say which decimal sign a cell shows, or that it could be a group of thousands."""
    forms = (
        ("comma", _ITALIAN),
        ("dot", _ENGLISH),
        ("dot_group", _DOT_GROUP),
        ("comma_group", _COMMA_GROUP),
        ("dot", _DOT),
        ("comma", _COMMA),
    )
    if not re.search("[.,]", cell):
        return ""
    return next((name for name, form in forms if form.fullmatch(cell)), "")


def _as_number(cell: object, sign: str) -> tuple[float, str | None]:
    """Return a number, or nan and the code of the fault."""
    if not isinstance(cell, str):
        if _is_missing(cell):
            return np.nan, None
        if isinstance(cell, bool | np.bool_) or not isinstance(cell, int | float | np.number):
            return np.nan, "not_a_number"
        return (float(cell), None) if np.isfinite(float(cell)) else (np.nan, "not_finite")
    cell = cell.strip()
    if not cell:
        return np.nan, None
    if _NOT_FINITE.fullmatch(cell):
        return np.nan, "not_finite"
    if sign == "," and _grouped(cell, ".", ","):
        cell = cell.replace(".", "").replace(",", ".")
    elif sign == "." and _grouped(cell, ",", "."):
        cell = cell.replace(",", "")
    if not _DOT.fullmatch(cell):
        return np.nan, "not_a_number"
    value = float(cell)
    return (value, None) if np.isfinite(value) else (np.nan, "not_finite")


def _grouped(cell: str, group: str, decimal: str) -> bool:
    """Say whether a cell is a number with this decimal sign, its thousands grouped or not."""
    plain = rf"[+-]?\d*({re.escape(decimal)}\d*)?([eE][+-]?\d+)?"
    thousands = rf"[+-]?[1-9]\d{{0,2}}({re.escape(group)}\d{{3}})+({re.escape(decimal)}\d*)?"
    return bool(re.fullmatch(plain, cell) or re.fullmatch(thousands, cell))


def _read_integer(series: pd.Series, decimal: str) -> Cells:
    if pd.api.types.is_integer_dtype(series.dtype):
        return Cells(series.astype("Int64"))
    values = _numeric(series)
    cells = _read_numbers(series, decimal, whole=True) if values is None else _finite(series, values)
    numbers = cells.column.to_numpy()
    large = np.abs(numbers) >= _EXACT
    exact = {int(i): _whole(series.iloc[i]) for i in np.flatnonzero(large)}
    bad = ~np.isnan(numbers) & (numbers != np.floor(numbers))
    bad[[place for place, value in exact.items() if value is None]] = True
    cells.faults += [(int(i), "not_an_integer", {}) for i in np.flatnonzero(bad)]
    cells.column = cells.column.mask(bad | large).astype("Int64")
    for place, value in exact.items():
        cells.column.iloc[place] = value
    return cells


def _whole(cell: object) -> int | None:
    """Return a whole number that a float cannot hold, or None where 64 bits cannot either."""
    if not isinstance(cell, int | np.integer) and not (
        isinstance(cell, str) and _PLAIN.fullmatch(cell.strip())
    ):
        return None
    value = int(cell)
    return value if abs(value) < 2**63 else None


def _by_unique(series: pd.Series, read: Callable[[object], tuple[object, str | None]], dtype: str) -> Cells:
    codes, uniques = factorized(series)
    results = [read(unique) for unique in uniques]
    lookup = np.array([value for value, _ in results] + [None], dtype=object)
    wrong = [place for place, (_, code) in enumerate(results) if code is not None]
    faults: list[Fault] = [
        (int(i), str(results[codes[i]][1]), {}) for i in np.flatnonzero(np.isin(codes, wrong))
    ]
    return Cells(pd.Series(lookup[codes], index=series.index, name=series.name, dtype=dtype), faults)


def _read_boolean(series: pd.Series, _: str) -> Cells:
    if pd.api.types.is_bool_dtype(series.dtype):
        return Cells(series.astype("boolean"))
    return _by_unique(series, _as_boolean, "boolean")


def _as_boolean(cell: object) -> tuple[object, str | None]:
    if _is_missing(cell) or (isinstance(cell, str) and not cell.strip()):
        return None, None
    if isinstance(cell, bool | np.bool_):
        return bool(cell), None
    word = str(cell).strip().casefold().removesuffix(".0")
    if word in _TRUE:
        return True, None
    return (False, None) if word in _FALSE else (None, "not_a_boolean")


def _read_date(series: pd.Series, _: str) -> Cells:
    return _by_unique(series, _as_date, "str")


def _as_date(cell: object) -> tuple[object, str | None]:
    if _is_missing(cell):
        return None, None
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time(0)
        if not midnight and cell.tzinfo is not None:
            return None, "not_a_date"
        return cell.date().isoformat(), None if midnight else "time_of_day"
    if isinstance(cell, dt.date):
        return cell.isoformat(), None
    if isinstance(cell, int | float | np.number) and not isinstance(cell, bool) and float(cell).is_integer():
        cell = str(int(cell))
    word = str(cell).strip()
    if not word:
        return None, None
    if iso_date(word) is not None:
        return iso_date(word), None
    timed = _TIMED.fullmatch(word)
    day = iso_date(timed.group(1)) if timed else None
    return (day, "time_of_day") if day is not None and len(day) == _DAY else (None, "not_a_date")


def iso_date(word: str) -> str | None:
    """Return a date as ISO text, full or reduced, or None where it is none."""
    italian = _ITALIAN_DATE.fullmatch(word)
    iso = _ISO.fullmatch(word)
    if italian:
        day, month, year = (int(part) for part in italian.groups())
        parts: tuple[int, ...] = (year, month, day)
    elif iso:
        parts = tuple(int(part) for part in iso.groups() if part is not None)
    else:
        return None
    try:
        dt.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return None
    return "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts))
