"""Follows the files of a folder, shared with other processes: shard n is the file n.log.

    python3 tail.py --folder logs --sink lines.db --nodes http://127.0.0.1:8080

Every line is stored once, with the position after it, under the fencing token of the shard. SIGTERM ends it in order.
"""

from __future__ import annotations

import argparse
import pathlib
import signal
import sys
import threading
from typing import BinaryIO

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "clients" / "python"))

from fenced_sink import FencedOff, FencedSink  # noqa: E402
from shardbeat_client import Fleet, Group  # noqa: E402

MOST_LINES = 1000


class Tail(threading.Thread):
    """Follows one file until it is told to stop, or that the shard is somebody else's."""

    def __init__(self, folder: pathlib.Path, sink: str, shard: int, token: int) -> None:
        super().__init__(name=f"tail-{shard}", daemon=True)
        self._file = folder / f"{shard}.log"
        self._sink = sink
        self._shard = shard
        self._token = token
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Returns when the last line is stored."""
        self._stopped.set()
        self.join()

    def run(self) -> None:
        sink = FencedSink(self._sink)
        try:
            position = sink.claim(self._shard, self._token)
            print(f"{self._file.name} from {position}", flush=True)
            while not self._file.exists():  # whoever writes it may come later
                if self._stopped.wait(0.2):
                    return
            with open(self._file, "rb") as file:
                file.seek(position)
                while not self._stopped.is_set():
                    if not self._store(file, sink):
                        self._stopped.wait(0.05)
        except FencedOff as e:
            print(f"refused: {e}", flush=True)
        finally:
            sink.close()

    def _store(self, file: BinaryIO, sink: FencedSink) -> bool:
        """Whole lines only: the rest is still being written."""
        begin, lines = file.tell(), []
        while len(lines) < MOST_LINES:
            line = file.readline()
            if not line.endswith(b"\n"):
                break
            lines.append(line)
        end = begin + sum(map(len, lines))
        file.seek(end)
        if lines:
            sink.write(self._shard, self._token, end, [line.decode("utf-8", "replace")[:-1] for line in lines])
        return bool(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folder", type=pathlib.Path, required=True)
    options.add_argument("--sink", required=True, help="a file for SQLite")
    options.add_argument("--nodes", nargs="+", default=["http://127.0.0.1:8080"])
    options.add_argument("--group", default="my-project/my-logstore/tail")
    options.add_argument("--timeout", type=float, default=20.0, help="session timeout, seconds")
    given = options.parse_args()

    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    tails: dict[int, Tail] = {}

    def start(shard: int, token: int) -> None:
        tails[shard] = Tail(given.folder, given.sink, shard, token)
        tails[shard].start()

    member = Fleet.join(Group(*given.group.split("/"))).at(*given.nodes).session_timeout(given.timeout)
    member.create_group().leaves_at_once().on_granted(start).on_revoked(lambda shard: tails.pop(shard).stop())
    with member.start():
        ended.wait()
    print("left", flush=True)


if __name__ == "__main__":
    main()
