"""How plausible a new tie is: the neighbours that the two actors share today."""

from __future__ import annotations

import numpy as np
import pandas as pd

from welfare_graph import views
from welfare_graph.ecosystem import Ecosystem

__all__ = ["with_plausibility"]


def with_plausibility(eco: Ecosystem, rows: pd.DataFrame) -> pd.DataFrame:
    """Add the column `plausibility` to a table of actions: missing for what is no tie."""
    out = rows.assign(plausibility=np.nan)
    ties = np.flatnonzero(rows["action"] == "tie")
    if not len(ties):
        return out
    table = (views.to_sparse(eco) > 0).astype(np.float64).tocsr()
    table.setdiag(0.0)
    table.eliminate_zeros()
    degree = np.asarray(table.sum(axis=1)).ravel()
    rarity = np.where(degree > 1, 1.0 / np.log(np.maximum(degree, 2.0)), 0.0)
    order = eco.current().actors.index
    one, two = (order.get_indexer(pd.Index(rows[end].iloc[ties])) for end in ("source", "target"))
    shared = np.asarray((table[one].multiply(table[two])) @ rarity)
    score = np.full(len(rows), np.nan)
    score[ties] = shared
    return out.assign(plausibility=score)
