"""Docstrings as the house wants them, and the checker that says so."""

from __future__ import annotations

import pytest
from tools.docstrings import faults

WHOLE = '''
"""A module."""
__all__ = ["measure"]

def measure(eco: object, *, k: int = 1) -> int:
    """Count something.

    Parameters
    ----------
    eco
        The territory.
    k
        How many, at least 1.

    Returns
    -------
    A count, never negative.

    References
    ----------
    Freeman, L. C. (1978). doi:10.1016/0378-8733(78)90021-7

    Examples
    --------
    >>> 1
    1
    """
    return k
'''


def judged(tmp_path, text):
    (tmp_path / "measures.py").write_text(text, encoding="utf-8")
    return [line.split(" ", 1)[1] for line in faults(tmp_path)]


def test_every_public_docstring_is_whole(repository):
    assert faults(repository / "src" / "welfare_graph") == []


def test_a_whole_docstring_passes(tmp_path):
    assert judged(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"""A module."""', "", "module has no docstring"),
        (
            "Count something.",
            "Count something",
            "measure: the first line is not one sentence ending with a full stop",
        ),
        ("    k\n        How many, at least 1.\n", "", "measure: Parameters does not tell of k"),
        ("    k\n", "    k : int\n", "measure: the type of k belongs in the signature only"),
        ("    k\n", "    k, n\n", "measure: Parameters tells of n, which is no parameter"),
        ("    Returns\n    -------\n    A count, never negative.\n", "", "measure: no Returns"),
        ("    >>> 1\n    1\n", "", "measure: Examples without >>>"),
        ("doi:10.1016/0378-8733(78)90021-7", "", "measure: References without a DOI or another identifier"),
    ],
)
def test_each_fault_is_found(tmp_path, old, new, fault):
    assert old in WHOLE
    assert judged(tmp_path, WHOLE.replace(old, new)) == [fault]


def test_a_private_module_is_left_alone(tmp_path):
    (tmp_path / "_inner.py").write_text("__all__ = ['f']\ndef f(): pass\n", encoding="utf-8")
    assert faults(tmp_path) == []
