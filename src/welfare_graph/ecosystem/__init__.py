"""The territory: an immutable set of typed tables, and the ways to cut it."""

from __future__ import annotations

from collections.abc import Mapping

from welfare_graph.ecosystem._container import Ecosystem
from welfare_graph.ecosystem._cuts import first_day as first_day
from welfare_graph.ecosystem._cuts import last_day as last_day
from welfare_graph.ecosystem._intake import METADATA, taken
from welfare_graph.ecosystem._intake import clean_metadata as clean_metadata
from welfare_graph.ecosystem._intake import raw_table as raw_table
from welfare_graph.validation import Finding, Raw

__all__ = ["Ecosystem", "METADATA"]


def build(raws: Mapping[str, Raw], metadata: Mapping[str, object], findings: list[Finding]) -> Ecosystem:
    """Make a territory from tables as they came, or raise with every finding."""
    return Ecosystem(*taken(raws, metadata, findings))
