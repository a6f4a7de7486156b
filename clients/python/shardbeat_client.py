"""One member of a fleet that shares the shards of a log. Python 3.9 or newer, standard library only, one file.

    from shardbeat_client import Fleet, Group

    with (Fleet.join(Group("my-project", "my-logstore", "workers"))
            .at("http://node-1:8080", "http://node-2:8080")
            .on_granted(workers.start)          # (shard, token)
            .on_revoked(workers.stop)           # (shard)
            .start()):
        ...

What is promised: two members never work on one shard at the same time, without any fence margin at the coordinator, as
long as listeners stop within one heartbeat interval, nothing pauses the process or its machine for longer than that, and
the group's session timeout is not made shorter while its members run.

Why no margin is needed: a lease begins when a heartbeat arrives, and lasts for the session timeout. The member counts from
the moment when it *sent* its last accepted heartbeat, which was no later, and stops by itself one interval before the
timeout is over. So its listeners have an interval to end in before the coordinator can give its shards to anybody. They
are called in time by a thread of their own, whatever the network does.

While heartbeats are answered there is no deadline: a shard that is asked back is reported as held until its listener has
ended, and nobody else gets it before. A process that was paused is the one exception: whatever stores the results should
keep the largest token it has seen of each shard and refuse smaller ones.

It speaks the dialect of Alibaba Cloud SLS, and needs nothing of that cloud.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import logging
import os
import random
import re
import socket
import ssl
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Callable, Mapping, NamedTuple, Optional, Sequence, Union
from urllib.parse import SplitResult, quote, urlsplit

LOG = logging.getLogger("shardbeat")

OnGranted = Callable[[int, int], None]
OnRevoked = Callable[[int], None]
Ticker = Callable[[], float]
"""Seconds since some moment, by a clock that only runs forwards."""


@dataclass(frozen=True)
class Group:
    """A consumer group, by the three names that lead to it."""

    project: str
    logstore: str
    name: str

    def __post_init__(self) -> None:
        for what, value in (("project", self.project), ("logstore", self.logstore), ("group", self.name)):
            if not re.fullmatch(r"[0-9A-Za-z_-]{1,128}", value):
                raise ValueError(f"{what} is {value!r}, expected 1 to 128 characters of 0-9 a-z A-Z - _")

    def __str__(self) -> str:
        return f"{self.project}/{self.logstore}/{self.name}"


class FleetMetrics:
    """What a member tells its metrics. All methods do nothing unless they are overridden; they must return soon."""

    def answered(self, took: float) -> None:
        """A heartbeat was answered, so many seconds after it was sent."""

    def failed(self, reason: str) -> None:
        """A turn of heartbeats, at every address there is, was not answered with a grant."""

    def granted(self, shard: int) -> None:
        """Work on a shard begins."""

    def revoked(self, shard: int, took: float) -> None:
        """Work on a shard has ended; the listener took so many seconds."""

    def fenced(self, shards: int) -> None:
        """The member gives all shards up by itself, since it was not answered for too long."""

    def listener_failed(self, shard: int, problem: Exception) -> None:
        """A listener raised."""

    def left(self, at_once: bool) -> None:
        """The member has stopped. At once: its shards need not wait for the session timeout."""


class Key(NamedTuple):
    """An access key of the coordinator."""

    id: str
    secret: str

    def __repr__(self) -> str:
        return f"Key({self.id})"


@dataclass(frozen=True)
class Settings:
    """What a member was told. Times are seconds."""

    group: Group
    consumer: str
    addresses: Sequence[SplitResult]
    domain: Optional[str]
    interval: float
    session_timeout: float
    attempt_timeout: float
    create_group: bool
    signing_key: Optional[Key]
    region: str
    leave: bool
    leave_key: Optional[Key]
    tls: Optional[ssl.SSLContext]

    def __post_init__(self) -> None:
        def require(met: bool, problem: str) -> None:
            if not met:
                raise ValueError(problem)

        require(bool(self.addresses), "at(...) must name the address of a node")
        require(
            1 <= len(self.consumer) <= 256 and self.consumer.isprintable(),
            "the consumer's name must have 1 to 256 characters, none of them a control character",
        )
        require(
            1 <= self.session_timeout <= 3600,
            f"session_timeout is {self.session_timeout} s, expected 1 to 3600",
        )
        require(
            0 < self.interval * 3 <= self.session_timeout,
            f"interval is {self.interval} s, expected at most a third of the session timeout of {self.session_timeout} s",
        )
        require(
            0 < self.attempt_timeout < self.session_timeout,
            f"attempt_timeout is {self.attempt_timeout} s, expected less than the session timeout",
        )
        for key in (self.signing_key, self.leave_key):
            require(key is None or bool(key.id.strip() and key.secret.strip()), "an access key must not be blank")


class Grant(NamedTuple):
    """An answer that lists what the member may hold, each shard with its token."""

    sent_at: float
    tokens: Mapping[int, int]


class Unknown(NamedTuple):
    """The coordinator does not know the member (it expired), or the group (it is gone)."""

    reason: str


class Failed(NamedTuple):
    """No node answered, or each with an error that proves nothing about the member."""

    reason: str


Reply = Union[Grant, Unknown, Failed]


class Pace(NamedTuple):
    """When to beat, and for how long one answer allows to work. Seconds."""

    interval: float
    session: float

    @staticmethod
    def of(settings: Settings, group_timeout: float) -> Pace:
        """The session timeout that counts is the shorter of what was set here and what the group has."""
        session = min(settings.session_timeout, group_timeout)
        return Pace(min(settings.interval, session / 3), session)

    @property
    def allowed(self) -> float:
        """How long after the sending of an accepted heartbeat the member stops by itself, unless another was accepted."""
        return self.session - self.interval

    def pause(self, answered: bool) -> float:
        """From one heartbeat's beginning to the next one's: early by up to a tenth, so that members drift apart."""
        share = 1 - 0.1 * random.random()
        return self.interval * (share if answered else share * 0.5)


class Holdings:
    """The shards a member works on, and the rules by which it begins and stops. It has no thread and no clock of its own.

    A shard is here from the answer that grants it until its listener has ended, and as long as it is here every heartbeat
    reports it. The coordinator takes a report without the shard for its release, so nothing may leave sooner. A shard that
    is granted again while it is being stopped waits for the next answer.
    """

    def __init__(self, start: Callable[[int, int], None], stop: Callable[[int], None]) -> None:
        self._start = start
        self._stop = stop
        self._held: dict[int, tuple[int, bool]] = {}  # token, and whether it is being stopped
        self._changed = threading.Condition(threading.RLock())
        self._allowed_until: Optional[float] = None
        self._closed = False
        self._awake = False

    def report(self) -> list[int]:
        """What the next heartbeat says."""
        with self._changed:
            return sorted(self._held)

    def working(self) -> dict[int, int]:
        """The shards that are worked on, with their tokens."""
        with self._changed:
            return {shard: token for shard, (token, stopping) in sorted(self._held.items()) if not stopping}

    @property
    def is_closed(self) -> bool:
        return self._closed

    def answered(self, grant: Grant, now: float, allowed: float) -> bool:
        """Does what an answer says. False: it came too late to count."""
        with self._changed:
            if now - grant.sent_at >= allowed:
                return False
            self._allowed_until = grant.sent_at + allowed
            self._changed.notify_all()
            self._stop_all_but(grant.tokens)
            if not self._closed:
                for shard, token in grant.tokens.items():
                    if shard not in self._held:
                        self._held[shard] = (token, False)
                        self._start(shard, token)
            return True

    def is_allowed(self, now: float) -> bool:
        """Whether the last heartbeat that was accepted still allows to work."""
        with self._changed:
            return self._allowed_until is not None and now < self._allowed_until

    def fence(self, now: float) -> int:
        """Stops everything when the last heartbeat that was accepted allows no more. How many shards that were."""
        with self._changed:
            if self._allowed_until is None or now < self._allowed_until:
                return 0
            self._allowed_until = None
            return self._stop_all_but(())

    def forgotten(self) -> None:
        """The coordinator does not know the member, or the group: whatever it had may be somebody else's."""
        with self._changed:
            self._allowed_until = None
            self._stop_all_but(())

    def close(self) -> None:
        """Stops everything, and begins nothing from now on."""
        with self._changed:
            self._closed = True
            self._stop_all_but(())
            self._wake()

    def start_failed(self, shard: int) -> None:
        """What was begun of it is cleaned up, and the next answer begins it again."""
        with self._changed:
            self._stop_one(shard)

    def ended(self, shard: int) -> None:
        with self._changed:
            del self._held[shard]
            if not self._held and (self._closed or self._allowed_until is None):
                self._wake()

    def pause(self, seconds: float) -> None:
        """Waits, but no longer than until a member that gives everything up has stopped its last shard."""
        with self._changed:
            self._changed.wait_for(lambda: self._awake, timeout=max(0.0, seconds))
            self._awake = False

    def watch(self, ticker: Ticker, done: threading.Event, fenced: Callable[[int], None]) -> None:
        """Calls `fence` when it is time, until it is done: a thread's whole life."""
        while not done.is_set():
            stopped = self.fence(ticker())
            if stopped:
                fenced(stopped)
            with self._changed:
                until = self._allowed_until
                self._changed.wait(0.5 if until is None else min(0.5, max(0.0, until - ticker())))

    def _wake(self) -> None:
        self._awake = True
        self._changed.notify_all()

    def _stop_all_but(self, granted: Any) -> int:
        return sum(self._stop_one(shard) for shard in list(self._held) if shard not in granted)

    def _stop_one(self, shard: int) -> bool:
        token, stopping = self._held.get(shard, (0, True))
        if stopping:
            return False
        self._held[shard] = (token, True)
        self._stop(shard)
        return True


