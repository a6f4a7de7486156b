package io.shardbeat.redis;

import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.testkit.process.RedisConsole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators see of members and nodes, out of a real Redis. */
class RedisMemberFactsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final GroupKeys KEYS = new GroupKeys(GROUP);
    private static final MemberId C1 = new MemberId("c1");

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private static final StoreUnderTest STORE = REDIS.store();
    private static final RedisConsole CONSOLE = REDIS.console();

    @BeforeEach
    void begin() {
        join(STORE.directory.delete(GROUP, io.shardbeat.coordinator.GroupDirectory.Members.REMOVE));
        join(STORE.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4))));
        join(STORE.directory.create(GROUP, new GroupSettings(30, false, List.of("logstore"))));
    }

    @Test
    void whoJoinsIsKnownByItsAddressItsKeyAndItsWordsInBounds() {
        beat(C1, new Sender("10.0.0.7", ClientFamily.UNKNOWN, "agent\n" + "x".repeat(10_000), "my-key"));
        await().untilAsserted(() -> {
            MemberFacts.Join known = facts().join();
            assertThat(known).isNotNull();
            assertThat(known.address()).isEqualTo("10.0.0.7");
            assertThat(known.key()).isEqualTo("my-key");
            assertThat(known.client()).startsWith("agent\\u000axxx").hasSizeLessThan(140);
            assertThat(known.at()).isBetween(facts().now().minusMillis(10_000), facts().now());
        });
    }

    @Test
    void theLastHeartbeatIsToldByWhatIsLeftOfTheLease() {
        beat(C1, Sender.UNKNOWN);
        CONSOLE.call("PEXPIRE", KEYS.lease("c1"), "12000");
        MemberFacts facts = facts();
        assertThat(facts.leaseLeft().toMillis()).isBetween(8_000L, 12_000L);
        assertThat(Duration.between(facts.lastHeartbeat(TIMEOUT), facts.now()))
                .isEqualTo(TIMEOUT.minus(facts.leaseLeft()));
        CONSOLE.call("DEL", KEYS.lease("c1"));
        assertThat(facts().lastHeartbeat(TIMEOUT)).isNull();
    }

    @Test
    void whoIsGoneIsForgottenAsOthersJoin() {
        for (int i = 0; i < 200; i++) {
            CONSOLE.call("HSET", KEYS.joins, "gone-" + i, "1\n\n\n");
        }
        IntStream.range(0, 60).forEach(i -> beat(new MemberId("m-" + i), Sender.UNKNOWN));
        await().untilAsserted(() ->
                assertThat(Integer.parseInt(CONSOLE.text("HLEN", KEYS.joins))).isLessThan(90));
    }

    @Test
    void aKeyOfAnotherTypeTellsNothingAndGoesWithTheNextJoin() {
        beat(C1, Sender.UNKNOWN);
        await().until(() -> facts().join() != null);
        CONSOLE.call("DEL", KEYS.joins);
        CONSOLE.call("SET", KEYS.joins, "x");
        assertThat(facts().join()).isNull();
        beat(new MemberId("c2"), Sender.UNKNOWN);
        await().until(() -> CONSOLE.text("TYPE", KEYS.joins).equals("hash"));
    }

    @Test
    void deletingTheGroupTakesItAlong() {
        beat(C1, Sender.UNKNOWN);
        await().until(() -> facts().join() != null);
        join(STORE.directory.delete(GROUP, io.shardbeat.coordinator.GroupDirectory.Members.REMOVE));
        assertThat(CONSOLE.text("EXISTS", KEYS.joins)).isEqualTo("0");
    }

    private static MemberFacts facts() {
        Map<MemberId, MemberFacts> facts = join(STORE.browser.facts(GROUP, List.of(C1)));
        return Objects.requireNonNull(facts.get(C1));
    }

    private static void beat(MemberId member, Sender sender) {
        byte[] nothing = "[]".getBytes(StandardCharsets.UTF_8);
        STORE.beat(new Heartbeat(GROUP, member, nothing, false, Stranger.REFUSE, 0, sender));
    }
}
