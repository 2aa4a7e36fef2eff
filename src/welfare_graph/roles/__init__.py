"""The part an actor plays between others: broker, bridge over holes, key player."""

from welfare_graph.roles._brokerage import brokerage
from welfare_graph.roles._groups import group_centrality
from welfare_graph.roles._holes import structural_holes
from welfare_graph.roles._keyplayers import KeyPlayers, key_players
from welfare_graph.roles._story import what_it_rests_on as what_it_rests_on
from welfare_graph.roles._story import who_bridges as who_bridges
from welfare_graph.roles._story import working_layers as working_layers

__all__ = ["KeyPlayers", "brokerage", "group_centrality", "key_players", "structural_holes"]