class ShardThreads:
    """Calls the user's listeners, those of one shard one after another, those of several at the same time."""

    def __init__(self, on_granted: OnGranted, on_revoked: OnRevoked, metrics: FleetMetrics) -> None:
        self._on_granted = on_granted
        self._on_revoked = on_revoked
        self._metrics = metrics
        self._starts: dict[int, threading.Thread] = {}
        self.holdings = Holdings(self._start, self._stop)

    def _start(self, shard: int, token: int) -> None:
        self._starts[shard] = _thread(f"shardbeat-start-{shard}", self._call_granted, shard, token)
        self._starts[shard].start()

    def _stop(self, shard: int) -> None:
        _thread(f"shardbeat-stop-{shard}", self._call_revoked, shard, self._starts.pop(shard)).start()

    def _call_granted(self, shard: int, token: int) -> None:
        try:
            self._metrics.granted(shard)
            self._on_granted(shard, token)
        except Exception as problem:  # of any kind: it is the user's
            self._failed(shard, problem)
            self.holdings.start_failed(shard)

    def _call_revoked(self, shard: int, start: threading.Thread) -> None:
        try:
            start.join()
            begun = time.monotonic()
            self._on_revoked(shard)
            self._metrics.revoked(shard, time.monotonic() - begun)
        except Exception as problem:  # of any kind: it is the user's, and counts as over
            self._failed(shard, problem)
        finally:
            self.holdings.ended(shard)

    def _failed(self, shard: int, problem: Exception) -> None:
        LOG.warning("a listener failed, shard=%d", shard, exc_info=problem)
        self._metrics.listener_failed(shard, problem)


