"""What a page tells, read back from its text; waiting for it; the time it takes."""

from __future__ import annotations

import json
import re


def whole(column):
    """A column sent as values, each with its number, whole again."""
    if isinstance(column, dict) and set(column) == {"run"}:
        pairs = zip(column["run"][::2], column["run"][1::2], strict=True)
        return [value for value, count in pairs for _ in range(count)]
    return column


def rebuilt(own, before):
    """A table sent as what differs from another, whole again."""
    fresh = {name: iter(own[name]) for name in before}
    return {
        name: [
            next(fresh[name]) if shift is None else values[row + shift]
            for row, shift in enumerate(own["from"])
        ]
        for name, values in before.items()
    }


def data_of(page):
    """The data of a page, its columns whole."""
    written = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1]
    data = json.loads(written)
    for table in (data, *([data["plan"], data["plan"]["after"]] if data["plan"] else [])):
        for columns in table.values():
            if isinstance(columns, dict):
                columns.update({name: whole(values) for name, values in columns.items()})
    return data


def until(page, expression):
    """Wait until something holds; `wait_for_function` evaluates text, which the pages' policy forbids."""
    page.evaluate(
        "() => new Promise((done, fail) => { let left = 6000;"
        f" const look = () => ({expression}) ? done() : (left -= 1) ? setTimeout(look, 20) : fail('never');"
        " look(); })"
    )


class Clock:
    """Seconds that a page's main thread has run since it was made."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page = page

    def ran(self):
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    def __call__(self, action):
        """Time of an action with the layout and painting that it brings; the least of three turns."""
        times = []
        for change in (action, "window.reset && reset()") * 3:
            start = self.ran()
            self.page.evaluate(f"() => {{ {change}; return new Promise(f => setTimeout(f, 60)); }}")
            times.append(self.ran() - start)
        return min(times[::2])
