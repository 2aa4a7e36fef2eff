"""The whole network in a column of numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from welfare_graph import views
from welfare_graph.cohesion._centralisation import centralisation
from welfare_graph.cohesion._parts import communities, components, cut_actors
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import triangles as kernel
from welfare_graph.views import Layer


def summary(eco: Ecosystem, *, layer: Layer = None, seed: int = 0) -> pd.DataFrame:
    """Describe the network as a whole, one row a measure.

    To compare layers, or a territory with itself later. Denser is not better by itself.

    Parameters
    ----------
    eco
        The territory.
    layer
        Tie type, or list of types; None unites all.
    seed
        Seed of the communities.

    Returns
    -------
    DataFrame
        Indexed by ``measure``, one column ``value``: actors, ties (united), density, reciprocity (share of
        arcs that
        are answered; ties without direction are), transitivity, clustering (mean of actors), components,
        largest_component (share of actors), isolates, bridges, cut_actors, core (largest core number),
        communities, modularity, degree_centralisation. Missing where a measure has no meaning.

    Raises
    ------
    UnknownNameError
        If there is no such layer.

    References
    ----------
    Wasserman, S. & Faust, K. (1994). Social Network Analysis. https://doi.org/10.1017/CBO9780511815478

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.cohesion.summary(wg.datasets.two_valleys()).loc[["actors", "ties", "isolates"], "value"].tolist()
    [8.0, 8.0, 1.0]
    """
    found = views.edges(eco, layer=layer)
    u, v, _ = found.pairs()
    n, m = found.n, len(u)
    graph = views.engine(eco, layer=layer)
    listed = views.triangles(eco, layer=layer)
    parts = components(eco, layer=layer)
    groups = communities(eco, layer=layer, seed=seed)
    degree = np.bincount(np.concatenate([u, v]), minlength=n)
    missing = float("nan")
    rows = {
        "actors": n,
        "ties": m,
        "density": 2 * m / (n * (n - 1)) if n > 1 else missing,
        "reciprocity": _reciprocity(eco, layer),
        "transitivity": kernel.transitivity(n, u, v, listed) if m else missing,
        "clustering": kernel.clustering(n, u, v, listed).mean() if n else missing,
        "components": parts.nunique(),
        "largest_component": (parts == 0).mean() if n else missing,
        "isolates": int((degree == 0).sum()),
        "bridges": len(graph.bridges()) if n else 0,
        "cut_actors": int(cut_actors(eco, layer=layer).sum()),
        "core": max(graph.coreness(), default=0) if n else 0,
        "communities": groups.nunique(),
        "modularity": graph.modularity(_in_id_order(found, groups)) if m else missing,
        "degree_centralisation": centralisation(eco, "degree", layer=layer),
    }
    index = pd.Index(list(rows), name="measure", dtype="str")
    return pd.DataFrame({"value": np.array(list(rows.values()), dtype=float)}, index=index)


def _in_id_order(found: views.Edges, labels: pd.Series) -> list[int]:
    ordered = np.empty(found.n, dtype=np.int64)
    ordered[found.rows] = labels.to_numpy()
    return list(ordered.tolist())


def _reciprocity(eco: Ecosystem, layer: Layer) -> float:
    """Return the share of arcs whose reverse is an arc too."""
    arcs = views.edges(eco, layer=layer, directed=True)
    if not len(arcs.source):
        return float("nan")
    keys = arcs.source * arcs.n + arcs.target
    return float(np.isin(arcs.target * arcs.n + arcs.source, keys).mean())