@dataclass(frozen=True)
class Answer:
    """An HTTP answer. `headers` by lower-case names; `sent_at` is when its request was sent."""

    status: int
    headers: Mapping[str, str]
    body: str
    sent_at: float

    @property
    def is_good(self) -> bool:
        return self.status == 200

    @property
    def error_code(self) -> str:
        try:
            code = json.loads(self.body)["errorCode"]
            return code if isinstance(code, str) else f"status {self.status}"
        except (ValueError, KeyError, TypeError):
            return f"status {self.status} without an errorCode"


@dataclass(frozen=True)
class Request:
    """A request before it is known which node gets it: `headers` are made for an address, dated and signed then."""

    method: str
    target: str
    headers: Callable[[SplitResult], Mapping[str, str]]
    body: bytes = b""


class Connection:
    """One kept connection to one node."""

    _MOST_BODY_BYTES = 1 << 24

    def __init__(self, address: SplitResult, settings: Settings, ticker: Ticker) -> None:
        self.address = address
        self._settings = settings
        self._ticker = ticker
        self._http: Optional[http.client.HTTPConnection] = None

    def exchange(self, request: Request) -> Answer:
        """One that was kept may have been closed meanwhile, so a request that fails on it is sent once more on a new one."""
        end = self._ticker() + self._settings.attempt_timeout
        if self._http is not None:
            try:
                return self._exchange_once(request, end)
            except (OSError, http.client.HTTPException):
                if self._ticker() >= end:
                    raise
        return self._exchange_once(request, end)

    def close(self) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def _exchange_once(self, request: Request, end: float) -> Answer:
        limit = threading.Timer(max(0.001, end - self._ticker()), self._abort)
        limit.daemon = True
        limit.start()
        try:
            connection = self._open(max(0.001, end - self._ticker()))
            sent_at = self._ticker()
            self._send(connection, request)
            response = connection.getresponse()
            body = response.read(self._MOST_BODY_BYTES + 1)
            if len(body) > self._MOST_BODY_BYTES:
                raise OSError(f"a body of more than {self._MOST_BODY_BYTES} bytes")
            headers = {name.lower(): value for name, value in response.getheaders()}
            if response.will_close:
                self.close()
            return Answer(response.status, headers, body.decode("utf-8", "replace"), sent_at)
        except BaseException:
            self.close()
            raise
        finally:
            limit.cancel()

    def _open(self, timeout: float) -> http.client.HTTPConnection:
        if self._http is None:
            host, port = self.address.hostname or "", self.address.port
            if self.address.scheme == "https":
                self._http = http.client.HTTPSConnection(host, port, timeout=timeout, context=self._settings.tls)
            else:
                self._http = http.client.HTTPConnection(host, port, timeout=timeout)
            self._http.connect()
        if self._http.sock is not None:
            self._http.sock.settimeout(timeout)
        return self._http

    def _send(self, connection: http.client.HTTPConnection, request: Request) -> None:
        connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers(self.address).items():
            connection.putheader(name, value)
        connection.putheader("content-length", str(len(request.body)))
        connection.endheaders(request.body)

    def _abort(self) -> None:
        """Time-outs of sockets are per read: who sends a byte now and then would never be given up."""
        connection = self._http
        sock = connection.sock if connection is not None else None
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is gone either way


