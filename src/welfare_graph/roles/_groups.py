"""The centrality of a set of actors taken as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph.centrality import SAMPLE_ABOVE
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import paths
from welfare_graph.views import Layer

MEASURES = ("degree", "closeness", "betweenness")
_SOURCES = 200


def group_centrality(
    eco: Ecosystem,
    actors: Iterable[str],
    *,
    measure: str | Callable[..., object] = "degree",
    layer: Layer = None,
    directed: bool = False,
    seed: int = 0,
) -> float:
    """Measure a set of actors as if they were one.

    How well a steering committee, or the partners of a pact, reach the rest together. Central members may
    reach the same others: a group is not the sum of its members.

    Parameters
    ----------
    eco
        The territory.
    actors
        Ids of the members, or one id; twice the same counts once.
    measure
        ``degree``, ``closeness`` or ``betweenness``, or the function of that name.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction, from the group outwards.
    seed
        Seed of the sample of starts that betweenness takes above 20,000 actors.

    Returns
    -------
    float
        0 to 1: degree, the share of outsiders tied to a member; closeness, the outsiders over the sum of
        their
        distances, times the share reached; betweenness, the share of outsiders' shortest paths that pass
        through the group. Missing (NaN) where no outsider is left, or for betweenness no pair of them.

    Raises
    ------
    UnknownNameError
        If there is no such actor, layer or measure.
    ValueError
        If no actor is given.

    References
    ----------
    Everett, M. G. & Borgatti, S. P. (1999). The centrality of groups and classes. Journal of Mathematical
    Sociology, 23(3), 181-201. https://doi.org/10.1080/0022250X.1999.9990219

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.roles.group_centrality(wg.datasets.two_valleys(), ["mutua", "ponte"])
    0.6666666666666666
    """
    name = check(measure if isinstance(measure, str) else measure.__name__, MEASURES, "group measure")
    found = views.edges(eco, layer=layer, directed=directed)
    chosen = sorted({actors} if isinstance(actors, str) else set(actors))
    if not chosen:
        raise ValueError("group_centrality needs at least one actor: name them, as in actors=['a', 'b'].")
    members = np.array([found.place(actor) for actor in chosen], dtype=np.int64)
    graph = paths.adjacency(found.n, *found.arcs()[:2])
    left = found.n - len(members)
    if left < (2 if name == "betweenness" else 1):
        return float("nan")
    if name == "betweenness":
        return _betweenness(graph, members, left, seed)
    steps = paths.reached_from(graph, members)
    far = steps[steps > 0]
    if name == "degree":
        return float((far == 1).sum() / left)
    return float(len(far) / far.sum() * len(far) / left) if len(far) else 0.0


def _betweenness(graph: paths.Adjacency, members: NDArray[np.int64], left: int, seed: int) -> float:
    outside = np.setdiff1d(np.arange(graph.n), members)
    starts = outside
    if graph.n > SAMPLE_ABOVE:
        starts = np.random.default_rng(seed).choice(outside, _SOURCES, replace=False)
    total = paths.group_betweenness(graph, members, starts)
    return total * len(outside) / len(starts) / (left * (left - 1))
