"""Who bridges, who would be missed: a sentence each, for the report."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph._texts import number, text
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import brokerage as kernel
from welfare_graph.kernels import parts
from welfare_graph.roles._brokerage import closed_view

_LEFT_OUT = ("member_of",)
_LARGE = 20_000


def who_bridges(eco: Ecosystem, lang: str = "en", *, most: int = 8) -> list[tuple[str, str]]:
    """Return the actors who join others that nobody else joins, with a sentence each, most missed first.

    First comes whose loss cuts most actors off, then who is the only go-between of most pairs. Memberships of
    a body are left out where other ties exist: they say who belongs, not who works together. Above 20,000
    actors the list is empty.

    Parameters
    ----------
    eco
        The territory.
    lang
        ``en`` or ``it``.
    most
        How many at most.

    Returns
    -------
    list
        Pairs of actor id and sentence.
    """
    now = eco.current()
    facts = _facts(now)
    if facts.empty:
        return []
    order = facts.sort_values(["lost", "alone", "pairs"], ascending=False, kind="stable").head(most)
    names = now.actors["name"].loc[order.index]
    told = zip(order.index, names, order.astype(int).to_numpy().tolist(), strict=True)
    return [
        (str(actor), _sentence(str(name), dict(zip(order.columns, row, strict=True)), lang))
        for actor, name, row in told
    ]


def what_it_rests_on(eco: Ecosystem, lang: str = "en") -> str:
    """Return the sentences that say which ties `who_bridges` looks at."""
    layer = working_layers(eco)
    ties = len(views.edges(eco, layer=layer).source)
    told = [text(f"network.rests.{'one' if ties == 1 else 'many'}", lang, ties=number(ties, lang))]
    if layer is not None and set(_LEFT_OUT) & set(eco.current().active("ties")["type"]):
        told.append(text("network.left_out", lang))
    return " ".join(told)


def working_layers(eco: Ecosystem) -> list[str] | None:
    """Return the tie types that say who works with whom, or None (all) where there are no others."""
    present = sorted(eco.current().active("ties")["type"].unique())
    kept = [name for name in present if name not in _LEFT_OUT]
    return kept or None


def _facts(eco: Ecosystem) -> pd.DataFrame:
    """Return pairs joined, by nobody else, across zones, and actors cut off, of the brokers that matter."""
    layer = working_layers(eco)
    found = views.edges(eco, layer=layer)
    columns = ["pairs", "alone", "across", "lost"]
    if not len(found.source) or found.n > _LARGE:
        return pd.DataFrame(columns=columns)
    closed = closed_view(eco, found, layer)
    facts = {
        "pairs": kernel.count_roles(closed, np.zeros(found.n, dtype=np.int64)).sum(axis=1) // 2,
        "alone": kernel.exclusive_pairs(closed) // 2,
        "across": _across(eco, found, closed),
        "lost": _cut_off(eco, layer),
    }
    frame = pd.DataFrame(facts, index=pd.Index(found.ids, dtype="str"))
    return frame[(frame["alone"] > 0) | (frame["lost"] > 0)]


def _across(eco: Ecosystem, found: views.Edges, closed: kernel.Closed) -> NDArray[np.int64]:
    """Count the pairs each actor joins whose seats lie in two zones, both known."""
    zone, names = views.groups(eco, "zone", found)
    unknown = (zone == len(names) - 1) if names[-1:] == [views.MISSING] else np.zeros(found.n, dtype=bool)
    same = kernel.count_roles(closed, zone)[:, :2].sum(axis=1)
    by_known = kernel.count_roles(closed, unknown.astype(np.int64))
    known = np.where(unknown, by_known[:, 1], by_known[:, 0])
    neither = np.where(unknown, by_known[:, 0], by_known[:, 1])
    return np.asarray((known - (same - neither)) // 2)


def _cut_off(eco: Ecosystem, layer: list[str] | None) -> NDArray[np.int64]:
    """Count the actors that lose their way to the largest rest of their component without each actor."""
    blocks = list(views.engine(eco, layer=layer).biconnected_components())
    node = np.array([actor for block in blocks for actor in block], dtype=np.int64)
    place = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
    return parts.cut_off(views.edges(eco, layer=layer).n, node, place)


def _sentence(name: str, facts: dict[str, int], lang: str) -> str:
    said = {key: number(value, lang) for key, value in facts.items()}
    count = "one" if facts["pairs"] == 1 else "many"
    alone = "only" if facts["alone"] == facts["pairs"] else "some" if facts["alone"] else "none"
    stands = text(f"network.pairs.{count}", lang, name=name, pairs=said["pairs"])
    told = [f"{stands}: {text(f'network.alone.{alone}', lang, alone=said['alone'])}"]
    for key, sentence in (("across", "zones"), ("lost", "lost")):
        if facts[key]:
            many = "one" if facts[key] == 1 else "many"
            told.append(text(f"network.{sentence}.{many}", lang, **{key: said[key]}))
    return " ".join(told)
