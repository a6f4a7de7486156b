package io.shardbeat.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.process.RedisUser;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Two nodes on one Redis, one of which is attacked, and consumers of one group that do nothing wrong, half of them at each.
 * What they saw is judged. With {@code -Dhostile.seconds=60} an attack takes longer, and the limits are what a quiet machine
 * keeps, and what the same consumers saw on this one just before.
 */
final class AttackedFleet implements AutoCloseable {
    static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("hostile.seconds", 3));
    static final boolean IS_LONG = LENGTH.toSeconds() > 10;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration MOST_ATTACKED = Duration.ofMillis(IS_LONG ? 1_500 : 6_000);
    private static final Duration MOST_OTHER = Duration.ofMillis(IS_LONG ? 500 : 6_000);
    /** What an overloaded machine may bring about in a short run, and every client repeats. */
    private static final String WORTH_REPEATING = "please try again later";

    private static final int HEAP_MEGABYTES = 512;
    private static final int OPEN_FILES = 400;
    /** Of 512 MB of heap, with what a JVM and Netty have beside it. */
    private static final int MOST_RESIDENT_MEGABYTES = 900;

    private final RedisProcess redis = new RedisProcess();
    private final TcpProxy wayToRedis;
    private final Node attacked;
    private final Node other;
    private final List<GoodConsumer> onAttacked = new ArrayList<>();
    private final List<GoodConsumer> onOther = new ArrayList<>();

    interface Start {
        Attack at(Node node);
    }

    /** @param more settings of the node that will be attacked */
    AttackedFleet(Consumer<Node> more) throws Exception {
        redis.start();
        wayToRedis = new TcpProxy(redis);
        other = Node.on(redis.uri());
        attacked = Node.on(RedisUser.at(wayToRedis.port())).heap(HEAP_MEGABYTES).openFiles(OPEN_FILES);
        attacked.set("shardbeat.sls.upstream", "http://127.0.0.1:" + redis.port());
        attacked.set("shardbeat.http.connection-age", "2s"); // so that good consumers need new connections meanwhile
        more.accept(attacked);
        attacked.start();
        other.start();
        attacked.awaitReady();
        other.awaitReady();
        for (int i = 0; i < 4; i++) {
            onAttacked.add(new GoodConsumer("attacked-" + i, attacked));
            onOther.add(new GoodConsumer("other-" + i, other));
        }
        awaitShards();
        assertThat(roomForConnections())
                .as("connections, where " + OPEN_FILES + " files may be open: a node has few of its own open")
                .isGreaterThan(OPEN_FILES * 3 / 8); // more cores have more loops, which have files, too
    }

    private int roomForConnections() {
        return Pattern.compile("only (\\d+) connections")
                .matcher(attacked.log())
                .results()
                .mapToInt(said -> Integer.parseInt(said.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** What one attack has done is not held against the next one. */
    private void awaitShards() {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        all().stream().allMatch(consumer -> consumer.shards().size() == 1));
        awaitBeats();
        all().forEach(GoodConsumer::takeFailures);
    }

    /** Whatever was under way is over, and so was counted. */
    private void awaitBeats() {
        long now = System.nanoTime();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> all().stream().allMatch(consumer -> consumer.hasBeatenSince(now)));
    }

    Node attacked() {
        return attacked;
    }

    /** Every connection of the attacked node to Redis, again and again for a while. */
    void cutRedis() {
        try {
            for (int i = 0; i < 3; i++) {
                TimeUnit.MILLISECONDS.sleep(500);
                wayToRedis.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void withstands(String what, Start start) throws Exception {
        awaitShards();
        Seen before = new Seen(Duration.ZERO, Duration.ZERO);
        if (IS_LONG) {
            mostResident(QUIET);
            before = seen();
        }
        int lines = logLines();
        all().forEach(GoodConsumer::takeLatencies);
        int resident;
        try (Attack attack = start.at(attacked)) {
            resident = mostResident(LENGTH);
        }
        long over = System.nanoTime();
        await(what).atMost(Duration.ofSeconds(30)).until(() -> attacked.probe("ready") == 200);
        Duration recovered = Duration.ofNanos(System.nanoTime() - over);
        awaitBeats();
        Seen during = seen();
        int logged = logLines() - lines;
        System.out.printf(
                "hostile: %-45s p99 %4d ms, other node %4d ms (before: %d, %d), ready after %d ms, %d MB, %d lines%n",
                what,
                during.attacked.toMillis(),
                during.other.toMillis(),
                before.attacked.toMillis(),
                before.other.toMillis(),
                recovered.toMillis(),
                resident,
                logged);
        assertNobodyLostAnything(what);
        assertThat(during.attacked).as(what).isLessThan(MOST_ATTACKED.plus(before.attacked));
        assertThat(during.other).as(what).isLessThan(MOST_OTHER.plus(before.other));
        assertThat(resident).as(what + ", MB").isLessThan(MOST_RESIDENT_MEGABYTES);
        assertThat(logged).as(what + ", lines of log").isLessThan(100);
        assertThat(attacked.log()).doesNotContain("OutOfMemoryError", "NoClassDefFoundError");
    }

    private record Seen(Duration attacked, Duration other) {}

    private Seen seen() {
        return new Seen(p99(onAttacked), p99(onOther));
    }

    /** The most megabytes that the attacked node had within that time. */
    private int mostResident(Duration length) throws InterruptedException {
        all().forEach(GoodConsumer::takeLatencies);
        int resident = 0;
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            resident = Math.max(resident, attacked.residentMegabytes());
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return resident;
    }

    private void assertNobodyLostAnything(String what) {
        assertThat(all().stream().flatMap(consumer -> consumer.takeFailures().stream()))
                .as(what)
                .filteredOn(failure -> IS_LONG || !failure.contains(WORTH_REPEATING))
                .isEmpty();
    }

    /** On whichever event loop, and for good. */
    void assertWellAgain() {
        await().atMost(Duration.ofSeconds(30)).until(() -> attacked.probe("ready") == 200);
        for (int i = 0; i < 16; i++) {
            assertThat(attacked.probe("ready")).as("on whichever event loop").isEqualTo(200);
        }
        all().forEach(GoodConsumer::takeFailures);
        all().forEach(GoodConsumer::takeLatencies);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> onAttacked.stream()
                        .noneMatch(consumer -> consumer.takeLatencies().isEmpty()));
        assertNobodyLostAnything("after it");
    }

    private int logLines() {
        return attacked.log().split("\n", -1).length;
    }

    private List<GoodConsumer> all() {
        List<GoodConsumer> all = new ArrayList<>(onAttacked);
        all.addAll(onOther);
        return all;
    }

    private static Duration p99(List<GoodConsumer> consumers) {
        List<Duration> all = consumers.stream()
                .flatMap(consumer -> consumer.takeLatencies().stream())
                .sorted()
                .toList();
        return all.get((int) (all.size() * 0.99));
    }

    @Override
    public void close() throws Exception {
        for (GoodConsumer consumer : all()) {
            consumer.close();
        }
        attacked.close();
        other.close();
        wayToRedis.close();
        redis.close();
    }
}