class Nodes:
    """The nodes, any of which will do. Keeps to the one that answered last; each gets one try within its time limit."""

    def __init__(self, settings: Settings, ticker: Ticker) -> None:
        self._connections = [Connection(address, settings, ticker) for address in settings.addresses]
        self._preferred = random.randrange(len(self._connections))  # members begin at different nodes

    def exchange(self, request: Request, settles: Callable[[Answer], bool]) -> Answer:
        """An answer that settles it, or the last that came. OSError when no node answered at all."""
        last: Optional[Answer] = None
        problem = OSError("there is no node")
        for _ in self._connections:
            connection = self._connections[self._preferred]
            try:
                last = connection.exchange(request)
                if settles(last):
                    return last
            except (OSError, http.client.HTTPException) as e:
                problem = OSError(f"{connection.address.geturl()}: {e!r}")
            self._preferred = (self._preferred + 1) % len(self._connections)
        if last is None:
            raise problem
        return last

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


def sls_v4(
    key: Key, region: str, method: str, path: str, query: str, headers: Mapping[str, str], date: str
) -> str:
    """Signature version 4 of SLS, the value of `Authorization`. Source: the official clients.

    The query has its pairs in the order of their keys, percent-encoded, and a key alone where the value is empty.
    """
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    canonical = "\n".join((method, path, query, lines, ";".join(names), headers["x-log-content-sha256"]))
    parts = (date[:8], region, "sls", "aliyun_v4_request")
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = "\n".join(("SLS4-HMAC-SHA256", date, "/".join(parts), digest))
    signing = ("aliyun_v4" + key.secret).encode()
    for part in parts:
        signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing, text.encode(), hashlib.sha256).hexdigest()
    return f"SLS4-HMAC-SHA256 Credential={key.id}/{'/'.join(parts)},Signature={signature}"


