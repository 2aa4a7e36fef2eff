"""Many runs of one function: joblib with no backend named, one progress bar, one seed an item.

``joblib.parallel_config(backend="dask")`` around a call spreads it over a cluster.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

__all__ = ["map_items", "spawn_seeds"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_items(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    n_jobs: int = 1,
    what: str | None = None,
) -> list[Result]:
    """Apply `function` to each item and return the results in the order of the items.

    Parameters
    ----------
    function
        Depends on its item only, so that the number of workers never matters to a result.
    items
        What to work on.
    n_jobs
        Workers, as in joblib; -1 uses every core.
    what
        The words of the progress bar; None shows none. It is off unless a person is watching.
    """
    from joblib import Parallel, delayed
    from tqdm import tqdm

    watched = what is not None and sys.stderr.isatty()
    results = Parallel(n_jobs=n_jobs, return_as="generator")(delayed(function)(item) for item in items)
    return list(tqdm(results, total=len(items), desc=what, disable=not watched, leave=False))


def spawn_seeds(seed: int, count: int) -> list[np.random.SeedSequence]:
    """Return one independent seed an item, so that the order of work never matters."""
    return np.random.SeedSequence(seed).spawn(count)
