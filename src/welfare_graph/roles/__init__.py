"""The part an actor plays between others: broker, bridge over holes, key player."""

from welfare_graph.roles._brokerage import brokerage
from welfare_graph.roles._groups import group_centrality
from welfare_graph.roles._holes import structural_holes
from welfare_graph.roles._keyplayers import KeyPlayers, key_players

__all__ = ["KeyPlayers", "brokerage", "group_centrality", "key_players", "structural_holes"]
