"""Territories that ship with the package, as folders of tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from welfare_graph._names import check
from welfare_graph.ecosystem import Ecosystem
from welfare_graph.io import read

SHIPPED = ("pinerolese", "two_valleys", "wecare_piemonte")
"""Names of the territories that ship with the package."""

_INSTALLED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[3] / "datasets"


def folder(name: str) -> Path:
    """Return the folder of a shipped territory: in the installed package, else in the checkout."""
    check(name, SHIPPED, "territory")
    installed = _INSTALLED / name
    return installed if installed.is_dir() else _CHECKOUT / name


@cache
def load(name: str) -> Ecosystem:
    """Read a shipped territory once; it never changes."""
    return read(folder(name))


def two_valleys() -> Ecosystem:
    """Return a toy territory: 8 actors, 4 areas in two valleys, 2 needs, a pact, costs.

    Its names and numbers are made up. Every function of the package has something to show on it: a
    broker between the valleys, an area nobody serves in time, a full service, an unknown capacity, a
    planned service, a home that closed, a signed pact.

    Returns
    -------
    Ecosystem
        With the reference date 2024-06-30.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.two_valleys()
    >>> len(eco.actors), len(eco.areas), eco.reference_date
    (8, 4, '2024-06-30')
    """
    return load("two_valleys")


def pinerolese() -> Ecosystem:
    """Return the Pinerolese, an Italian mountain district of 47 municipalities, from public documents.

    Its whole history is in it, with a reference date; what is documented, estimated, assumed and
    missing is told in the README of the dataset. Every row has a source and a grade.

    Returns
    -------
    Ecosystem
        Actors, ties, initiatives, areas with outlines, needs, estimated demand, services, costs.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.pinerolese()
    >>> len(eco.areas), eco.areas.loc["001191", "name"]
    (47, 'Pinerolo')
    """
    return load("pinerolese")


def wecare_piemonte() -> Ecosystem:
    """Return ten networks of territorial welfare in Piemonte and near it, and who takes part in them.

    Bodies, networks and memberships as public pages name them; no areas, needs or ties, for no source
    gives them. Project it to see who works in the same networks.

    Returns
    -------
    Ecosystem
        Actors, initiatives, memberships, sources.

    Examples
    --------
    >>> import welfare_graph as wg
    >>> eco = wg.datasets.wecare_piemonte()
    >>> len(eco.actors), len(eco.initiatives), len(eco.memberships)
    (53, 10, 58)
    >>> len(wg.cohesion.components(wg.project(eco)).unique())
    6
    """
    return load("wecare_piemonte")
