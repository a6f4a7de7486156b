package io.shardbeat.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.Groups;
import io.shardbeat.coordinator.Heartbeats;
import io.shardbeat.coordinator.Namespaces;
import io.shardbeat.coordinator.PassListener;
import io.shardbeat.coordinator.Passes;
import io.shardbeat.coordinator.Reconciler;
import io.shardbeat.coordinator.ShardEnds;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import io.shardbeat.group.Planner;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthMode;
import io.shardbeat.sls.catalog.CatalogCalls;
import io.shardbeat.testkit.MemoryCatalog;
import io.shardbeat.testkit.MemoryCheckpointStore;
import io.shardbeat.testkit.MemoryFinishedShards;
import io.shardbeat.testkit.MemoryGroupDirectory;
import io.shardbeat.testkit.SampleRequest;
import io.shardbeat.testkit.ScriptedGroupStore;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dialect over stores in memory, with one project {@code proj}, its logstore {@code ls-px} and group {@code g1}. */
final class SlsWorld {
    static final String BEAT = "/logstores/ls-px/consumergroups/g1?type=heartbeat&consumer=c1";
    static final String GROUPS = "/logstores/ls-px/consumergroups";
    static final String GROUP = GROUPS + "/g1";
    static final Instant NOW = Instant.parse("2026-11-21T20:32:10Z");

    private static final ShardbeatConfig DEFAULTS = config(Map.of());

    static final Namespace PROJECT = new Namespace("sls", "proj");
    static final GroupId GROUP_ID = new GroupId(PROJECT, "ls-px", "g1");

    final ScriptedGroupStore store = new ScriptedGroupStore();
    final MemoryCatalog catalog = new MemoryCatalog();
    final MemoryGroupDirectory directory = new MemoryGroupDirectory();
    final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore(directory);
    final SlsDialect dialect;
    /** The cause of each refusal, and how many shards it was about. */
    final List<String> notSaved = new ArrayList<>();

    boolean declaredIsInStore = true;

    private SlsWorld(AccessKeys keys, AuthMode mode, Map<String, String> settings) {
        catalog.declare(PROJECT, "proj", List.of(new Topic("ls-px", "ls-px", 2)));
        directory.create(GROUP_ID, new GroupSettings(60, false, List.of("ls-px")));
        store.grants(7, "[0,1]");
        Planner planner = new Planner(problem -> {
            throw new AssertionError("nothing is ever claimed");
        });
        Reconciler reconciler = new Reconciler(store, planner, Runnable::run, new Silent());
        Passes passes = new Passes(reconciler, Runnable::run, Duration.ZERO);
        ShardbeatConfig config = settings.isEmpty() ? DEFAULTS : config(settings);
        dialect = new SlsDialect(
                new Heartbeats(store, passes, Duration.ofMillis(100), (group, end) -> {}),
                new Groups(
                        catalog,
                        directory,
                        () -> declaredIsInStore,
                        sls -> config.sls().limits().groupsPerLogstore()),
                new Checkpoints(
                        checkpoints,
                        directory,
                        catalog,
                        new ShardEnds(catalog, new MemoryFinishedShards()),
                        (group, consumer, cause, shards) -> notSaved.add(cause + " " + shards)),
                new AccessRules(mode, keys),
                InstantSource.fixed(NOW),
                config,
                List.of(new CatalogCalls(new Namespaces(catalog, directory), new Topics(catalog, directory), config)));
    }

    /** Signatures are not looked at. */
    static SlsWorld open() {
        return with(Map.of());
    }

    static SlsWorld with(Map<String, String> settings) {
        return new SlsWorld(id -> null, AuthMode.OFF, settings);
    }

    /** @param allow what key {@code ak1} with secret {@code sk1} may do */
    static SlsWorld guarded(AuthMode mode, String... allow) {
        AccessKey key = new AccessKey("ak1", "sk1", Set.of(), List.of(allow));
        return new SlsWorld(id -> id.equals("ak1") ? key : null, mode, Map.of());
    }

    static SampleRequest request(String method, String target) {
        return SampleRequest.of(method, target).header("Host", "proj.sls.test");
    }

    static SampleRequest request(String method, String target, String body) {
        return request(method, target)
                .header("Content-Type", "application/json")
                .body(body);
    }

    /** A heartbeat as recorded from the Java client, signature included. */
    static SampleRequest signedBeat() {
        return request("POST", "/logstores/ls-px/consumergroups/g1?consumer=c1&type=heartbeat", "[]")
                .header("Authorization", "LOG ak1:wQ2I5PIHYOBpg9VY6Ew/ca17Hp0=")
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-bodyrawsize", "0")
                .header("x-log-signaturemethod", "hmac-sha1")
                .header("Content-MD5", "D751713988987E9331980363E24189CE")
                .header("Date", "Sat, 21 Nov 2026 20:32:10 GMT");
    }

    Answer answer(SampleRequest request) {
        return answer(request.raw());
    }

    Answer answer(RawRequest request) {
        return dialect.answer(request).toCompletableFuture().join();
    }

    Answer answer(String method, String target, String body) {
        return answer(request(method, target, body));
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static @Nullable String header(Answer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Asserts the whole error: status, content type, request id, and a body of exactly the two fields. */
    static void assertError(Answer answer, SlsError error, String... parts) {
        String text = text(answer);
        assertThat(answer.status()).as(text).isEqualTo(error.status());
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(header(answer, "x-log-requestid")).matches("[0-9A-F]{24}");
        assertThat(text).startsWith("{\"errorCode\":\"" + error.code() + "\",\"errorMessage\":\"");
        assertThat(text).endsWith("\"}");
        assertThat(parts).allSatisfy(part -> assertThat(text).contains(part));
    }

    private static ShardbeatConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ShardbeatConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(ShardbeatConfig.class);
    }

    private static final class Silent implements PassListener {
        @Override
        public void committed(GroupSnapshot snapshot, Plan plan) {}

        @Override
        public void stale(GroupId group) {}

        @Override
        public void failed(GroupId group, Throwable failure) {}
    }
}