class Coordinator:
    """The calls a member makes, one at a time: a report is written after the answer before it was read, or given up."""

    _UNKNOWN_MEMBER = "NotExistConsumerWithBody"
    _UNKNOWN_GROUP = "ConsumerGroupNotExist"
    _ALREADY_THERE = "ConsumerGroupAlreadyExist"
    _NOT_OFFERED = (401, 403, 404, 405)

    def __init__(self, settings: Settings, nodes: Nodes) -> None:
        self._settings = settings
        self._nodes = nodes
        self._groups = f"/logstores/{settings.group.logstore}/consumergroups"

    def beat(self, report: Sequence[int]) -> Reply:
        """Reports what the member still works on, and is told what it may work on."""
        query = {"consumer": self._settings.consumer, "type": "heartbeat"}
        body = json.dumps(list(report), separators=(",", ":"))
        request = self._call("POST", f"{self._groups}/{self._settings.group.name}", query, body)
        unknown = (self._UNKNOWN_MEMBER, self._UNKNOWN_GROUP)
        try:
            answer = self._nodes.exchange(request, lambda it: it.is_good or it.error_code in unknown)
        except OSError as e:
            return Failed(str(e))
        if answer.is_good:
            return self._grant(answer)
        return Unknown(answer.error_code) if answer.error_code in unknown else Failed(answer.error_code)

    @staticmethod
    def _grant(answer: Answer) -> Reply:
        try:
            shards = json.loads(answer.body)
            if not isinstance(shards, list) or not all(type(shard) is int and shard >= 0 for shard in shards):
                raise ValueError("expected an array of shards")
            epoch = int(answer.headers["x-shardbeat-epoch"])
            # "my-logstore/0=1795303302354,..."; "*=..." and other forms say no more than the epoch.
            pairs = re.findall(r"\b(\d{1,9})=(\d{1,18})\b", answer.headers.get("x-shardbeat-tokens", ""))
            own = {int(shard): int(token) for shard, token in pairs}
        except KeyError:
            return Failed("not understood: expected a header x-shardbeat-epoch: this is no Shardbeat node")
        except ValueError as e:
            return Failed(f"not understood: {e}")
        return Grant(answer.sent_at, {shard: own.get(shard, epoch) for shard in shards})

    def group_timeout(self) -> Optional[float]:
        """The session timeout the group has, if there is such a group. OSError when no node says so."""
        answer = self._nodes.exchange(self._call("GET", self._groups, {}, ""), lambda it: it.is_good)
        if not answer.is_good:
            raise OSError(answer.error_code)
        for group in json.loads(answer.body):
            if group["name"] == self._settings.group.name:
                return float(group["timeout"])
        return None

    def create_group(self) -> None:
        """Creates the group, unless it is there. OSError when no node does."""
        timeout = max(1, int(self._settings.session_timeout))
        body = json.dumps({"consumerGroup": self._settings.group.name, "timeout": timeout, "order": False})
        answer = self._nodes.exchange(
            self._call("POST", self._groups, {}, body),
            lambda it: it.is_good or it.error_code == self._ALREADY_THERE,
        )
        if not answer.is_good and answer.error_code != self._ALREADY_THERE:
            raise OSError(answer.error_code)

    def leave(self) -> bool:
        """Leaves at once. False where that is not offered."""
        member = quote(self._settings.consumer, safe="~")
        path = f"/admin/v1/groups/sls/{self._settings.group}/members/{member}/leave"

        def headers(address: SplitResult) -> Mapping[str, str]:
            key = self._settings.leave_key
            named = {"host": address.netloc, "content-type": "application/json"}
            if key is not None:
                named["authorization"] = "Basic " + base64.b64encode(f"{key.id}:{key.secret}".encode()).decode()
            return named

        try:
            answer = self._nodes.exchange(
                Request("POST", path, headers, b'{"reason":"the process stops"}'),
                lambda it: it.status // 100 == 2 or it.status in self._NOT_OFFERED,
            )
        except OSError:
            return False
        return answer.status // 100 == 2

    def _call(self, method: str, path: str, query: Mapping[str, str], body: str) -> Request:
        """It always has a date: a node tells by it a report from a delayed copy of an earlier one."""
        pairs = "&".join(f"{k}={quote(v, safe='~')}" if v else k for k, v in sorted(query.items()))

        def headers(address: SplitResult) -> Mapping[str, str]:
            date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
            named = {
                "content-type": "application/json",
                "host": f"{self._settings.group.project}.{self._settings.domain or address.hostname}",
                "x-log-apiversion": "0.6.0",
                "x-log-bodyrawsize": str(len(body.encode())),
                "x-log-content-sha256": hashlib.sha256(body.encode()).hexdigest(),
                "x-log-date": date,
            }
            key = self._settings.signing_key
            if key is not None:
                signed = sls_v4(key, self._settings.region, method, path, pairs, named, date)
                named["authorization"] = signed
            named["user-agent"] = "shardbeat-client-python"
            return named

        return Request(method, f"{path}?{pairs}" if pairs else path, headers, body.encode())


