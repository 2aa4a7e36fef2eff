"""Borgatti's key players."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph._repr import frame_html
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.kernels import keyplayers as kernel
from welfare_graph.kernels import paths
from welfare_graph.views import Layer

GOALS = ("reach", "fragment")


@dataclass(frozen=True)
class KeyPlayers:
    """The best sets of actors, all of them where they tie.

    Parameters
    ----------
    sets
        Ids of the members of each best set, sorted; sets in order.
    value
        Distance-weighted reach D_R, or distance-weighted fragmentation D_F; NaN where it is not defined.
    exact
        Whether no set is better; then every set as good is listed, up to 10,000.
    goal
        ``reach`` or ``fragment``.
    table
        A row a set: ``members``, and ``D_R`` with the share ``reached`` at all, or ``D_F`` with the plain
        fragmentation ``F``.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.roles.key_players(wg.datasets.two_valleys(), 1).sets
    [('mutua',)]
    """

    sets: list[tuple[str, ...]]
    value: float
    exact: bool
    goal: str
    table: pd.DataFrame

    def _repr_html_(self) -> str:
        return frame_html(self.table)


def key_players(eco: Ecosystem, k: int, *, goal: str = "reach", layer: Layer = None) -> KeyPlayers:
    """Find the k actors who together reach most, or whose loss would break most apart.

    ``reach``: whom to tell first, so that it spreads. ``fragment``: whom the territory cannot do without.
    The best pair need not contain the best single actor.

    Parameters
    ----------
    eco
        The territory.
    k
        Size of the set, 0 to the number of actors.
    goal
        ``reach`` or ``fragment``.
    layer
        Tie type, or list of types; None unites all. Direction and weights do not enter.

    Returns
    -------
    KeyPlayers
        All best sets, their value, whether that is proven.

    Raises
    ------
    ValueError
        If k is below 0 or above the number of actors.
    UnknownNameError
        If there is no such goal or layer.

    Notes
    -----
    D_R = sum over actors j of (1 / distance of j from the set) / n, members counting 1. On the n' actors
    left,
    D_F = 1 - sum over ordered pairs of (1 / d) / (n'(n' - 1)) and F = 1 - sum s(s - 1) / (n'(n' - 1)) over
    components of size s; both are missing where fewer than two are left. Reach is solved by branch and
    bound, fragmentation by trying every set; where that is too much (some 100 actors with k = 4) a greedy
    choice improved by swaps is returned and marked as not exact.

    References
    ----------
    Borgatti, S. P. (2006). Identifying sets of key players in a social network. Computational & Mathematical
    Organization Theory, 12, 21-34. https://doi.org/10.1007/s10588-006-7084-x

    Examples
    --------
    >>> import welfare_graph as wg
    >>> found = wg.roles.key_players(wg.datasets.two_valleys(), 1, goal="fragment")
    >>> found.sets, round(found.value, 3), found.exact
    ([('mutua',)], 0.81, True)
    """
    check(goal, GOALS, "goal")
    found = views.edges(eco, layer=layer)
    if not 0 <= k <= found.n:
        raise ValueError(
            f"k is the number of key players: from 0 to the {found.n} actors there are, not {k}."
        )
    graph = paths.adjacency(found.n, *found.arcs()[:2])
    best = (kernel.most_reaching if goal == "reach" else kernel.most_fragmenting)(graph, k)
    sets = [tuple(found.ids[list(members)].tolist()) for members in best.sets]
    table = pd.DataFrame({"members": [", ".join(members) for members in sets]})
    places = np.array(best.sets, dtype=np.int64).reshape(len(best.sets), k)
    if goal == "fragment":
        table["D_F"], table["F"] = kernel.fragmentation(graph, places)
    else:
        table["D_R"] = best.value
        table["reached"] = _reached(graph, places)
    return KeyPlayers(sets, best.value, best.exact, goal, table)


def _reached(graph: paths.Adjacency, sets: NDArray[np.int64]) -> list[float]:
    """Return the share of actors that each set reaches at any distance."""
    share = [
        (paths.reached_from(graph, members) >= 0).mean() if graph.n else np.nan for members in sets[:100]
    ]
    return [float(value) for value in share] + [float("nan")] * (len(sets) - len(share))
