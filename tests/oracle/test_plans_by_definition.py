"""Plans of nodes against their definitions: every choice tried on small territories with every feature.

Reach comes from the slow definitions of gaps, people served from a plain linear program; nothing here asks
the rooms of plans how they count.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from tests.gaps_by_definition import reached, trust_of
from tests.gaps_territories import bare, drawn

import welfare_graph as wg
from welfare_graph.errors import InfeasiblePlanError

MOST = {"coverage", "backup"}
OBJECTIVES = ("coverage", "all", "median", "center", "backup")
RULES = (
    wg.Rules(),
    wg.Rules(min_trust=0.2),
    wg.Rules(unknown_capacity="zero"),
    wg.Rules(max_steps=1, min_trust=0.1),
    wg.Rules(minutes=12),
)


class World:
    """Who would reach what if a node stood in every area, and what each holds, in people."""

    def __init__(self, eco, rules, need, keep, capacity, objective, hosts):
        self.objective, self.capacity = objective, capacity
        per = eco.needs["people_per_unit"].fillna(1.0)[need]
        asked = eco.demand[eco.demand["need_id"] == need]
        people = {area: units * per for area, units in zip(asked["area_id"], asked["quantity"], strict=True)}
        self.people = {area: count for area, count in people.items() if count > 0}
        nodes = [(f"new_{area}", hosts.get(area, f"new_{area}"), need, area) for area in eco.areas.index]
        new = pd.DataFrame(nodes, columns=["service_id", "actor_id", "need_id", "area_id"])
        stays = eco.services if keep else eco.services[eco.services["need_id"] != need]
        services = pd.concat([stays, new.set_index("service_id")]).reindex(columns=stays.columns)
        actors = new.rename(columns={"service_id": "name"}).assign(type="facility").set_index("actor_id")
        actors = pd.concat([eco.actors, actors[~actors.index.isin(eco.actors.index)]])
        trial = bare(eco, services=services, actors=actors.reindex(columns=eco.actors.columns))
        pairs = reached(trial, rules, far=objective in {"median", "center"})
        pairs = pairs[(pairs["need_id"] == need) & pairs["area_id"].isin(self.people)]
        self.pairs = list(zip(pairs["area_id"], pairs["service_id"], pairs["minutes"], strict=True))
        unknown = {"unlimited": np.inf, "zero": 0.0}[rules.unknown_capacity]
        room = services.loc[services["need_id"] == need, "capacity"].astype(float).fillna(unknown)
        room[new["service_id"]] = np.inf if capacity is None else capacity
        self.room = (room * per).to_dict()

    def value(self, chosen):
        """Return the objective of a choice of areas; infinite where somebody is left out."""
        on = {f"new_{area}" for area in chosen}
        pairs = [p for p in self.pairs if (p[1] in on or not p[1].startswith("new_")) and self.room[p[1]] > 0]
        if self.capacity is not None:
            return self._filled(chosen, pairs)
        near = {area: sorted(p[2] for p in pairs if p[0] == area) or [np.inf] for area in self.people}
        if self.objective in MOST:
            least = 2 if self.objective == "backup" else 1
            counts = {area: sum(p[0] == area for p in pairs) for area in self.people}
            return sum(count for area, count in self.people.items() if counts[area] >= least)
        if self.objective == "median":
            return sum(count * near[area][0] for area, count in self.people.items())
        worst = max(minutes[0] for minutes in near.values())
        return worst if self.objective == "center" or np.isinf(worst) else len(chosen)

    def _filled(self, chosen, pairs):
        total = sum(self.people.values())
        if self.objective in MOST:
            return self._flow(pairs)
        if self.objective == "median":
            return self._flow(pairs)
        limits = sorted({0.0, *(p[2] for p in pairs)}) if self.objective == "center" else [np.inf]
        for limit in limits:
            if self._flow([p for p in pairs if p[2] <= limit], "coverage") >= total * (1 - 1e-9):
                return limit if self.objective == "center" else len(chosen)
        return np.inf

    def _flow(self, pairs, objective=None):
        """Most people seated, most seated twice, or least person-minutes with everybody seated."""
        objective = objective or self.objective
        areas, nodes, n = sorted(self.people), sorted({p[1] for p in pairs}), len(pairs)
        if not n:
            return np.inf if objective == "median" else 0.0
        each = np.array([[float(p[0] == area) for p in pairs] for area in areas])
        full = np.array([[float(p[1] == node) for p in pairs] for node in nodes])
        people = np.array([self.people[area] for area in areas])
        room = np.minimum([self.room[node] for node in nodes], people.sum())
        if objective == "median":
            found = linprog([p[2] for p in pairs], full, room, each, people)
            return found.fun if found.status == 0 else np.inf
        if objective == "coverage":
            return -linprog(-np.ones(n), np.vstack([each, full]), [*people, *room]).fun
        zeros = np.zeros((len(nodes), len(areas)))
        once = np.hstack([np.eye(n), -each.T])
        twice = np.hstack([each, -2 * np.eye(len(areas))])
        limits = [(0, None)] * n + [(0, count) for count in people]
        cost = [0.0] * n + [-1.0] * len(areas)
        above = np.vstack([np.hstack([full, zeros]), once])
        return -linprog(cost, above, [*room, *[0.0] * n], twice, np.zeros(len(areas)), limits).fun


def question(seed):
    """Draw a territory, a need, and what is asked of its plan."""
    rng = np.random.default_rng(seed)
    eco, objective = drawn(seed), OBJECTIVES[seed % 5]
    areas = sorted(eco.areas.index)
    asked = {
        "objective": objective,
        "capacity": None if seed % 3 else float(rng.integers(3, 12)),
        "keep_existing": bool(rng.integers(2)),
        "forbidden": [area for area in areas if rng.random() < 0.15],
        "rules": RULES[seed // 5 % 5],
    }
    free = [area for area in areas if area not in asked["forbidden"]]
    asked["candidates"] = free if rng.random() < 0.5 else None
    asked["fixed"] = free[:1] if rng.random() < 0.4 else []
    k = None if objective == "all" else min(2, len(free))
    return eco, ["care", "play"][seed % 2], k, free, asked


@pytest.mark.parametrize("seed", [seed for seed in range(20, 45) if len(drawn(seed).travel)])
def test_a_plan_is_the_best_of_all_choices_and_its_alternatives_are_what_they_say(seed):
    eco, need, k, free, asked = question(seed)
    if not free or not (eco.demand["need_id"] == need).any():
        with pytest.raises(ValueError, match=r"No candidate is left|Nobody has the need"):
            wg.plan.sites(eco, 1, need=need, **asked)
        return
    try:
        plan = wg.plan.sites(eco, k, need=need, **asked)
    except InfeasiblePlanError:
        plan = None
    hosts = {} if plan is None or not asked["rules"].relational else first_hosts(plan)
    if plan is not None and asked["rules"].relational:
        ranked_by_trust(eco, plan, asked["rules"])
    keep, capacity = asked["keep_existing"], asked["capacity"]
    world = World(eco, asked["rules"], need, keep, capacity, asked["objective"], hosts)
    sizes = range(len(free) + 1) if k is None else [k]
    every = [set(c) for size in sizes for c in combinations(free, size) if set(asked["fixed"]) <= set(c)]
    values = [(world.value(chosen), chosen) for chosen in every]
    pick, sign = (max, -1) if asked["objective"] in MOST else (min, 1)
    best = pick(value for value, _ in values)
    if plan is None:
        assert np.isinf(best) or asked["rules"].relational
        return
    assert plan.objective == pytest.approx(best)
    assert world.value(set(plan.actions["area_id"])) == pytest.approx(best)
    assert plan.status == "optimal"
    limit = best * (1 + sign * 0.3)
    fine = [chosen for value, chosen in values if sign * (value - limit) <= 1e-6]
    different(wg.plan.alternatives(eco, plan, k=3, within=0.3), fine)


def different(plans, fine):
    """Each further plan shares as little as can be with those before; the core is what all share."""
    sets = [set(one.actions["area_id"]) for one in plans]
    for place, chosen in enumerate(sets[1:], 1):
        before = sets[:place]
        rest = [other for other in fine if not any(one <= other for one in before)]
        assert chosen in rest
        shared = [sum(len(other & one) for one in before) for other in rest]
        assert sum(len(chosen & one) for one in before) == min(shared)
    if len(sets) < 3:
        assert not [other for other in fine if not any(one <= other for one in sets)]
    assert set(plans[0].core["area_id"]) == set.intersection(*sets)


def first_hosts(plan):
    first = plan.hosts[plan.hosts["rank"] == 1]
    return dict(zip(first["area_id"], first["host_id"], strict=True))


def ranked_by_trust(eco, plan, rules):
    """Hosts bear the trust of the best path from the area's gateways, and stand in its order."""
    trust = trust_of(eco, rules)
    for row in plan.hosts.itertuples():
        value, steps = trust[row.area_id, row.host_id]
        assert row.trust == pytest.approx(max(value, 0.0))
        assert row.trust == 0 or row.steps == steps
    for _, group in plan.hosts.groupby("area_id"):
        assert group["trust"].is_monotonic_decreasing
        assert len(group) <= 3
    bound = set(eco.catchments["actor_id"])
    assert not bound & set(plan.hosts["host_id"])