class Member:
    """What a member does, one turn after another: find out about its group, beat, do what the answer says, and leave."""

    def __init__(
        self, settings: Settings, coordinator: Coordinator, holdings: Holdings, metrics: FleetMetrics, ticker: Ticker
    ) -> None:
        self._settings = settings
        self._coordinator = coordinator
        self._holdings = holdings
        self._metrics = metrics
        self._ticker = ticker
        self._pace = Pace.of(settings, settings.session_timeout)
        self._knows_group = False

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to report: it was closed, and everything has stopped."""
        return self._holdings.is_closed and not self._holdings.report()

    def turn(self) -> float:
        """Returns how long after its beginning the next turn should begin, in seconds."""
        try:
            answered = (self._knows_group or self._finds_group()) and self._beat()
        except Exception as e:  # whatever it is, the member must go on
            self._metrics.failed(repr(e))
            answered = False
        return self._pace.pause(answered)

    def leave(self) -> None:
        """The last heartbeat says that nothing is held any more; then it takes its leave, if that was asked for."""
        at_once = False
        if self._holdings.is_allowed(self._ticker()):  # one that was expired would join again
            self._beat()
            at_once = self._settings.leave and self._coordinator.leave()
        self._metrics.left(at_once)

    def _finds_group(self) -> bool:
        timeout = self._coordinator.group_timeout()
        if timeout is None and self._settings.create_group:
            self._coordinator.create_group()
            timeout = self._coordinator.group_timeout()  # somebody else may have been faster, with another timeout
        if timeout is None:
            self._metrics.failed(f"there is no group {self._settings.group}")
            return False
        self._pace = Pace.of(self._settings, timeout)
        self._knows_group = True
        return True

    def _beat(self) -> bool:
        reply = self._coordinator.beat(self._holdings.report())
        if isinstance(reply, Grant):
            now = self._ticker()
            if self._holdings.answered(reply, now, self._pace.allowed):
                self._metrics.answered(now - reply.sent_at)
                return True
            self._metrics.failed("an answer came too late to count")
            return False
        if isinstance(reply, Unknown):
            self._holdings.forgotten()
            self._knows_group = False  # its timeout may be another now
        self._metrics.failed(reply.reason)
        return False


class Fleet:
    """A member that runs. See the top of the file for what it promises."""

    def __init__(self, settings: Settings, on_granted: OnGranted, on_revoked: OnRevoked, metrics: FleetMetrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._ticker = time.monotonic
        self._holdings = ShardThreads(on_granted, on_revoked, metrics).holdings
        self._nodes = Nodes(settings, self._ticker)
        self._member = Member(settings, Coordinator(settings, self._nodes), self._holdings, metrics, self._ticker)
        self._done = threading.Event()
        self._thread = _thread(f"shardbeat-{settings.consumer}", self._live)
        self._watch = _thread("shardbeat-fence", self._holdings.watch, self._ticker, self._done, metrics.fenced)

    @staticmethod
    def join(group: Group) -> FleetBuilder:
        """Begins to describe a member of this group."""
        return FleetBuilder(group)

    @property
    def consumer(self) -> str:
        """The name by which the coordinator knows this member."""
        return self._settings.consumer

    @property
    def shards(self) -> dict[int, int]:
        """What this member works on now: granted and not asked back, each with its token."""
        return self._holdings.working()

    def stop(self, patience: Optional[float] = None) -> bool:
        """Gives all shards up, waits for their listeners, and leaves. False when that takes longer than the patience in
        seconds, by default the session timeout; heartbeats then go on until the last listener has ended."""
        self._holdings.close()
        self._thread.join(self._settings.session_timeout if patience is None else patience)
        return not self._thread.is_alive()

    def __enter__(self) -> Fleet:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> Fleet:
        self._watch.start()
        self._thread.start()
        return self

    def _live(self) -> None:
        try:
            while not self._member.is_done:
                begun = self._ticker()
                pause = self._member.turn()
                self._holdings.pause(begun + pause - self._ticker())
            self._member.leave()
        finally:
            self._nodes.close()
            self._done.set()


@dataclass
class FleetBuilder:
    """Describes a member. Addresses and both listeners must be given; all else has a default."""

    _group: Group
    _addresses: list[SplitResult] = field(default_factory=list)
    _consumer: Optional[str] = None
    _domain: Optional[str] = None
    _session_timeout: float = 20.0
    _interval: Optional[float] = None
    _attempt_timeout: Optional[float] = None
    _create_group: bool = False
    _signing_key: Optional[Key] = None
    _region: str = "shardbeat"
    _leave: bool = False
    _leave_key: Optional[Key] = None
    _tls: Optional[ssl.SSLContext] = None
    _metrics: FleetMetrics = field(default_factory=FleetMetrics)
    _granted: Optional[OnGranted] = None
    _revoked: Optional[OnRevoked] = None

    def at(self, *nodes: str) -> FleetBuilder:
        """Where nodes are, or load balancers before them. When one does not answer the next one is asked."""
        for node in nodes:
            address = urlsplit(node)
            if address.scheme not in ("http", "https") or not address.hostname:
                raise ValueError(f"a node's address is {node!r}, expected http://host:port")
            self._addresses.append(address)
        return self

    def as_(self, name: str) -> FleetBuilder:
        """The member's name, which no other member may have. By default made of host and process, new with every start."""
        self._consumer = name
        return self

    def domain(self, name: str) -> FleetBuilder:
        """What follows the project in `Host`; by default the host of the node's address."""
        self._domain = name
        return self

    def session_timeout(self, seconds: float) -> FleetBuilder:
        """The silence after which the coordinator takes the member for dead, 20 s by default. If the group has a shorter
        one, that one counts."""
        self._session_timeout = seconds
        return self

    def interval(self, seconds: float) -> FleetBuilder:
        """From one heartbeat to the next, and how long listeners have to stop in when nobody answers. A quarter of the
        session timeout by default, at most a third."""
        self._interval = seconds
        return self

    def attempt_timeout(self, seconds: float) -> FleetBuilder:
        """How long one node may take to answer before the next one is asked; half an interval by default."""
        self._attempt_timeout = seconds
        return self

    def create_group(self) -> FleetBuilder:
        """Creates the group when it is not there, with this member's session timeout."""
        self._create_group = True
        return self

    def signed_by(self, access_key_id: str, secret: str) -> FleetBuilder:
        """Signs each request, by version 4 of SLS. By default nothing is signed."""
        self._signing_key = Key(access_key_id, secret)
        return self

    def region(self, name: str) -> FleetBuilder:
        """The region that signatures name. Nodes take any."""
        self._region = name
        return self

    def leaves_at_once(self, access_key_id: Optional[str] = None, secret: Optional[str] = None) -> FleetBuilder:
        """Takes leave when stopped, so that its shards need not wait for the session timeout, where nodes offer that. A key
        needs `admin`; it is sent as it is: use https beyond one machine."""
        self._leave = True
        if access_key_id is not None:
            self._leave_key = Key(access_key_id, secret or "")
        return self

    def tls(self, context: ssl.SSLContext) -> FleetBuilder:
        """Whom to trust, for addresses with https."""
        self._tls = context
        return self

    def metrics(self, listener: FleetMetrics) -> FleetBuilder:
        """Who is told what happens."""
        self._metrics = listener
        return self

    def on_granted(self, listener: OnGranted) -> FleetBuilder:
        """Begins work on a shard: called with the shard and its token, on a thread of its own. Start the work and return: the
        shard can be given back only after this has returned. A start that raises is cleaned up by the other listener and
        tried again with the next answer."""
        self._granted = listener
        return self

    def on_revoked(self, listener: OnRevoked) -> FleetBuilder:
        """Ends work on a shard, on a thread of its own: stop, save, and return when all of that is over. Until then the shard
        is reported as held. One that raises counts as over."""
        self._revoked = listener
        return self

    def settings(self) -> Settings:
        """What was described, checked: ValueError names what cannot be."""
        interval = self._session_timeout / 4 if self._interval is None else self._interval
        return Settings(
            group=self._group,
            consumer=self._consumer or f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
            addresses=tuple(self._addresses),
            domain=self._domain,
            interval=interval,
            session_timeout=self._session_timeout,
            attempt_timeout=interval / 2 if self._attempt_timeout is None else self._attempt_timeout,
            create_group=self._create_group,
            signing_key=self._signing_key,
            region=self._region,
            leave=self._leave,
            leave_key=self._leave_key,
            tls=self._tls,
        )

    def start(self) -> Fleet:
        """Joins, and returns at once: the listeners are told what there is to do."""
        if self._granted is None or self._revoked is None:
            raise ValueError("on_granted(...) and on_revoked(...) must be given")
        return Fleet(self.settings(), self._granted, self._revoked, self._metrics)._run()


def _thread(name: str, target: Callable[..., None], *args: Any) -> threading.Thread:
    return threading.Thread(name=name, target=target, args=args, daemon=True)
