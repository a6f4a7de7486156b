package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.groups.Histories;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.Histories.Past;
import io.shardbeat.coordinator.groups.HistoryPage;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.coordinator.groups.HistoryQuery;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.shard.Whereabouts.Standing;
import io.shardbeat.redis.format.HistoryRecord;
import io.shardbeat.redis.group.HistoryLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What passes decided is kept, found and, some day, dropped: over a real Redis. */
class RedisHistoryTest extends OneGroup {
    @Test
    void everyTransitionHasItsCauseAndIsFoundByShardMemberAndKind() {
        open(HistoryLimits.DEFAULT, 4);
        joinAndPass("a");
        joinAndPass("b");
        expireAndPass("a");

        List<Pass> all = history(HistoryQuery.latest(10)).passes();

        assertThat(all).hasSize(3).allMatch(Pass::whole);
        assertThat(all).flatExtracting(Pass::decisions).allMatch(decision -> decision.cause() != null);
        assertThat(all.get(1).decisions())
                .extracting(Decision::kind, Decision::cause)
                .contains(tuple(Kind.HAND_OVER_BEGUN, Cause.JOINED));
        ShardId shard = new ShardId(LOGSTORE, 0);
        assertThat(history(HistoryQuery.of(shard, 10)).passes())
                .flatExtracting(Pass::decisions)
                .allMatch(decision -> shard.equals(decision.shard()))
                .extracting(Decision::kind)
                .startsWith(Kind.SHARD_FREED, Kind.GRANTED)
                .endsWith(Kind.GRANTED);
        assertThat(history(HistoryQuery.of(new MemberId("b"), 10)).passes()).hasSize(2);
        assertThat(history(new HistoryQuery(null, null, null, null, Set.of(Kind.MEMBER_EXPIRED), "", 10))
                        .passes())
                .singleElement()
                .satisfies(pass -> assertThat(pass.decisions()).hasSize(1));
        assertThat(history(new HistoryQuery(null, all.get(1).at(), null, null, Set.of(), "", 10))
                        .passes())
                .containsExactlyElementsOf(all.subList(1, 3));
        assertThat(history(new HistoryQuery(all.get(0).at(), null, null, null, Set.of(), "", 10))
                        .passes())
                .containsExactly(all.get(0));
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        open(HistoryLimits.DEFAULT, 4);
        for (int member = 0; member < 7; member++) {
            joinAndPass("m" + member);
        }
        List<Long> epochs = new ArrayList<>();
        String next = "";
        do {
            HistoryPage page = history(HistoryQuery.latest(2).goingOn(next));
            page.passes().forEach(pass -> epochs.add(pass.epoch()));
            next = page.next();
        } while (next != null);

        assertThat(epochs).hasSize(7).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void itTellsWhoHadAShardAtAnyTime() {
        open(HistoryLimits.DEFAULT, 1);
        long empty = console.nowMillis();
        tick();
        joinAndPass("a");
        long held = console.nowMillis();
        tick();
        expireAndPass("a");
        long free = console.nowMillis();
        tick();
        joinAndPass("b");

        assertThat(at(empty).where().standing()).isEqualTo(Standing.NOBODY);
        assertThat(at(held).where().holder()).isEqualTo(new MemberId("a"));
        assertThat(at(held).because().decision().cause()).isEqualTo(Cause.FREE);
        assertThat(at(free).where().standing()).isEqualTo(Standing.NOBODY);
        assertThat(at(free).because().decision().cause()).isEqualTo(Cause.EXPIRED);
        assertThat(at(Long.MAX_VALUE - 1).where().holder()).isEqualTo(new MemberId("b"));
        assertThat(at(empty).begins().toEpochMilli()).isLessThanOrEqualTo(empty);
    }

    @Test
    void beforeTheFirstDecisionThatIsKeptAShardWasWhereThatOneFoundIt() {
        open(HistoryLimits.DEFAULT, 1);
        joinAndPass("a");
        console.call("XTRIM", stream, "MAXLEN", "0");
        long held = console.nowMillis();
        tick();
        assertThat(at(held).where().holder()).isEqualTo(new MemberId("a"));
        expireAndPass("a");

        Past past = at(held);

        assertThat(past.where().holder()).isEqualTo(new MemberId("a"));
        assertThat(past.because()).isNull();
        assertThat(past.begins().toEpochMilli()).isGreaterThan(held);
    }

    @Test
    void howShardsCameToBeAsTheyAreIsFoundForManyAtOnceAndNotLookedForWithoutEnd() {
        open(HistoryLimits.DEFAULT, 4);
        joinAndPass("a");
        joinAndPass("b");
        long epoch = history(HistoryQuery.latest(1)).passes().get(0).epoch();
        List<ShardId> shards = store.browser
                .look(group)
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .shards()
                .shards();

        Map<ShardId, Because> found = beginnings(shards, epoch);

        assertThat(found).containsOnlyKeys(shards);
        assertThat(found.values())
                .extracting(because -> because.decision().kind())
                .containsOnly(Kind.GRANTED, Kind.HAND_OVER_BEGUN);
        for (int entry = 0; entry < 1_000; entry++) {
            console.call("XADD", stream, "*", "epoch", Long.toString(epoch), "decisions", "{\"count\":0}");
        }
        assertThat(beginnings(shards, epoch)).isEmpty();
    }

    private Map<ShardId, Because> beginnings(List<ShardId> shards, long epoch) {
        return store.browser
                .beginnings(group, shards, epoch)
                .toCompletableFuture()
                .join();
    }

    /** Planned in memory, in 110 passes and as many that complete their hand-overs, and kept as commits keep it. */
    @Test
    @Tag("long")
    void fiveThousandJoinsDoNotPushOutTheLastHour() {
        GrowingGroup growing = new GrowingGroup(20_000);
        List<String> records = new ArrayList<>();
        for (int pass = 0; pass < 110; pass++) {
            growing.join(46).forEach(decisions -> records.add(new HistoryRecord().encode(decisions)));
        }
        open(HistoryLimits.DEFAULT, 4);
        long hourAgo = console.nowMillis() - Duration.ofHours(1).toMillis();
        console.call("XADD", stream, hourAgo + "-0", "epoch", "1", "decisions", "{\"count\":0}");
        records.forEach(record -> console.call("XADD", stream, "*", "epoch", "1", "decisions", record));

        assertThat(growing.members()).isEqualTo(5_060);
        long bytes = console.number("MEMORY", "USAGE", stream);
        System.out.println("history of 5,060 joins: " + bytes + " bytes of Redis");
        assertThat(bytes).isLessThan(HistoryLimits.DEFAULT.groupBytes() / 2);
        joinAndPass("one-more");
        assertThat(history(new HistoryQuery(null, Instant.ofEpochMilli(hourAgo), null, null, Set.of(), "", 1))
                        .passes())
                .hasSize(1);
    }

    @Test
    void whatIsMoreThanItsBytesOrOlderThanItsTimeGoes() {
        long most = 128 << 10;
        open(new HistoryLimits(Duration.ofHours(2), most), 4);
        long now = console.nowMillis();
        for (int entry = 0; entry < 200; entry++) {
            console.call("XADD", stream, (now - 10_800_000 + entry) + "-0", "epoch", "1", "decisions", "x".repeat(500));
        }
        joinAndPass("a");
        assertThat(console.number("XLEN", stream)).isLessThan(10);
        for (int member = 0; member < 1_000; member++) {
            console.call("XADD", stream, "*", "epoch", "1", "decisions", "y".repeat(200));
        }

        for (int member = 0; member < 6; member++) {
            joinAndPass("b" + member);
        }

        assertThat(console.number("MEMORY", "USAGE", stream)).isLessThanOrEqualTo(most);
        assertThat(console.number("XLEN", stream)).isGreaterThan(200);
        assertThat(history(HistoryQuery.latest(1)).begins().toEpochMilli()).isGreaterThanOrEqualTo(now);
    }

    private Past at(long millis) {
        return new Histories(store.browser)
                .at(group, new ShardId(LOGSTORE, 0), Instant.ofEpochMilli(millis))
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }
}
