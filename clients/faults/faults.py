"""Breaks nodes, Redis, the network and members under a fleet of each client, and judges what that did to the work.

    python3 clients/faults/faults.py --app target/quarkus-app/quarkus-run.jar --java clients/java/target
    python3 clients/faults/faults.py … --only "member frozen"
    python3 clients/faults/faults.py … --lanes 1

The fence margin of both groups is 0. No fault may make two members work on one shard at the same time, but for a member that
was frozen: it works on until it wakes up to its fence, and those writes a sink refuses by their tokens. The last row is a
control, with listeners that take longer than an interval: there the judge must see an overlap. Prints a row per fault and
client, in Markdown; the exit code tells whether all of them were as they must be.

A row mostly waits, so several are made at once, in lanes: each lane has a Redis, nodes and fleets of its own.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Callable

from judge import Effects, Judge
from world import Member, Proxy, World, await_

HERE = pathlib.Path(__file__).resolve().parent
SESSION, INTERVAL = 5.0, 1.0
SHARDS, MEMBERS = 8, 3
STOPS_IN, STOPS_TOO_LATE_IN = 0.2, 3.0
"""What listeners take. The clients promise something for those that take an interval at the most."""

TAKEN_OVER = SESSION + 0.2 + INTERVAL + 2.0
"""Session timeout, tick, and the next heartbeat of the heir; and what a busy machine may add."""


class Fleet:
    """The members of one client, in a group of their own. The first one has its own ways to the nodes."""

    def __init__(self, client: str, command: list[str], world: World) -> None:
        self.client = client
        self._command = command
        self._world = world
        self.judge = Judge(SHARDS)
        self.ways = [Proxy(port) for port in world.ports]
        self._born = 0
        self.members: list[Member] = []

    def begin(self) -> None:
        for _ in range(MEMBERS):
            self.join()
        self.await_settled()

    @property
    def victim(self) -> Member:
        return self.members[0]

    def join(self, stops_in: float = STOPS_IN) -> None:
        """One more; the first of all, by the proxies."""
        self._born += 1
        by_proxy = not self.members
        addresses = [f"http://127.0.0.1:{way.port}" for way in self.ways] if by_proxy else self._world.addresses
        name = f"{self.client}-{self._born}"
        times = [str(int(seconds * 1000)) for seconds in (SESSION, INTERVAL, stops_in)]
        member = Member(name, [*self._command, ",".join(addresses), self.client, name, *times], self.judge)
        self.members.insert(0, member) if by_proxy else self.members.append(member)

    def replace_victim(self, stops_in: float = STOPS_IN) -> None:
        rest, self.members = self.members[1:], []
        self.join(stops_in)
        self.members += rest

    def await_settled(self) -> None:
        names = {member.name for member in self.members}
        await_(f"{self.client} is settled: {self.judge.holders()}", lambda: self.judge.is_settled(names), 60)

    def close(self) -> None:
        for member in self.members:
            member.kill()


@dataclass(frozen=True)
class Row:
    """Rests: nothing moves, and nobody stops. Late: two work on a shard, but a sink takes from one of them only. No shard is
    idle for as long as `idle_below`, in seconds, where that is given."""

    name: str
    fault: Callable[[Lane], None]
    rests: bool = False
    late: bool = False
    idle_below: float = 0.0

    def is_missed(self, effects: Effects) -> bool:
        if self.rests:
            return effects.moved > 0 or effects.idle > 0
        return bool(self.idle_below) and effects.idle >= self.idle_below


class Report:
    """What all lanes found."""

    HEAD = "| fault | client | failed turns | idle | overlap | moved | gave up by itself | late writes, all refused |"

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._lock = threading.Lock()
        print(self.HEAD, "|---|---|---|---|---|---|---|---|", sep="\n", flush=True)

    def row(self, row: Row, client: str, effects: Effects) -> None:
        with self._lock:
            self._print(row.name, client, effects)
            self._check(f"{row.name}, {client}", effects, row.rests, row.late)
            if row.idle_below and effects.idle >= row.idle_below:
                self.problems.append(f"{row.name}, {client}: a shard was idle for {effects.idle:.1f} s")

    def _check(self, row: str, effects: Effects, rests: bool, late: bool) -> None:
        def require(met: bool, problem: str) -> None:
            if not met:
                self.problems.append(f"{row}: {problem}")

        if late:
            require(effects.overlap > 0, "no overlap: then this row shows nothing, and the judge may be blind")
            require(effects.refused > 0, "no late write: it shows nothing about tokens")
        else:
            require(effects.overlap == 0, f"an overlap of {effects.overlap:.3f} s")
            require(effects.refused == 0, f"{effects.refused} writes with an old token")
        if rests:
            require(effects.moved == 0 and effects.idle == 0, f"{effects.moved} moved, idle for {effects.idle:.1f} s")

    @staticmethod
    def _print(name: str, client: str, effects: Effects) -> None:
        def seconds(value: float) -> str:
            return f"{value:.1f} s" if value else "–"

        print(
            f"| {name} | {client} | {sum(effects.failed.values())} | {seconds(effects.idle)} "
            f"| {seconds(effects.overlap)} | {effects.moved} | {effects.fenced} | {effects.refused or '–'} |",
            flush=True,
        )
        for reason, count in effects.failed.most_common(3):
            print(f"    {count} × {reason[:160]}", file=sys.stderr)


class Lane:
    """A world with a fleet of each client, and the rows that are made there, one after the other."""

    def __init__(self, app: pathlib.Path, commands: dict[str, list[str]]) -> None:
        self.world = World(app)
        self.fleets: list[Fleet] = []
        self._commands = commands

    def run(self, rows: list[Row], report: Report) -> None:
        try:
            self.world.await_ready()
            for client, command in self._commands.items():
                fleet = Fleet(client, command, self.world)
                self.fleets.append(fleet)
                fleet.begin()
            for row in rows:
                self._row(row, report)
        finally:
            self.close()

    def close(self) -> None:
        for fleet in self.fleets:
            fleet.close()
        self.world.close()

    def _row(self, row: Row, report: Report) -> None:
        """A busy machine may add a second to a fault, and a member then rightly gives up: only what happens twice is held
        against a row that rests, or in which nobody may be idle for long. An overlap is, each time."""
        found = self._effects(row)
        if any(row.is_missed(effects) for effects in found.values()):
            again = replace(row, name=f"{row.name}: missed, once more", rests=False, idle_below=0.0)
            for client, effects in found.items():
                report.row(again, client, effects)
            found = self._effects(row)
        for client, effects in found.items():
            report.row(row, client, effects)

    def _effects(self, row: Row) -> dict[str, Effects]:
        for fleet in self.fleets:
            fleet.await_settled()
            fleet.judge.start(time.monotonic())
        row.fault(self)
        time.sleep(2 * INTERVAL)
        for fleet in self.fleets:
            fleet.await_settled()
        return {fleet.client: fleet.judge.effects(time.monotonic()) for fleet in self.fleets}

    def node_killed(self) -> None:
        self.world.nodes[0].kill()
        time.sleep(SESSION + INTERVAL)
        self.world.nodes[0].start()
        self.world.await_ready()

    def node_frozen(self) -> None:
        self.world.nodes[1].signal(signal.SIGSTOP)
        time.sleep(SESSION + INTERVAL)
        self.world.nodes[1].signal(signal.SIGCONT)

    def all_nodes_killed(self) -> None:
        for node in self.world.nodes:
            node.kill()
        time.sleep(SESSION + 3 * INTERVAL)
        for node in self.world.nodes:
            node.start()
        self.world.await_ready()

    def members(self, ends: Callable[[Member], None]) -> None:
        for fleet in self.fleets:
            ends(fleet.victim)
        time.sleep(TAKEN_OVER)
        for fleet in self.fleets:
            fleet.replace_victim()

    def rolling_deploy(self) -> None:
        """Each new member has its share before an old one is told to go; the one behind the proxies is the last."""
        for fleet in self.fleets:
            for old in fleet.members[1:]:
                fleet.join()
                fleet.await_settled()
                old.stop()
                fleet.members.remove(old)
                fleet.await_settled()
            fleet.victim.stop()
            fleet.replace_victim()

    def member_frozen(self) -> None:
        for fleet in self.fleets:
            fleet.victim.freeze()
        time.sleep(SESSION + 3 * INTERVAL)
        for fleet in self.fleets:
            fleet.victim.thaw()

    def cut_off(self, how: Callable[[Proxy], None], seconds: float) -> None:
        ways = [way for fleet in self.fleets for way in fleet.ways]
        for way in ways:
            how(way)
        time.sleep(seconds)
        for way in ways:
            way.refuse()  # what was swallowed never comes, and its connections are of no use
            way.heal()

    def node_without_redis(self) -> None:
        """It is there, and can answer nothing but errors."""
        self.world.way_to_redis.swallow()
        time.sleep(SESSION + 3 * INTERVAL)
        self.world.way_to_redis.refuse()  # what was swallowed never comes
        self.world.way_to_redis.heal()
        self.world.await_ready()

    def redis_frozen(self) -> None:
        self.world.redis.signal(signal.SIGSTOP)
        time.sleep(SESSION + 3 * INTERVAL)
        self.world.redis.signal(signal.SIGCONT)

    def redis_lost(self, seconds: float) -> None:
        self.world.redis.kill()
        time.sleep(seconds)
        self.world.redis.start()
        time.sleep(SESSION)

    def slow_listeners(self) -> None:
        for fleet in self.fleets:
            fleet.victim.stop()
            fleet.replace_victim(STOPS_TOO_LATE_IN)
            fleet.await_settled()
            fleet.judge.start(time.monotonic())
        self.cut_off(Proxy.refuse, 10)


ROWS = [
    Row("node killed (`kill -9`), back after 6 s", Lane.node_killed, rests=True),
    Row("node frozen for 6 s", Lane.node_frozen, rests=True),
    Row("member stopped (`kill`)", lambda lane: lane.members(Member.stop)),
    Row("members replaced one by one (`kill`)", Lane.rolling_deploy, idle_below=3 * INTERVAL),
    Row("member killed (`kill -9`)", lambda lane: lane.members(Member.kill)),
    Row("member frozen for 8 s", Lane.member_frozen, late=True),
    Row("member's connections refused for 10 s", lambda lane: lane.cut_off(Proxy.refuse, 10)),
    Row("member's packets vanish for 10 s", lambda lane: lane.cut_off(Proxy.swallow, 10)),
    Row("Redis killed, back empty after 1 s", lambda lane: lane.redis_lost(1), rests=True),
    Row("Redis killed, back empty after 8 s", lambda lane: lane.redis_lost(8)),
    Row("node cut off from Redis for 8 s", Lane.node_without_redis, rests=True),
    Row("Redis frozen for 8 s", Lane.redis_frozen),
    Row("both nodes killed, back after 8 s", Lane.all_nodes_killed),
    Row("control: refused for 10 s, listeners take 3 s", Lane.slow_listeners, late=True),
]
"""The last one leaves members that are slow to stop, so it stays the last of its lane."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--app", type=pathlib.Path, required=True, help="quarkus-run.jar of a packaged node")
    options.add_argument("--java", type=pathlib.Path, required=True, help="target folder of clients/java")
    options.add_argument("--only", default="", help="only faults whose name has this in it")
    options.add_argument("--lanes", type=int, default=3, help="how many faults at the same time")
    given = options.parse_args()
    classes = f"{given.java.resolve() / 'classes'}:{given.java.resolve() / 'test-classes'}"
    java = ["java", "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classes]
    commands = {
        "java": [shutil.which("java") or "java", *java[1:], "io.shardbeat.client.WorkerMain"],
        "python": [sys.executable, str(HERE / "worker.py")],
    }
    chosen = [row for row in ROWS if given.only in row.name]
    shares = [share for share in (chosen[i :: given.lanes] for i in range(given.lanes)) if share]
    report = Report()
    lanes = [Lane(given.app.resolve(), commands) for _ in shares]
    pool = ThreadPoolExecutor(len(lanes) or 1)
    runs = [pool.submit(lane.run, rows, report) for lane, rows in zip(lanes, shares)]
    try:
        for run in runs:
            failure = run.exception()
            if failure is not None:
                report.problems.append(f"a lane ended early: {failure!r}")
    except KeyboardInterrupt:
        for lane in lanes:
            lane.close()
        os._exit(130)  # the lanes' threads would wait for what is gone
    if not chosen:
        report.problems.append(f"no row has {given.only!r} in its name")
    for problem in report.problems:
        print(f"faults: {problem}", file=sys.stderr)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
