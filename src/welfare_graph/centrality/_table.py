"""Several measures side by side."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable

import pandas as pd

from welfare_graph import views
from welfare_graph._names import check
from welfare_graph.centrality import _counting, _paths, _spectral
from welfare_graph.centrality._paths import Estimate
from welfare_graph.centrality._two_mode import name_of
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.views import Layer

Measure = Callable[..., pd.Series]

MEASURES: dict[str, Measure] = {
    function.__name__: function
    for function in (
        _counting.degree,
        _counting.strength,
        _paths.closeness,
        _paths.harmonic,
        _paths.betweenness,
        _spectral.eigenvector,
        _spectral.pagerank,
        _spectral.katz,
        _counting.core_number,
        _counting.participation,
        _paths.bridging,
    )
}
"""Every measure of an actor by name."""

USUAL = (
    "degree",
    "strength",
    "closeness",
    "harmonic",
    "betweenness",
    "eigenvector",
    "pagerank",
    "core_number",
)


def table(
    eco: Ecosystem,
    measures: Iterable[str | Measure] | None = None,
    *,
    layer: Layer = None,
    directed: bool = False,
    weight: str | None = None,
    sources: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Put several measures side by side, with the error of those that are sampled.

    Different measures answer different questions; an actor that leads by one alone is worth a look.

    Parameters
    ----------
    eco
        The territory.
    measures
        Names or functions of this module; None: the usual eight.
    layer
        Tie type, or list of types; None unites all.
    directed
        Whether one-way ties keep their direction.
    weight
        Column of ties that weights them, or ``trust``, for the measures that take one.
    sources
        Sample of starts for the path measures, as in `closeness`.
    seed
        Seed of the sample.

    Returns
    -------
    DataFrame
        On ``eco.current().actors.index``: a column a measure and, beside a sampled one, ``<measure>_error``,
        the standard error of its values.

    Raises
    ------
    UnknownNameError
        If there is no such measure, layer or column.

    References
    ----------
    Brandes, U. & Pich, C. (2007). Centrality estimation in large networks. International Journal of
    Bifurcation and Chaos, 17(7), 2303-2318. https://doi.org/10.1142/S0218127407018403

    Examples
    --------
    >>> import welfare_graph as wg
    >>> wg.centrality.table(wg.datasets.two_valleys(), ["degree", "strength"]).loc["mutua"].to_dict()
    {'degree': 4.0, 'strength': 4.0}
    """
    if isinstance(measures, str) or callable(measures):
        measures = [measures]
    options: dict[str, object] = {
        "layer": layer,
        "directed": directed,
        "weight": weight,
        "sources": sources,
        "seed": seed,
    }
    columns: dict[str, pd.Series] = {}
    for measure in USUAL if measures is None else measures:
        name = check(name_of(measure), MEASURES, "measure")
        function = MEASURES[name]
        if function in _ESTIMATES:
            columns |= _estimated(eco, name, _ESTIMATES[function], options)
        else:
            taken = inspect.signature(function).parameters
            columns[name] = function(eco, **{key: options[key] for key in options if key in taken})
    return pd.DataFrame(columns, index=eco.current().actors.index)


_ESTIMATES: dict[Measure, Callable[..., Estimate]] = {
    _paths.closeness: _paths.closeness_estimate,
    _paths.harmonic: _paths.harmonic_estimate,
    _paths.betweenness: _paths.betweenness_estimate,
}


def _estimated(
    eco: Ecosystem, name: str, estimate: Callable[..., Estimate], options: dict[str, object]
) -> dict[str, pd.Series]:
    """Return the columns of a path measure: values, and errors where it is sampled."""
    view = {key: options[key] for key in ("layer", "directed", "weight")}
    found = views.edges(eco, **view)  # type: ignore[arg-type]
    network = views.engine(eco, **view) if estimate is _paths.betweenness_estimate else found  # type: ignore[arg-type]
    made = estimate(network, options["weight"], options["sources"], options["seed"])
    columns = {name: found.series(made.values, name)}
    if made.error is not None:
        columns[f"{name}_error"] = found.series(made.error, f"{name}_error")
    return columns
