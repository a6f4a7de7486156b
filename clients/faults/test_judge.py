"""Breaks each rule once: a judge that misses one is no judge."""

import unittest

from judge import Judge


class JudgeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.judge = Judge(2)
        self.say("a", "granted", 1, "0 5")
        self.say("b", "granted", 1, "1 5")
        self.judge.start(2)

    def say(self, member: str, what: str, at: float, more: str) -> None:
        self.judge.line(member, f"{what} {int(at * 1e9)} {more}")

    def test_two_who_work_on_one_shard_overlap(self) -> None:
        self.say("b", "granted", 4, "0 6")
        self.say("a", "stopped", 4.5, "0")
        self.assertAlmostEqual(0.5, self.judge.effects(10).overlap)

    def test_one_who_stops_in_time_does_not(self) -> None:
        self.say("a", "stopped", 4, "0")
        self.say("b", "granted", 5.5, "0 6")
        effects = self.judge.effects(10)
        self.assertEqual(0, effects.overlap)
        self.assertAlmostEqual(1.5, effects.idle)
        self.assertEqual(1, effects.moved)

    def test_who_is_dead_works_no_more(self) -> None:
        self.judge.dies("a", 3)
        self.say("b", "granted", 8, "0 6")
        effects = self.judge.effects(10)
        self.assertEqual((0, 5), (effects.overlap, effects.idle))

    def test_who_was_frozen_overlaps_by_what_he_does_afterwards_only(self) -> None:
        self.judge.freezes("a", 3)
        self.say("b", "granted", 8, "0 6")
        self.judge.thaws("a", 3, 9)
        self.say("a", "work", 9.1, "0 5")
        self.say("a", "stopped", 9.25, "0")
        effects = self.judge.effects(10)
        self.assertAlmostEqual(0.25, effects.overlap)
        self.assertEqual(0, effects.refused, "nobody has written with a newer token yet")

    def test_a_write_with_a_token_older_than_one_before_is_refused(self) -> None:
        self.say("b", "work", 8, "0 6")
        self.say("a", "work", 9, "0 5")
        self.assertEqual(1, self.judge.effects(10).refused)

    def test_a_shard_that_nobody_has_is_idle_until_now(self) -> None:
        self.say("a", "stopped", 4, "0")
        self.assertEqual(6, self.judge.effects(10).idle)

    def test_it_is_settled_when_each_shard_has_one_holder_and_each_member_as_many(self) -> None:
        self.assertTrue(self.judge.is_settled({"a", "b"}))
        self.assertFalse(self.judge.is_settled({"a", "b", "c"}))
        self.say("b", "granted", 4, "0 6")
        self.assertFalse(self.judge.is_settled({"a", "b"}))


if __name__ == "__main__":
    unittest.main()
