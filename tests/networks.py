"""Territories to measure, and a plain reading of their network to measure against."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd

import welfare_graph as wg

ONE_WAY = {
    "refers",
    "funds",
    "commissions",
    "member_of",
    "represents",
    "evaluates",
    "delivers_for",
    "manages",
}


def territory(ties=(), actors=(), **columns) -> wg.Ecosystem:
    """A territory of the actors that are named, with ties (source, target[, type[, weight[, trust]]])."""
    rows = [(*tie, *(None,) * (5 - len(tie))) for tie in ties]
    frame = pd.DataFrame(rows, columns=["source", "target", "type", "weight", "trust"])
    frame["type"] = frame["type"].fillna("collaborates") if len(frame) else frame["type"]
    ids = list(dict.fromkeys([*actors, *frame["source"], *frame["target"]]))
    people = pd.DataFrame({"actor_id": ids, "name": ids, **({"type": "firm"} | columns)}, dtype=object)
    return wg.Ecosystem.from_tables(actors=people, ties=frame)


def drawn(seed: int, *, actors: int | None = None, density: float | None = None) -> wg.Ecosystem:
    """A random territory: layers, parallel ties, self-ties, isolates, missing weights and trust."""
    generator = np.random.default_rng(seed)
    n = actors or int(generator.integers(2, 22))
    count = int((density or generator.choice([0.05, 0.15, 0.4])) * n * (n - 1) / 2) + 1
    ids = np.array([f"a{i:02d}" for i in generator.permutation(n)])
    layers = np.array(["collaborates", "refers", "shares_space", "funds"])
    ties = pd.DataFrame(
        {
            "source": ids[generator.integers(0, n, count)],
            "target": ids[generator.integers(0, n, count)],
            "type": layers[generator.integers(0, 4, count)],
            "weight": np.where(generator.random(count) < 0.2, np.nan, generator.integers(1, 9, count) / 4),
            "trust": np.where(generator.random(count) < 0.3, np.nan, generator.integers(1, 11, count) / 10),
            "directed": generator.choice(np.array([True, False, None], dtype=object), count),
            "status": generator.choice(np.array([None, None, None, "planned"], dtype=object), count),
        }
    )
    kinds = np.array(["firm", "municipality", "school"])[generator.integers(0, 3, n)]
    people = pd.DataFrame({"actor_id": ids, "name": ids, "type": kinds})
    return wg.Ecosystem.from_tables(actors=people, ties=ties)


def plain(eco: wg.Ecosystem, *, layer=None, directed=False, weight=None) -> nx.Graph:
    """The network of a territory read row by row: the slow words of the definition."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(sorted(eco.actors.index))
    layers = [layer] if isinstance(layer, str) else layer
    for row in eco.ties.to_dict("records"):
        if row["status"] in ("planned", "proposed", "ended", "withdrawn") or row["source"] == row["target"]:
            continue
        if layers is not None and row["type"] not in layers:
            continue
        one_way = row["type"] in ONE_WAY if pd.isna(row["directed"]) else row["directed"]
        add(graph, row["source"], row["target"], row, weight)
        if directed and not one_way:
            add(graph, row["target"], row["source"], row, weight)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"]
    return graph


def add(graph, one, other, row, weight):
    value = None if weight is None else row[weight]
    if pd.isna(value):
        value = 0.5 if weight == "trust" else 1.0
    data = graph.get_edge_data(one, other)
    if data is None:
        graph.add_edge(one, other, weight=value, ties=1)
    else:
        data["ties"] += 1
        united = max(data["weight"], value) if weight == "trust" else data["weight"] + value
        data["weight"] = 1.0 if weight is None else united
