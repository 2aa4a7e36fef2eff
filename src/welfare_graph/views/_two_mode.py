"""Actors and initiatives: who takes part with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.errors import MissingTableError
from welfare_graph.views._edges import Ints, ends_of, positions, tie_pairs

if TYPE_CHECKING:
    import igraph


def project(eco: Ecosystem, weighting: str = "count") -> Ecosystem:
    """Tie the actors who take part in the same initiatives.

    Shows who meets whom in pacts, projects and protocols. A large initiative ties all its members to each
    other, so one protocol of forty municipalities alone makes them look close: that is co-presence, not
    collaboration, and the reason why memberships never enter other measures by themselves.

    Parameters
    ----------
    eco
        The territory.
    weighting
        ``count``: the number of initiatives that two actors share; ``newman``: each shared initiative counts
        1 / (its members - 1), so that large ones weigh little.

    Returns
    -------
    Ecosystem
        Today's territory, its ties replaced by ``co_membership`` ones, graded ``computed``.

    Raises
    ------
    MissingTableError
        If there are no memberships.

    Notes
    -----
    An actor with two roles in an initiative is one member of it. Only what counts today is projected.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Physical Review E, 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import welfare_graph as wg
    >>> ties = wg.project(wg.datasets.two_valleys()).ties
    >>> ties.loc[ties["source"] == "asl", ["source", "target", "weight"]]
      source  target  weight
    0    asl   mutua     1.0
    1    asl  vicini     1.0
    """
    check(weighting, ["count", "newman"], "weighting")
    now = eco.current()
    if now.memberships.empty:
        raise MissingTableError(
            "project needs the table 'memberships' (actor_id, initiative_id, role), and it is empty."
        )
    return now.replace(ties=_shared(now, weighting))


def _shared(eco: Ecosystem, weighting: str) -> pd.DataFrame:
    """Return a tie for each pair of actors in a common initiative, in order of ids."""
    from scipy import sparse

    ids, actor, initiative, count = affiliations(eco)
    size = np.bincount(initiative, minlength=count)
    value = np.ones(count) if weighting == "count" else 1 / np.maximum(size - 1, 1)
    part = sparse.csr_array((np.ones(len(actor)), (actor, initiative)), shape=(len(ids), count))
    shared = sparse.coo_array(sparse.triu(part @ sparse.diags_array(value) @ part.T, k=1))
    order = np.lexsort((shared.coords[1], shared.coords[0]))
    source, target = (ids[ends[order]] for ends in shared.coords)
    ties = {"source": source, "target": target, "type": "co_membership", "weight": shared.data[order]}
    return pd.DataFrame(ties | {"grade": "computed"})


def affiliations(eco: Ecosystem) -> tuple[NDArray[np.object_], Ints, Ints, int]:
    """Return sorted ids of actors, actor and initiative of each distinct membership, number of initiatives.

    Initiatives without a member that counts stay in the number: they are part of the second mode.
    """
    now = eco.current()
    ends = ends_of(now)
    members, initiatives = now.active("memberships"), now.active("initiatives")
    actor = ends.rows[positions(now.actors.index, members["actor_id"])]
    initiative = positions(initiatives.index, members["initiative_id"])
    count = len(initiatives)
    pairs = np.unique(actor * max(count, 1) + initiative)
    return ends.ids, pairs // max(count, 1), pairs % max(count, 1), count


def two_mode_engine(n: int, actor: Ints, initiative: Ints) -> igraph.Graph:
    """Return the igraph graph of n nodes in which each actor is tied to its initiatives."""
    import igraph

    return igraph.Graph(n, tie_pairs(actor, initiative))
