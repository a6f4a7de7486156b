package io.shardbeat.group.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.admin.replay.SnapshotFile;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Park;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {
    /** By seed: the file is complete, so the plan is the same. */
    @Test
    void aSnapshotComesBackFromItsFileAndIsPlannedTheSame() {
        comeBack(0, 200);
    }

    @Test
    @Tag("long")
    void soDoManyMore() {
        comeBack(200, 1_000);
    }

    private static void comeBack(long from, long to) {
        for (long seed = from; seed < to; seed++) {
            GroupSnapshot group = RandomGroups.snapshot(seed).wishing(wishes(seed));

            GroupSnapshot read = SnapshotFile.decode(SnapshotFile.encode(group));

            assertThat(read).as("seed %d", seed).isEqualTo(group);
            Plan plan = Fixture.PLANNER.plan(group);
            Plan again = Fixture.PLANNER.plan(read);
            assertThat(again.toString()).as("seed %d", seed).isEqualTo(plan.toString());
        }
    }

    private static Wishes wishes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Note note = new Note("ops", Instant.ofEpochMilli(17), "why \"not\" \u00fc");
        MemberId member = new MemberId("member" + random.nextInt(4));
        ShardId shard = new ShardId("topic1", random.nextInt(8));
        Wishes wishes = Wishes.NONE.withWeight(member, new Weight(1 + random.nextInt(9), note));
        if (random.nextBoolean()) {
            wishes = wishes.withPin(shard, new Pin(member, note)).withDrain(member, new Drain(null, false, note));
        }
        if (random.nextBoolean()) {
            wishes = wishes.withPark(shard, new Park(RandomGroups.NOW.plusMillis(1_000), note))
                    .withDeparture(member, Departure.evicted(random.nextBoolean(), Instant.ofEpochMilli(5), note));
        }
        return random.nextInt(4) > 0
                ? wishes
                : wishes.withPause(new Pause(Pause.Mode.BALANCE, RandomGroups.NOW.plusMillis(1_000), note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"format\": 2, \"snapshot\": {}}",
                "{\"format\": 1}",
                "{\"format\": 1, \"snapshot\": {\"assignable\": {\"all\": {\"t\": \"0-2147483647\"}}}}",
                "{\"format\": 1, \"snapshot\": {\"members\": [{\"id\": \"\"}]}}",
                "{\"format\": 1, \"snapshot\": {\"secret\": 1}}"
            })
    void whatIsNoSnapshotIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> SnapshotFile.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("snapshot");
    }
}
