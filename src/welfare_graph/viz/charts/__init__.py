"""Charts for papers and talks, drawn with matplotlib (extra ``charts``)."""

from welfare_graph.viz.charts._gaps import cause_bars, gap_matrix, lorenz
from welfare_graph.viz.charts._network import mixing, ranks, roles
from welfare_graph.viz.charts._plan import budget_curve

__all__ = ["budget_curve", "cause_bars", "gap_matrix", "lorenz", "mixing", "ranks", "roles"]
