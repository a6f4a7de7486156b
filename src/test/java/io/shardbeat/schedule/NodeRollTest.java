package io.shardbeat.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.LiveNodes;
import io.shardbeat.coordinator.StoreListener.Extent;
import io.shardbeat.coordinator.groups.LossMemory;
import io.shardbeat.testkit.ScriptedGroupStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeRollTest {
    private static final long NOW = 1_000_000;

    private final List<LiveNodes.LiveNode> live = new ArrayList<>();
    private final LossMemory losses = new LossMemory();
    private LiveNodes.About said = LiveNodes.About.NOTHING;
    private long now = NOW;
    private final NodeRoll roll = new NodeRoll(
            new Nodes(), new ScriptedGroupStore(), InstantSource.fixed(Instant.ofEpochMilli(NOW)), losses, "1.2");
    private final Logger log = Logger.getLogger("io.shardbeat.nodes");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        log.addHandler(lines);
    }

    @AfterEach
    void stop() {
        log.removeHandler(lines);
    }

    @Test
    void whoComesAndWhoGoesWithoutAWordIsLogged() {
        see(node("other", NOW + 1_500));
        assertThat(lines.texts).containsExactly("INFO node other (1.2 on pod) is there; 2 are live");
        now = NOW + 1_600;
        see();
        assertThat(lines.texts).last().asString().contains("WARN", "gone without a word", "2100 ms ago", "1 are live");
    }

    @Test
    void whoLeavesIsNotGoneWithoutAWord() {
        see(node("other", NOW + 1_500));
        now = NOW + 200;
        see();
        assertThat(lines.texts).last().asString().startsWith("INFO node other (1.2 on pod) has left");
    }

    @Test
    void whoWasAwayItselfAccusesNobody() {
        see(node("other", NOW + 1_500));
        now = NOW + 60_000;
        see();
        assertThat(lines.texts).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void allBucketsAreSharedOutAndOneNodeIsChosen() {
        assertThat(roll.isChosen()).as("before anything is known").isFalse();
        see();
        assertThat(roll.bucketsOf(roll.id())).isEqualTo(roll.buckets());
        assertThat(roll.isChosen()).isTrue();
        see(node("other", NOW + 1_500));
        assertThat(roll.bucketsOf(roll.id()) + roll.bucketsOf("other")).isEqualTo(roll.buckets());
    }

    @Test
    void whatTheStoreLostIsToldToTheOthers() {
        losses.note(Extent.LAST_WRITES, at(NOW));
        losses.note(Extent.EVERYTHING, at(NOW + 5));
        losses.note(Extent.LAST_WRITES, at(NOW + 9));
        see();
        assertThat(said.lostEverything()).isEqualTo(at(NOW + 5));
        losses.note(Extent.LAST_WRITES, at(NOW + 70_000));
        see();
        assertThat(said.lostWrites()).isEqualTo(at(NOW + 70_000));
    }

    private static LiveNodes.LiveNode node(String id, long untilMillis) {
        return new LiveNodes.LiveNode(id, new LiveNodes.About("1.2", "pod", at(1)), at(untilMillis));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private void see(LiveNodes.LiveNode... others) {
        live.clear();
        live.addAll(List.of(others));
        live.add(node(roll.id(), now + NodeRoll.TTL.toMillis()));
        roll.beat().toCompletableFuture().join();
    }

    private final class Nodes implements LiveNodes {
        @Override
        public CompletionStage<View> beat(String node, About about, Duration ttl) {
            said = about;
            return CompletableFuture.completedFuture(new View(at(now), List.copyOf(live)));
        }

        @Override
        public CompletionStage<Void> leave(String node) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static final class Lines extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            texts.add(line.getLevel() + " "
                    + (line instanceof org.jboss.logmanager.ExtLogRecord ext
                            ? ext.getFormattedMessage()
                            : line.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
