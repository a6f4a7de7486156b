"""Judges one group by what its members wrote down: who worked on what from when to when, and what a sink would have taken.

A member works on a shard from `granted` to `stopped`, or to the death of its process, but not while it is frozen. The sink
keeps the largest token of each shard and refuses smaller ones. All times are seconds of the monotonic clock.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Optional

FOREVER = float("inf")


@dataclass
class Span:
    member: str
    begin: float
    end: float = FOREVER


@dataclass
class Effects:
    """What a fault did. Seconds; `late` are writes with an old token: refused, and taken in spite of it."""

    overlap: float = 0.0
    idle: float = 0.0
    moved: int = 0
    fenced: int = 0
    refused: int = 0
    failed: Counter = field(default_factory=Counter)


class Judge:
    def __init__(self, shards: int) -> None:
        self._shards = range(shards)
        self._lock = threading.RLock()
        self._spans: dict[int, list[Span]] = defaultdict(list)
        self._writes: dict[int, list[tuple[float, int]]] = defaultdict(list)
        self._fenced: list[tuple[float, int]] = []
        self._failed: list[tuple[float, str]] = []
        self._dead: set[str] = set()
        self._begun = 0.0
        self._before: dict[int, Optional[str]] = {}

    def line(self, member: str, line: str) -> None:
        """What a member wrote."""
        what, nanos, *more = line.split(" ", 3 if line.startswith(("granted", "work")) else 2)
        at = int(nanos) / 1e9
        with self._lock:
            if what == "granted":
                self._spans[int(more[0])].append(Span(member, at))
            elif what == "stopped":
                self._end(member, int(more[0]), at)
            elif what == "work":
                self._writes[int(more[0])].append((at, int(more[1])))
            elif what == "fenced":
                self._fenced.append((at, int(more[0])))
            elif what == "failed":
                self._failed.append((at, more[0]))
            else:
                raise ValueError(f"{member} wrote {line!r}")

    def dies(self, member: str, at: float) -> None:
        """Its process is gone, and its output was read to the end."""
        with self._lock:
            self._dead.add(member)
            self.freezes(member, at)

    def freezes(self, member: str, at: float) -> None:
        with self._lock:
            for span in self._open(member):
                span.end = at

    def thaws(self, member: str, frozen: float, at: float) -> None:
        """It goes on with all that it did when it was frozen."""
        with self._lock:
            for spans in self._spans.values():
                if any(span.member == member and span.end == frozen for span in spans):
                    spans.append(Span(member, at))

    def holders(self) -> dict[int, Optional[str]]:
        """Who works on each shard: None for nobody, and for more than one."""
        with self._lock:
            return {shard: self._holder(shard) for shard in self._shards}

    def is_settled(self, members: set[str]) -> bool:
        """Every shard has one holder, and every member about as many."""
        holders = self.holders()
        counts = Counter(holders.values())
        return set(counts) == members and max(counts.values()) - min(counts.values()) <= 1

    def start(self, at: float) -> None:
        """Measures from now on."""
        with self._lock:
            self._begun = at
            self._before = self.holders()

    def effects(self, now: float) -> Effects:
        with self._lock:
            effects = Effects()
            after = self.holders()
            for shard in self._shards:
                effects.overlap = max(effects.overlap, self._overlap(shard, now))
                effects.idle = max(effects.idle, self._idle(shard, now))
                effects.moved += after[shard] != self._before[shard]
                effects.refused += self._refused(shard)
            effects.fenced = sum(count for at, count in self._fenced if at >= self._begun)
            effects.failed = Counter(reason for at, reason in self._failed if at >= self._begun)
            return effects

    def _clipped(self, shard: int, now: float) -> list[Span]:
        spans = (Span(s.member, max(s.begin, self._begun), min(s.end, now)) for s in self._spans[shard])
        return sorted((s for s in spans if s.end > s.begin), key=lambda s: s.begin)

    def _overlap(self, shard: int, now: float) -> float:
        """The longest time in one piece in which two members worked on it."""
        spans = self._clipped(shard, now)
        return max(
            (
                min(one.end, two.end) - two.begin
                for i, one in enumerate(spans)
                for two in spans[i + 1 :]
                if one.member != two.member and two.begin < one.end
            ),
            default=0.0,
        )

    def _idle(self, shard: int, now: float) -> float:
        longest, busy_until = 0.0, self._begun
        for span in self._clipped(shard, now):
            longest = max(longest, span.begin - busy_until)
            busy_until = max(busy_until, span.end)
        return max(longest, now - busy_until)

    def _refused(self, shard: int) -> int:
        highest, refused = 0, 0
        for at, token in sorted(self._writes[shard]):
            if token < highest:
                refused += at >= self._begun
            highest = max(highest, token)
        return refused

    def _holder(self, shard: int) -> Optional[str]:
        open_ = [span.member for span in self._spans[shard] if span.end == FOREVER]
        return open_[0] if len(open_) == 1 else None

    def _open(self, member: str) -> list[Span]:
        return [s for spans in self._spans.values() for s in spans if s.member == member and s.end == FOREVER]

    def _end(self, member: str, shard: int, at: float) -> None:
        for span in self._spans[shard]:
            if span.member == member and span.end == FOREVER:
                span.end = at
