package io.shardbeat.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Cloud;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.testkit.Witness;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consumers of either cloud see, through its official client, on two nodes that take their beats in turn. */
abstract class CloudContract {
    /** No machine stands still for so long: with 3 s, one that did had a member expired that had done nothing wrong. */
    private static final int TIMEOUT_SECONDS = 6;

    private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);
    private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4, 5, 6, 7);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Cloud cloud;
    private final Witness witness = new Witness();
    private final AtomicInteger turn = new AtomicInteger();
    private final String group = getClass().getSimpleName() + "-" + NUMBER.incrementAndGet();
    private final Consumer a;
    private final Consumer b;
    private final Consumer c;

    CloudContract(Cloud cloud) {
        this.cloud = cloud;
        a = new Consumer(cloud, group, "consumer-a", witness);
        b = new Consumer(cloud, group, "consumer-b", witness);
        c = new Consumer(cloud, group, "consumer-c", witness);
    }

    /** What happens to a consumer that was taken for dead and still claims shards. */
    abstract void assertZombieIsStopped(Consumer zombie, Node node) throws Exception;

    /** What a consumer is told that commits for a shard of another one. */
    abstract void assertFenced(@Nullable Throwable failure);

    abstract String alreadyExists();

    abstract String doesNotExist();

    @BeforeEach
    void create() throws Exception {
        cloud.create(group, TIMEOUT_SECONDS);
    }

    @AfterEach
    void nothingWasGrantedTwiceOrEarly() throws Exception {
        assertThat(witness.breaches()).isEmpty();
        if (cloud.listedTimeout(group) >= 0) {
            cloud.delete(group);
        }
    }

    @Test
    void twoConsumersSplitEightShardsAndAThirdTakesOnlyItsShare() throws Exception {
        assertThat(a.beat(next())).isEqualTo(ALL);
        assertThat(b.beat(next())).isEmpty();
        assertThat(a.beat(next())).hasSize(4);
        assertThat(a.beat(next())).as("not yet released").hasSize(4);
        assertThat(b.beat(next())).as("before a has let go").isEmpty();
        a.letsGo().beat(next());
        awaitGrant(b, 4);
        assertThat(union(a, b)).isEqualTo(ALL);

        Set<Integer> ofA = a.granted();
        Set<Integer> ofB = b.granted();
        assertThat(c.beat(next())).isEmpty();
        assertThat(a.beat(next())).hasSize(3);
        assertThat(b.beat(next())).hasSize(3);
        assertThat(c.beat(next())).as("before anyone has let go").isEmpty();
        a.letsGo().beat(next());
        awaitGrant(c, 1);
        b.letsGo().beat(next());
        awaitGrant(c, 2);
        assertThat(ofA).as("only what moves to c moves").containsAll(a.granted());
        assertThat(ofB).containsAll(b.granted());
        assertThat(union(a, b, c)).isEqualTo(ALL);

        long atRest = c.epoch();
        for (Consumer consumer : List.of(a, b, c)) {
            Set<Integer> before = consumer.granted();
            assertThat(consumer.beat(next())).isEqualTo(before);
        }
        assertThat(a.beat(next())).hasSize(3);
        assertThat(a.epoch()).isEqualTo(atRest);
    }

    @Test
    void theShardsOfASilentConsumerAreWithTheOtherInTime() throws Exception {
        settleTwo();
        await().atMost(TIMEOUT.plusSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (b.sinceSent().compareTo(TIMEOUT) >= 0) {
                        witness.isGone("consumer-b");
                    }
                    return a.beatNow(next()).size() == 8;
                });
        assertThat(b.sinceAnswered()).isLessThan(TIMEOUT.plus(SlowMachine.SLACK));
        assertThat(b.granted()).hasSize(4);
        assertZombieIsStopped(b, next());
    }

    @Test
    void groupsAreCreatedListedChangedAndDeleted() throws Exception {
        assertThat(cloud.listedTimeout(group)).isEqualTo(TIMEOUT_SECONDS);
        assertThat(codeOf(() -> cloud.create(group, 9))).isEqualTo(alreadyExists());
        cloud.update(group, 9);
        assertThat(cloud.listedTimeout(group)).isEqualTo(9);
        cloud.delete(group);
        assertThat(cloud.listedTimeout(group)).isEqualTo(-1);
        assertThat(codeOf(() -> cloud.update(group, 9))).isEqualTo(doesNotExist());
        assertThat(codeOf(() -> a.beatNow(next()))).isEqualTo(doesNotExist());
    }

    @Test
    void aNewTimeoutDisturbsNobody() throws Exception {
        assertThat(a.beat(next())).isEqualTo(ALL);
        cloud.update(group, 30);
        cloud.update(group, 30);
        long before = a.epoch();
        assertThat(a.beat(next())).isEqualTo(ALL);
        assertThat(a.epoch()).isEqualTo(before);
    }

    @Test
    void onlyTheHolderOfAShardMovesItsCheckpoint() throws Exception {
        a.beat(next());
        cloud.commit(next(), group, "consumer-a", 5, 41);
        assertThat(cloud.committed(next(), group, 5)).isEqualTo(41);
        assertThat(cloud.committed(next(), group, 4)).isEqualTo(-1);

        b.beat(next());
        int moving = moving();
        cloud.commit(next(), group, "consumer-a", moving, 42);
        assertThat(cloud.committed(next(), group, moving))
                .as("told, and still at work")
                .isEqualTo(42);
        assertFenced(catchThrowable(() -> cloud.commit(next(), group, "consumer-b", moving, 1)));

        a.letsGo().beat(next());
        awaitGrant(b, 4);
        assertFenced(catchThrowable(() -> cloud.commit(next(), group, "consumer-a", moving, 43)));
        assertThat(cloud.committed(next(), group, moving))
                .as("where the next one goes on")
                .isEqualTo(42);
        cloud.commit(next(), group, "consumer-b", moving, 44);
        assertThat(cloud.committed(next(), group, moving)).isEqualTo(44);
    }

    /** A shard that consumer-a is told to hand over. */
    private int moving() throws Exception {
        Set<Integer> moving = new HashSet<>(ALL);
        moving.removeAll(a.beat(next()));
        return moving.iterator().next();
    }

    /** Four shards each, at rest. */
    private void settleTwo() throws Exception {
        a.beat(next());
        b.beat(next());
        a.beat(next());
        a.letsGo().beat(next());
        awaitGrant(b, 4);
    }

    private void awaitGrant(Consumer consumer, int count) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> consumer.beatNow(next()).size() == count);
    }

    String codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return cloud.codeOf(catchThrowable(call));
    }

    private Node next() {
        return Cluster.nodes().get(turn.getAndIncrement() % 2);
    }

    private static Set<Integer> union(Consumer... consumers) {
        Set<Integer> union = new HashSet<>();
        int count = 0;
        for (Consumer consumer : consumers) {
            union.addAll(consumer.granted());
            count += consumer.granted().size();
        }
        assertThat(union).hasSize(count);
        return union;
    }
}
