"""Charts for papers and talks, drawn with matplotlib (extra ``charts``)."""

from welfare_graph.viz.charts._network import mixing, ranks, roles

__all__ = ["mixing", "ranks", "roles"]
