"""python3 -m unittest, in this folder."""

import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from fenced_sink import FencedOff, FencedSink

WRITER = """
import sys, time
from fenced_sink import FencedOff, FencedSink
sink = FencedSink(sys.argv[1])
sink.claim(0, 5)
sink.write(0, 5, 1, ["in time"])
print("ready", flush=True)
time.sleep(1)
try:
    sink.write(0, 5, 2, ["late"])
    print("stored", flush=True)
except FencedOff as e:
    print(e, flush=True)
"""


class FencedSinkTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = str(pathlib.Path(folder.name) / "lines.db")
        self.sink = FencedSink(self.file)
        self.addCleanup(self.sink.close)

    def lines(self) -> list:
        with sqlite3.connect(self.file) as database:
            rows = database.execute("SELECT text FROM lines ORDER BY rowid").fetchall()
        database.close()
        return [text for (text,) in rows]

    def test_the_next_holder_goes_on_where_the_last_one_was(self) -> None:
        self.assertEqual(0, self.sink.claim(0, 5))
        self.sink.write(0, 5, 10, ["a", "b"])
        self.assertEqual(10, self.sink.claim(0, 6))
        self.assertEqual(["a", "b"], self.lines())

    def test_who_has_an_old_token_stores_nothing(self) -> None:
        self.sink.claim(0, 5)
        other = FencedSink(self.file)
        self.addCleanup(other.close)
        other.claim(0, 6)
        with self.assertRaises(FencedOff):
            self.sink.write(0, 5, 10, ["late"])
        with self.assertRaises(FencedOff):
            self.sink.claim(0, 5)
        self.assertEqual([], self.lines())
        self.assertEqual(0, other.claim(0, 6))

    def test_a_frozen_process_that_wakes_up_late_is_refused(self) -> None:
        here = pathlib.Path(__file__).resolve().parent
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, self.file], cwd=here, stdout=subprocess.PIPE, text=True
        ) as writer:
            writer.stdout.readline()
            os.kill(writer.pid, signal.SIGSTOP)
            self.sink.claim(0, 6)
            os.kill(writer.pid, signal.SIGCONT)
            said = writer.stdout.read()
        self.assertEqual("shard 0: token 5 is older than one that was seen\n", said)
        self.assertEqual(["in time"], self.lines())


if __name__ == "__main__":
    unittest.main()
