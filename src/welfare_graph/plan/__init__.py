"""What to do about it: plans with a proof."""

from __future__ import annotations

from welfare_graph.plan._alternatives import alternatives
from welfare_graph.plan._alternatives import shared_actions as shared_actions
from welfare_graph.plan._frontier import Frontier, frontier
from welfare_graph.plan._joint import joint
from welfare_graph.plan._plan import Plan
from welfare_graph.plan._show import action_lines as action_lines
from welfare_graph.plan._show import plan_sentences as plan_sentences
from welfare_graph.plan._sites import sites
from welfare_graph.plan._ties import ties

__all__ = ["Frontier", "Plan", "alternatives", "frontier", "joint", "sites", "ties"]
