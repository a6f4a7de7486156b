"""A member as a process of its own, as `WorkerMain` is for Java: works on each shard every 20 ms, and writes
a line for all it does. Times are those of Linux' monotonic clock, which all processes share."""

import pathlib
import signal
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

from shardbeat_client import Fleet, FleetMetrics, Group  # noqa: E402

OUT = threading.Lock()


def say(what: str, *more: object) -> None:
    with OUT:
        print(what, time.monotonic_ns(), *more, flush=True)


class Metrics(FleetMetrics):
    def failed(self, reason: str) -> None:
        say("failed", reason)

    def fenced(self, shards: int) -> None:
        say("fenced", shards)


class Workers:
    def __init__(self, takes: float) -> None:
        self.takes = takes
        self.stops: dict = {}

    def start(self, shard: int, token: int) -> None:
        say("granted", shard, token)
        stop = threading.Event()
        thread = threading.Thread(target=self.work, args=(shard, token, stop), daemon=True)
        self.stops[shard] = (stop, thread)
        thread.start()

    @staticmethod
    def work(shard: int, token: int, stop: threading.Event) -> None:
        while not stop.is_set():
            say("work", shard, token)
            stop.wait(0.02)

    def stop(self, shard: int) -> None:
        stop, thread = self.stops.pop(shard)
        time.sleep(self.takes)
        stop.set()
        thread.join()
        say("stopped", shard)


def main(nodes: str, group: str, name: str, session_millis: str, interval_millis: str, stop_millis: str) -> None:
    workers = Workers(int(stop_millis) / 1000)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    fleet = (
        Fleet.join(Group("fleet-project", "eight", group))
        .at(*nodes.split(","))
        .as_(name)
        .signed_by("worker", "worker-secret")
        .leaves_at_once("ops", "ops-secret")
        .session_timeout(int(session_millis) / 1000)
        .interval(int(interval_millis) / 1000)
        .metrics(Metrics())
        .on_granted(workers.start)
        .on_revoked(workers.stop)
        .start()
    )
    with fleet:
        ended.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
