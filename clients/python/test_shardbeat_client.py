"""python3 -m unittest, in this folder. Time is stepped where it can be; what needs a network has a server here."""

import hashlib
import json
import socket
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable, NamedTuple
from urllib.parse import urlsplit

from shardbeat_client import (
    Coordinator,
    Fleet,
    FleetBuilder,
    FleetMetrics,
    Grant,
    Group,
    Holdings,
    Key,
    Member,
    Nodes,
    Pace,
    Request,
    sls_v4,
)

GROUP = Group("my-project", "my-logstore", "workers")


class Seen(NamedTuple):
    method: str
    target: str
    headers: dict
    body: str

    @property
    def is_beat(self) -> bool:
        return "type=heartbeat" in self.target


class Said(NamedTuple):
    status: int
    headers: dict
    body: str


def shards(epoch: int, body: str) -> Said:
    return Said(200, {"x-shardbeat-epoch": str(epoch)}, body)


def error(status: int, code: str) -> Said:
    return Said(status, {}, json.dumps({"errorCode": code, "errorMessage": "a test"}))


def groups(timeout: int = 20) -> Said:
    return Said(200, {}, json.dumps([{"name": "workers", "timeout": timeout, "order": False}]))


class FakeNode:
    """A node on this machine that answers as the test says."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.beats: Callable[[Seen], Said] = lambda beat: shards(1, "[]")
        self.others: Callable[[Seen], Said] = lambda call: groups()
        node = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", "0"))
                call = Seen(self.command, self.path, dict(self.headers.items()), self.rfile.read(length).decode())
                node.seen.append(call)
                said = (node.beats if call.is_beat else node.others)(call)
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body.encode())

            do_GET = do_POST

            def log_message(self, *_: object) -> None:
                """Quiet."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Clients that give up are what is tested."""

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def reports(self) -> list[str]:
        return [call.body for call in self.seen if call.is_beat]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class HoldingsTest(unittest.TestCase):
    ALLOWED = 100.0

    def setUp(self) -> None:
        self.calls: list[str] = []
        self.holdings = Holdings(
            lambda shard, token: self.calls.append(f"start {shard} with {token}"),
            lambda shard: self.calls.append(f"stop {shard}"),
        )

    def answer(self, sent: float, now: float, tokens: dict[int, int]) -> bool:
        return self.holdings.answered(Grant(sent, tokens), now, self.ALLOWED)

    def test_what_an_answer_grants_is_begun_with_its_token_and_reported(self) -> None:
        self.assertEqual([], self.holdings.report())
        self.assertTrue(self.answer(0, 1, {0: 7, 1: 8}))
        self.assertEqual(["start 0 with 7", "start 1 with 8"], self.calls)
        self.assertEqual([0, 1], self.holdings.report())
        self.assertEqual({0: 7, 1: 8}, self.holdings.working())

    def test_a_shard_that_is_worked_on_keeps_its_token(self) -> None:
        self.answer(0, 1, {0: 7})
        self.answer(10, 11, {0: 9})
        self.assertEqual(["start 0 with 7"], self.calls)
        self.assertEqual({0: 7}, self.holdings.working())

    def test_a_shard_that_is_asked_back_is_reported_until_its_listener_has_ended(self) -> None:
        self.answer(0, 1, {0: 7, 1: 7})
        self.answer(10, 11, {1: 7})
        self.assertEqual("stop 0", self.calls[-1])
        self.assertEqual([0, 1], self.holdings.report())
        self.holdings.ended(0)
        self.assertEqual([1], self.holdings.report())

    def test_a_shard_that_is_given_back_while_it_stops_waits_for_the_next_answer(self) -> None:
        self.answer(0, 1, {0: 7})
        self.answer(10, 11, {})
        self.answer(20, 21, {0: 9})
        self.holdings.ended(0)
        self.assertEqual(["start 0 with 7", "stop 0"], self.calls)
        self.answer(30, 31, {0: 9})
        self.assertEqual("start 0 with 9", self.calls[-1])

    def test_an_answer_to_a_heartbeat_of_too_long_ago_counts_for_nothing(self) -> None:
        self.assertFalse(self.answer(0, self.ALLOWED, {0: 7}))
        self.assertEqual([], self.calls)

    def test_it_stops_by_itself_counted_from_the_sending_of_the_last_accepted_heartbeat(self) -> None:
        self.answer(0, 50, {0: 7})
        self.assertEqual(0, self.holdings.fence(self.ALLOWED - 1))
        self.assertEqual(1, self.holdings.fence(self.ALLOWED))
        self.assertEqual(0, self.holdings.fence(self.ALLOWED + 1))
        self.assertEqual(["start 0 with 7", "stop 0"], self.calls)
        self.assertEqual([0], self.holdings.report())

    def test_who_is_forgotten_stops_everything_and_reports_it_until_it_has_ended(self) -> None:
        self.answer(0, 1, {0: 7, 1: 7})
        self.holdings.forgotten()
        self.assertEqual(["stop 0", "stop 1"], self.calls[-2:])
        self.holdings.ended(0)
        self.assertEqual([1], self.holdings.report())
        self.holdings.ended(1)
        self.holdings.pause(3600)  # returns at once: now it can join again

    def test_who_is_closed_begins_nothing(self) -> None:
        self.holdings.close()
        self.answer(0, 1, {0: 7})
        self.assertEqual([], self.calls)

    def test_a_start_that_failed_is_cleaned_up_and_tried_again_with_the_next_answer(self) -> None:
        self.answer(0, 1, {0: 7})
        self.holdings.start_failed(0)
        self.holdings.ended(0)
        self.answer(10, 11, {0: 7})
        self.assertEqual(["start 0 with 7", "stop 0", "start 0 with 7"], self.calls)


