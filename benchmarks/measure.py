"""How everything here is measured: CPU seconds of this process, medians, peers taken in turn."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """Median CPU seconds of ours and of the peer's, run in turn."""

    ours: float
    peer: float

    @property
    def times(self) -> float:
        """How many times less CPU ours takes."""
        return self.peer / self.ours

    def __str__(self) -> str:
        return f"ours {self.ours:.3f} s, peer {self.peer:.3f} s CPU: {self.times:.1f}x"


def cpu_seconds(run: Callable[[], object]) -> float:
    """CPU seconds of one run; what it returns is dropped before the clock is read again."""
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start


def compare(ours: Callable[[], object], peer: Callable[[], object], repeats: int = 3) -> Ratio:
    """Run both in turn, so that a machine that slows down slows both."""
    pairs = [(cpu_seconds(ours), cpu_seconds(peer)) for _ in range(repeats)]
    return Ratio(*(statistics.median(column) for column in zip(*pairs, strict=True)))


def median_cpu(run: Callable[[], object], repeats: int = 3) -> float:
    """Median CPU seconds of a few runs."""
    return statistics.median(cpu_seconds(run) for _ in range(repeats))
