"""A sink that checks fencing tokens: lines and positions in SQLite, written together or not at all."""

from __future__ import annotations

import sqlite3
from typing import Sequence

SCHEMA = """
CREATE TABLE IF NOT EXISTS shards (shard INTEGER PRIMARY KEY, token INTEGER NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS lines (shard INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL);
"""


class FencedOff(Exception):
    """Somebody with a newer token has the shard: whoever is told this has lost it, and may not know yet."""


class FencedSink:
    """One per thread. The largest token of each shard is kept in the database, so it counts for all processes."""

    def __init__(self, file: str) -> None:
        # A process that is frozen within a transaction holds up all others: SQLite is one file. A server would not wait.
        self._database = sqlite3.connect(file, timeout=60, isolation_level=None)
        self._database.executescript(SCHEMA)

    def claim(self, shard: int, token: int) -> int:
        """Keeps out all who have an older token from now on, and tells up to which position the shard is done."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.execute("INSERT OR IGNORE INTO shards VALUES (?, 0, 0)", (shard,))
            self._require_newest(shard, token, "token = ?", (token,))
            row = self._database.execute("SELECT position FROM shards WHERE shard = ?", (shard,)).fetchone()
        return int(row[0])

    def write(self, shard: int, token: int, position: int, lines: Sequence[str]) -> None:
        """Stores lines together with the position after them. FencedOff, and nothing stored, with an old token."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._require_newest(shard, token, "position = ?", (position,))
            rows = [(shard, position, line) for line in lines]
            self._database.executemany("INSERT INTO lines VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        self._database.close()

    def _require_newest(self, shard: int, token: int, change: str, values: tuple) -> None:
        found = self._database.execute(
            f"UPDATE shards SET {change} WHERE shard = ? AND token <= ?", (*values, shard, token)
        )
        if found.rowcount == 0:
            raise FencedOff(f"shard {shard}: token {token} is older than one that was seen")