class MemberTest(unittest.TestCase):
    def setUp(self) -> None:
        self.node = FakeNode()
        self.addCleanup(self.node.close)
        self.now = 0.0
        self.calls: list[str] = []
        self.told: list[str] = []
        self.holdings = Holdings(
            lambda shard, token: self.calls.append(f"start {shard} with {token}"),
            lambda shard: self.calls.append(f"stop {shard}"),
        )

    def member(self, more: Callable[[FleetBuilder], FleetBuilder] = lambda it: it) -> Member:
        told = self.told

        class Metrics(FleetMetrics):
            def failed(self, reason: str) -> None:
                told.append(f"failed {reason}")

            def left(self, at_once: bool) -> None:
                told.append(f"left {at_once}")

        builder = Fleet.join(GROUP).at(self.node.address).as_("one").attempt_timeout(10)
        settings = more(builder).settings()
        nodes = Nodes(settings, lambda: self.now)
        self.addCleanup(nodes.close)
        return Member(settings, Coordinator(settings, nodes), self.holdings, Metrics(), lambda: self.now)

    def test_the_first_heartbeat_is_empty_and_the_next_ones_report_what_was_granted(self) -> None:
        self.node.beats = lambda beat: shards(41, "[0,1]")
        member = self.member()
        member.turn()
        member.turn()
        self.assertEqual(["[]", "[0,1]"], self.node.reports)
        self.assertEqual(["start 0 with 41", "start 1 with 41"], self.calls)

    def test_a_heartbeat_names_its_project_in_the_host_and_its_consumer_in_the_query(self) -> None:
        self.member(lambda it: it.as_("a b~*/é")).turn()
        beat = self.node.seen[1]
        self.assertEqual("my-project.127.0.0.1", beat.headers["host"])
        self.assertEqual(
            "/logstores/my-logstore/consumergroups/workers?consumer=a%20b~%2A%2F%C3%A9&type=heartbeat", beat.target
        )
        self.assertRegex(beat.headers["x-log-date"], r"\d{8}T\d{6}Z")

    def test_each_shard_has_its_own_token_where_the_node_tells_them(self) -> None:
        headers = {"x-shardbeat-epoch": "50", "x-shardbeat-tokens": "my-logstore/0=41,my-logstore/1=42"}
        self.node.beats = lambda beat: Said(200, headers, "[0,1,2]")
        self.member().turn()
        self.assertEqual(["start 0 with 41", "start 1 with 42", "start 2 with 50"], self.calls)

    def test_where_they_are_too_many_the_epoch_is_the_token(self) -> None:
        headers = {"x-shardbeat-epoch": "50", "x-shardbeat-tokens": "*=50"}
        self.node.beats = lambda beat: Said(200, headers, "[0]")
        self.member().turn()
        self.assertEqual(["start 0 with 50"], self.calls)

    def test_it_is_allowed_to_work_from_the_sending_until_an_interval_before_the_timeout(self) -> None:
        def slow(beat: Seen) -> Said:
            self.now = 9.0  # the answer takes two seconds
            return shards(1, "[0]")

        self.now = 7.0
        self.node.beats = slow
        self.member().turn()
        self.assertTrue(self.holdings.is_allowed(21.9))
        self.assertFalse(self.holdings.is_allowed(22.0))

    def test_the_shorter_timeout_of_the_group_counts(self) -> None:
        self.node.others = lambda call: groups(6)
        pause = self.member().turn()
        self.assertFalse(self.holdings.is_allowed(4.0))
        self.assertTrue(1.8 <= pause <= 2.0, pause)

    def test_an_error_of_the_service_stops_nothing(self) -> None:
        self.node.beats = lambda beat: shards(1, "[0]")
        member = self.member()
        member.turn()
        bad = [Said(200, {"x-shardbeat-epoch": "1"}, body) for body in ("", "null", '{"shards":[]}', "[-1]", '["0"]', "[0")]
        for said in [error(500, "InternalServerError"), error(401, "Unauthorized"), Said(200, {}, "[]"), *bad]:
            self.node.beats = lambda beat, said=said: said
            member.turn()
        self.assertEqual(["start 0 with 1"], self.calls)
        self.assertEqual(2 + 1 + len(bad), len(self.told))

    def test_who_is_not_known_any_more_drops_all_and_joins_again_when_all_has_ended(self) -> None:
        self.node.beats = lambda beat: shards(1, "[0,1]")
        member = self.member()
        member.turn()
        self.node.beats = lambda beat: shards(9, "[1]") if beat.body == "[]" else error(400, "NotExistConsumerWithBody")
        member.turn()
        self.holdings.ended(0)
        member.turn()
        self.holdings.ended(1)
        member.turn()
        self.assertEqual(["[]", "[0,1]", "[1]", "[]"], self.node.reports)
        self.assertEqual(["stop 0", "stop 1", "start 1 with 9"], self.calls[2:])

    def test_a_group_is_created_only_if_that_was_asked_for(self) -> None:
        self.node.others = lambda call: Said(200, {}, "[]")
        self.member().turn()
        self.assertEqual(["GET"], [call.method for call in self.node.seen])
        self.node.others = lambda call: groups() if len(self.node.seen) > 3 else Said(200, {}, "[]")
        self.member(FleetBuilder.create_group).turn()
        self.assertEqual(["GET", "GET", "POST", "GET", "POST"], [call.method for call in self.node.seen])
        self.assertEqual(["[]"], self.node.reports)

    def test_who_leaves_says_that_it_holds_nothing_and_then_takes_its_leave(self) -> None:
        member = self.member(lambda it: it.leaves_at_once("ops", "s3cret"))
        member.turn()
        self.holdings.close()
        self.assertTrue(member.is_done)
        member.leave()
        last = self.node.seen[-1]
        self.assertEqual(["[]", "[]"], self.node.reports)
        self.assertEqual("/admin/v1/groups/sls/my-project/my-logstore/workers/members/one/leave", last.target)
        self.assertEqual("Basic b3BzOnMzY3JldA==", last.headers["authorization"])
        self.assertEqual("left True", self.told[-1])

    def test_where_leaving_is_not_offered_it_goes_without(self) -> None:
        for status in (401, 403, 404, 405, 500):
            self.node.others = lambda call: Said(status, {}, "") if call.method == "POST" else groups()
            member = self.member(FleetBuilder.leaves_at_once)
            member.turn()
            member.leave()
            self.assertEqual("left False", self.told[-1])

    def test_who_was_silent_for_too_long_does_not_join_again_to_leave(self) -> None:
        member = self.member()
        member.turn()
        self.now += 15
        member.leave()
        self.assertEqual(["[]"], self.node.reports)


