"""Real processes to break: a Redis, two packaged nodes on it, members, a proxy before each node for one member, and one
between a node and Redis."""

from __future__ import annotations

import pathlib
import platform
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
import zipfile
from typing import Callable, Optional

from judge import Judge

CATALOG = """
sls:
  projects:
    - name: fleet-project
      logstores:
        - {name: eight, shards: 8, groups: [{name: java, timeout: 5}, {name: python, timeout: 5}]}
"""
KEYS = """
keys:
  - {id: worker, secret: worker-secret, allow: ["sls:fleet-project"]}
  - {id: ops, secret: ops-secret, allow: ["admin"]}
"""


def await_(what: str, condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Process:
    """One that can be killed, frozen and started again."""

    def __init__(self, command: list[str], log: pathlib.Path) -> None:
        self._command = command
        self._log = log
        self.process: Optional[subprocess.Popen] = None

    def start(self) -> None:
        with open(self._log, "ab") as log:
            self.process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._log.parent
            )

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()


class Proxy:
    """Between one member and one node, or one node and Redis: passes on, refuses connections, or swallows what comes."""

    def __init__(self, target: int) -> None:
        self._target = target
        self.port = free_port()
        self._sockets: set[socket.socket] = set()
        self._swallows = threading.Event()
        self._server: Optional[socket.socket] = None
        self.heal()

    def refuse(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown(socket.SHUT_RDWR)
            server.close()
        for end in list(self._sockets):
            self._close(end)

    def swallow(self) -> None:
        self._swallows.set()

    def heal(self) -> None:
        self._swallows.clear()
        if self._server is None:
            self._server = socket.create_server(("127.0.0.1", self.port))
            threading.Thread(target=self._accept, args=(self._server,), daemon=True).start()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                near, _ = server.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target), timeout=2)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            self._sockets |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                if not self._swallows.is_set():
                    other.sendall(data)
        except OSError:
            pass  # the end, as any other
        self._close(one)
        self._close(other)

    def _close(self, end: socket.socket) -> None:
        self._sockets.discard(end)
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already
        end.close()


class Member:
    """A process that joins a group, and what it writes down goes to the judge."""

    def __init__(self, name: str, command: list[str], judge: Judge) -> None:
        self.name = name
        self._judge = judge
        self._frozen = 0.0
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):
                self._judge.line(self.name, line.rstrip("\n"))

    def kill(self) -> None:
        self._process.kill()
        self._ended()

    def stop(self) -> None:
        self._process.terminate()
        self._ended()

    def _ended(self) -> None:
        self._process.wait()
        at = time.monotonic()
        self._reader.join()
        self._judge.dies(self.name, at)

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)
        time.sleep(0.2)  # what it wrote before is read
        self._frozen = time.monotonic()
        self._judge.freezes(self.name, self._frozen)

    def thaw(self) -> None:
        self._judge.thaws(self.name, self._frozen, time.monotonic())
        self._process.send_signal(signal.SIGCONT)


class World:
    def __init__(self, app: pathlib.Path) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="shardbeat-faults-"))
        (self.folder / "catalog.yaml").write_text(CATALOG)
        (self.folder / "keys.yaml").write_text(KEYS)
        redis_port = free_port()
        options = ["--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction"]
        self.redis = Process([str(self._redis(app)), *options], self.folder / "redis.log")
        self.ports = [free_port(), free_port()]
        self.way_to_redis = Proxy(redis_port)
        """That of the first node."""
        self.nodes = [
            self._node(app, port, to_redis) for port, to_redis in zip(self.ports, (self.way_to_redis.port, redis_port))
        ]
        for process in (self.redis, *self.nodes):
            process.start()

    @property
    def addresses(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def await_ready(self) -> None:
        for port in self.ports:
            await_("a node is ready", lambda: self._answers(port))

    def close(self) -> None:
        for process in (*self.nodes, self.redis):
            process.signal(signal.SIGCONT)
            process.kill()
        self.way_to_redis.refuse()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _node(self, app: pathlib.Path, port: int, redis_port: int) -> Process:
        settings = {
            "quarkus.http.host": "127.0.0.1",
            "quarkus.http.port": port,
            "quarkus.management.host": "127.0.0.1",
            "quarkus.management.port": free_port(),
            "quarkus.redis.hosts": f"redis://127.0.0.1:{redis_port}",
            "shardbeat.auth.mode": "required",
            "shardbeat.auth.keys-file": self.folder / "keys.yaml",
            "shardbeat.catalog.file": self.folder / "catalog.yaml",
        }
        flags = ["-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        java = ["java", *flags, *(f"-D{key}={value}" for key, value in settings.items()), "-jar", str(app)]
        return Process(java, self.folder / f"node-{port}.log")

    def _redis(self, app: pathlib.Path) -> pathlib.Path:
        """Out of the artifact that a node starts its own Redis from."""
        system = platform.system().lower()
        machine = "arm64" if platform.machine() in ("aarch64", "arm64") else "amd64"
        (jar,) = (app.parent / "lib" / "main").glob("*embedded-redis*.jar")
        with zipfile.ZipFile(jar) as archive:
            (name,) = (n for n in archive.namelist() if n.endswith(f"{system}-{machine}") and "redis-server" in n)
            binary = pathlib.Path(archive.extract(name, self.folder))
        binary.chmod(0o700)
        return binary

    @staticmethod
    def _answers(port: int) -> bool:
        """Whether it has applied the catalog."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/admin/v1/groups/sls/fleet-project/eight/java",
            headers={"Authorization": "Bearer ops:ops-secret"},
        )
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

