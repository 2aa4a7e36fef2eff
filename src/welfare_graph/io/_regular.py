"""A regular CSV file, without quotes and with every record whole: its cells told apart as bytes, at once.

A cell is read as words of eight bytes, and its words stirred into one number; cells with the same
number are then compared byte by byte, so that nothing rests on chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Distinct", "read_regular"]

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Part = tuple[int, slice | Ints, Words]

_NEWLINE, _RETURN = b"\n"[0], b"\r"[0]
_WORD = 8
_KEPT = np.array([(1 << 8 * size) - 1 for size in range(_WORD + 1)], dtype=np.uint64)
_STIR = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_BITS = np.uint64(8)
_LONGEST_CELL = 10_000
_BLOCK = 1 << 20
_SMALL = 2**31
_CELLS = 50_000


@dataclass(frozen=True)
class Cells:
    """Cells of a file: where each begins, and how many bytes it has."""

    text: bytes
    start: Ints
    length: Ints

    def __getitem__(self, rows: Ints) -> Cells:
        return Cells(self.text, self.start[rows], self.length[rows])

    def word(self, offset: int, rows: slice | Ints = slice(None)) -> Words:
        """Return eight bytes of each cell from an offset on, zero where it has ended."""
        every = np.ndarray(len(self.text) - _WORD + 1, dtype="<u8", buffer=self.text, strides=(1,))
        place, length = self.start[rows] + offset, self.length[rows]
        last = len(every) - 1
        words: Words
        if place.max(initial=0) > last:
            past = np.clip(place - last, 0, _WORD - 1).astype(np.uint64)
            words = every[np.minimum(place, last)] >> _BITS * past
        else:
            words = every[place]
        least, most = (int(length.min()), int(length.max())) if len(length) else (offset, offset)
        if least < offset + _WORD:
            same = offset < least == most
            words &= _KEPT[least - offset] if same else _KEPT[np.clip(length - offset, 0, _WORD)]
        return words

    def parts(self) -> list[Part]:
        """Return every word of the cells, each with the rows whose cell is that long."""
        parts: list[Part] = []
        for offset in range(0, int(self.length.max(initial=0)), _WORD):
            longer = self.length > offset
            rows = slice(None) if longer.all() else np.flatnonzero(longer)
            parts.append((offset, rows, self.word(offset, rows)))
        return parts

    def decoded(self) -> list[str]:
        """Return the cells as text, many in one go."""
        words: list[str] = []
        text = np.frombuffer(self.text, dtype=np.uint8)
        for block in range(0, len(self.start), _CELLS):
            start, size = (array[block : block + _CELLS] for array in (self.start, self.length + 1))
            last = np.cumsum(size)
            joined = text.take(np.arange(last[-1]) + np.repeat(start - (last - size), size), mode="clip")
            joined[last - 1] = _NEWLINE
            words += joined.tobytes().decode("utf-8").split("\n")[:-1]
        return words


@dataclass(frozen=True)
class Distinct:
    """The different cells of a column: the number each is stirred into, where one stands, its text."""

    numbers: pd.Index
    cells: Cells
    text: pd.Index

    def hold(self, cells: Cells, parts: list[Part], codes: Ints) -> bool:
        """Say whether each cell is, byte by byte, the one that its code names."""
        if not (self.cells.length[codes] == cells.length).all():
            return False
        for offset, rows, word in parts:
            whole = isinstance(rows, slice)
            twin = self.cells.word(offset)[codes] if whole else self.cells.word(offset, codes[rows])
            if not (twin == word).all():
                return False
        return True


def read_regular(
    data: bytes, delimiter: str, known: list[Distinct | None]
) -> list[tuple[pd.Categorical, Distinct]] | None:
    """Return the columns of a file, its header left out, as categories of text; an empty cell is missing.

    Parameters
    ----------
    data
        UTF-8 without quotes and NUL; a carriage return only before a newline.
    delimiter
        One ASCII character.
    known
        For each column, two or more, the cells of another file that it may be made of; it is then
        coded by them.

    Returns
    -------
    list or None
        The columns, each with its different cells. None where a record is not whole, a cell very long,
        or two cells cannot be told apart.
    """
    ends = _ends(data, ord(delimiter), len(known))
    if ends is None:
        return None
    text = np.frombuffer(data, dtype=np.uint8)
    columns = []
    for place, ids in enumerate(known):
        start = np.add(ends[:-1, -1] if place == 0 else ends[1:, place - 1], 1, dtype=np.int64)
        length = ends[1:, place] - start
        if place == len(known) - 1 and b"\r" in data:
            length -= text[start + length - 1] == _RETURN
        column = _column(Cells(data, start, length), ids)
        if column is None:
            return None
        columns.append(column)
    return columns


def _ends(data: bytes, delimiter: int, width: int) -> Ints | None:
    """Return where each cell of each record ends, or None where a record is not whole."""
    size = len(data)
    while size and data[size - 1] in b"\r\n":
        size -= 1
    if size < _WORD:
        return None
    text = np.frombuffer(data, dtype=np.uint8)[:size]
    places, newlines = [], []
    for first in range(0, size, _BLOCK):  # a block fits the processor's cache
        block = text[first : first + _BLOCK]
        found = np.flatnonzero((block == _NEWLINE) | (block == delimiter))
        newlines.append(block[found] == _NEWLINE)
        places.append((found + first).astype(np.int32 if size < _SMALL else np.int64))
    last = np.array([size], dtype=places[0].dtype)
    marks, ends = np.concatenate([*places, last]), np.concatenate([*newlines, [True]])
    if len(marks) != np.count_nonzero(ends) * width or not ends[width - 1 :: width].all():
        return None
    return marks.reshape(-1, width)


def _column(cells: Cells, known: Distinct | None) -> tuple[pd.Categorical, Distinct] | None:
    """Tell the cells of a column apart; None where one is too long or two cannot be told apart."""
    if cells.length.max(initial=0) > _LONGEST_CELL:
        return None
    filled = np.flatnonzero(cells.length)
    whole = len(filled) == len(cells.length)
    coded = _coded(cells if whole else cells[filled], known)
    if coded is None:
        return None
    codes, distinct = coded
    if not whole:
        codes = np.full(len(cells.length), -1, dtype=np.int64)
        codes[filled] = coded[0]
    return pd.Categorical.from_codes(codes, distinct.text, validate=False), distinct


def _coded(cells: Cells, known: Distinct | None) -> tuple[Ints, Distinct] | None:
    """Return which different cell each one is, among the known ones if all are."""
    parts = cells.parts()
    numbers = np.zeros(len(cells.start), dtype=np.uint64)
    for _, rows, word in parts:
        numbers[rows] = (numbers[rows] ^ numbers[rows] >> _HALF) * _STIR + word
    if known is not None:
        codes = known.numbers.get_indexer(pd.Index(numbers))
        if (codes >= 0).all() and known.hold(cells, parts, codes):
            return codes, known
    codes = pd.factorize(numbers)[0]
    first = np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1))
    one = cells[first]
    distinct = Distinct(pd.Index(numbers[first]), one, pd.Index(one.decoded(), dtype=object))
    return (codes, distinct) if distinct.hold(cells, parts, codes) else None