class NodesTest(unittest.TestCase):
    REQUEST = Request("GET", "/", lambda address: {"host": "x"})

    def setUp(self) -> None:
        self.good = FakeNode()
        self.addCleanup(self.good.close)

    def nodes(self, *addresses: str) -> Nodes:
        settings = Fleet.join(GROUP).at(*addresses).attempt_timeout(0.3).settings()
        nodes = Nodes(settings, time.monotonic)
        self.addCleanup(nodes.close)
        return nodes

    def test_nodes_that_refuse_or_fail_or_say_nothing_are_passed_over_in_time(self) -> None:
        bad = FakeNode()
        self.addCleanup(bad.close)
        bad.others = lambda call: error(500, "InternalServerError")
        with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as closed:
            gone = f"http://127.0.0.1:{closed.getsockname()[1]}"
            closed.close()
            mute = f"http://127.0.0.1:{silent.getsockname()[1]}"
            for _ in range(3):
                nodes = self.nodes(gone, mute, bad.address, self.good.address)
                self.assertTrue(nodes.exchange(self.REQUEST, lambda it: it.is_good).is_good)
            with self.assertRaisesRegex(OSError, gone):
                self.nodes(gone).exchange(self.REQUEST, lambda it: it.is_good)

    def test_a_peer_that_sends_a_byte_now_and_then_is_given_up(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            def drip() -> None:
                peer, _ = server.accept()
                try:
                    while True:
                        peer.sendall(b"H")
                        time.sleep(0.05)
                except OSError:
                    return

            threading.Thread(target=drip, daemon=True).start()
            begun = time.monotonic()
            with self.assertRaises(OSError):
                self.nodes(f"http://127.0.0.1:{server.getsockname()[1]}").exchange(self.REQUEST, lambda it: True)
            self.assertLess(time.monotonic() - begun, 3)

    def test_a_kept_connection_that_was_closed_meanwhile_is_replaced(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            def answer_once_per_connection() -> None:
                while True:
                    try:
                        peer, _ = server.accept()
                    except OSError:
                        return
                    with peer:
                        peer.recv(4096)
                        peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")

            threading.Thread(target=answer_once_per_connection, daemon=True).start()
            nodes = self.nodes(f"http://127.0.0.1:{server.getsockname()[1]}")
            for _ in range(3):
                self.assertEqual("[]", nodes.exchange(self.REQUEST, lambda it: it.is_good).body)


class SignatureTest(unittest.TestCase):
    def signature(self, query: str, body: str) -> str:
        headers = {
            "content-type": "application/json",
            "host": "proj.sls.test",
            "x-log-apiversion": "0.6.0",
            "x-log-bodyrawsize": "0",
            "x-log-date": "20261121T203210Z",
            "x-log-content-sha256": hashlib.sha256(body.encode()).hexdigest(),
        }
        path = "/logstores/ls-v4/consumergroups/g1"
        return sls_v4(Key("ak1", "sk1"), "cn-test", "POST", path, query, headers, "20261121T203210Z")

    def test_requests_are_signed_as_the_official_clients_do(self) -> None:
        self.assertTrue(self.signature("consumer=c1&type=heartbeat", "[]").endswith(
            "7f5c86839e6f4fc293ee3787f38ce3553731e8ef12818a862e25b18a55c6424b"))
        self.assertTrue(self.signature(
            "consumer&forceSuccess=true&type=checkpoint", '{"checkpoint":"MTQ0NzI5OTYwNw==","shard":0}',
        ).endswith("1d2c4475d8ce8b729c2f3c7bb71507255272447c3737849755e31b9b1c350f41"))


class SettingsTest(unittest.TestCase):
    def test_what_cannot_be_is_refused_by_name(self) -> None:
        def builder() -> FleetBuilder:
            return Fleet.join(GROUP).at("http://127.0.0.1:1")

        for what, call in {
            "logstore is 'l/../x'": lambda: Group("p", "l/../x", "g"),
            "a node's address is 'node-1:8080'": lambda: builder().at("node-1:8080"),
            "at\\(": lambda: Fleet.join(GROUP).settings(),
            "the consumer's name": lambda: builder().as_("a\nb").settings(),
            "session_timeout is 86400": lambda: builder().session_timeout(86400).settings(),
            "interval is 7": lambda: builder().interval(7).settings(),
            "interval is 0": lambda: builder().interval(0).settings(),
            "attempt_timeout is 20": lambda: builder().attempt_timeout(20).settings(),
            "access key": lambda: builder().signed_by("id", " ").settings(),
            "on_granted": lambda: builder().start(),
        }.items():
            with self.subTest(what), self.assertRaisesRegex(ValueError, what):
                call()

    def test_secrets_are_not_printed(self) -> None:
        settings = Fleet.join(GROUP).at("http://127.0.0.1:1").signed_by("id", "s3cret").settings()
        self.assertNotIn("s3cret", repr(settings))

    def test_heartbeats_come_early_by_a_tenth_at_the_most_and_sooner_after_a_failure(self) -> None:
        pace = Pace(5.0, 20.0)
        self.assertTrue(all(4.5 <= pace.pause(True) <= 5.0 for _ in range(100)))
        self.assertTrue(all(2.25 <= pace.pause(False) <= 2.5 for _ in range(100)))


class FleetTest(unittest.TestCase):
    """With its threads, in real time: a session timeout of 1 s, so that it gives up 700 ms after its last heartbeat."""

    def setUp(self) -> None:
        self.node = FakeNode()
        self.addCleanup(self.node.close)
        self.calls: list[str] = []

    def fleet(self) -> FleetBuilder:
        return Fleet.join(GROUP).at(self.node.address).as_("one").session_timeout(1).interval(0.3)

    def await_(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not condition():
            self.assertLess(time.monotonic(), end, self.calls)
            time.sleep(0.005)

    def test_a_listener_that_hangs_holds_up_nobody_else(self) -> None:
        hangs = threading.Event()
        self.node.beats = lambda beat: shards(1, "[0,1]") if beat.body == "[]" else shards(2, "[]")

        def stop(shard: int) -> None:
            if shard == 0:
                hangs.wait(20)
            self.calls.append(f"stopped {shard}")

        fleet = self.fleet().on_granted(lambda shard, token: None).on_revoked(stop).start()
        self.await_(lambda: self.calls == ["stopped 1"])
        self.await_(lambda: self.node.reports[-1] == "[0]")
        self.assertFalse(fleet.stop(0.05))
        hangs.set()
        self.assertTrue(fleet.stop(10))
        self.assertEqual("[]", self.node.reports[-1])

    def test_it_gives_up_by_itself_while_a_heartbeat_hangs(self) -> None:
        hangs = threading.Event()
        good: list[float] = []

        def beat(call: Seen) -> Said:
            if call.body != "[]":
                hangs.wait(20)
            else:
                good.append(time.monotonic())
            return shards(1, "[0]")

        self.node.beats = beat
        stopped: list[float] = []
        fleet = self.fleet().attempt_timeout(0.9).on_granted(lambda shard, token: None)
        fleet = fleet.on_revoked(lambda shard: stopped.append(time.monotonic())).start()
        self.await_(lambda: bool(stopped))
        self.assertLess(stopped[0] - good[0], 1.0)
        hangs.set()
        fleet.stop()

    def test_a_start_that_raises_is_tried_again(self) -> None:
        self.node.beats = lambda beat: shards(1, "[0]")

        def start(shard: int, token: int) -> None:
            self.calls.append("start")
            if len(self.calls) < 3:
                raise RuntimeError("a test")

        with self.assertLogs("shardbeat"):
            with self.fleet().on_granted(start).on_revoked(lambda shard: self.calls.append("clean up")).start():
                self.await_(lambda: len(self.calls) >= 3)
        self.assertEqual(["start", "clean up", "start", "clean up"], self.calls)


class AddressTest(unittest.TestCase):
    def test_an_address_is_taken_as_it_is(self) -> None:
        self.assertEqual([urlsplit("https://[::1]:8443")], list(Fleet.join(GROUP).at("https://[::1]:8443").settings().addresses))


if __name__ == "__main__":
    unittest.main()
