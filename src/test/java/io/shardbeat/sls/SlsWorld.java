package io.shardbeat.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.heartbeat.HeartbeatListener;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.coordinator.pass.PassCoalescer;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.SignedActions;
import io.shardbeat.sls.catalog.CatalogCalls;
import io.shardbeat.sls.settings.SlsSettings;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.ScriptedGroupStore;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryCheckpointStore;
import io.shardbeat.testkit.memory.MemoryFinishedShards;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import io.shardbeat.testkit.wire.SampleRequest;
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
public final class SlsWorld {
    public static final String BEAT = "/logstores/ls-px/consumergroups/g1?type=heartbeat&consumer=c1";
    static final String GROUPS = "/logstores/ls-px/consumergroups";
    static final String GROUP = GROUPS + "/g1";
    public static final Instant NOW = Instant.parse("2026-11-21T20:32:10Z");

    private static final SlsSettings DEFAULTS = settings(Map.of());

    public static final Namespace PROJECT = new Namespace("sls", "proj");
    public static final GroupId GROUP_ID = new GroupId(PROJECT, "ls-px", "g1");

    public final ScriptedGroupStore store = new ScriptedGroupStore();
    public final MemoryCatalog catalog = new MemoryCatalog();
    final MemoryGroupDirectory directory = new MemoryGroupDirectory();
    public final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore(directory);
    public final SlsDialect dialect;
    /** The cause of each refusal, and how many shards it was about. */
    final List<String> notSaved = new ArrayList<>();

    public boolean declaredIsInStore = true;

    private SlsWorld(AccessRules rules, Map<String, String> settings) {
        catalog.declare(PROJECT, "proj", List.of(new Topic("ls-px", "ls-px", 2)));
        directory.create(GROUP_ID, new GroupSettings(60, false, List.of("ls-px")));
        store.grants(7, "[0,1]");
        Planner planner = new Planner(problem -> {
            throw new AssertionError("nothing is ever claimed");
        });
        Reconciler reconciler = new Reconciler(store, planner, Runnable::run, new Silent());
        PassCoalescer passes = new PassCoalescer(reconciler, Runnable::run, Duration.ZERO, Duration.ZERO);
        SlsSettings sls = settings.isEmpty() ? DEFAULTS : settings(settings);
        dialect = new SlsDialect(
                new Heartbeats(store, passes, Duration.ofMillis(100), HeartbeatListener.NOBODY),
                new Groups(
                        catalog,
                        directory,
                        () -> declaredIsInStore,
                        List.of(new GroupLimit("sls", sls.limits().groupsPerLogstore()))),
                new Checkpoints(
                        checkpoints,
                        directory,
                        catalog,
                        new ShardEnds(catalog, new MemoryFinishedShards()),
                        (group, consumer, request, cause, shards) -> notSaved.add(cause + " " + shards)),
                rules,
                InstantSource.fixed(NOW),
                new ReportBounds(1_000, 500_000),
                sls,
                List.of(new CatalogCalls(new Namespaces(catalog, directory), new Topics(catalog, directory), sls)));
    }

    /** Signatures are not looked at. */
    public static SlsWorld open() {
        return with(Map.of());
    }

    public static SlsWorld with(Map<String, String> settings) {
        return new SlsWorld(new AccessRules(AuthMode.OFF, id -> null), settings);
    }

    /** @param allow what key {@code ak1} with secret {@code sk1} may do */
    public static SlsWorld guarded(AuthMode mode, String... allow) {
        AccessKey key = new AccessKey("ak1", "sk1", Set.of(), List.of(allow));
        return new SlsWorld(new AccessRules(mode, id -> id.equals("ak1") ? key : null), Map.of());
    }

    /** Two keys, {@code ak1} and {@code ak2} with secrets {@code sk1} and {@code sk2}, that may do everything so often. */
    static SlsWorld limited(AuthMode mode, RequestQuotas quotas) {
        Map<String, AccessKey> keys = Map.of(
                "ak1", new AccessKey("ak1", "sk1", Set.of(), List.of("sls:*")),
                "ak2", new AccessKey("ak2", "sk2", Set.of(), List.of("sls:*")));
        AccessRules rules = new AccessRules(
                mode, keys::get, AcceptedSignatures.ALL, SignedActions.NONE, AuthFailures.ignored(), quotas);
        return new SlsWorld(rules, Map.of());
    }

    public static SampleRequest request(String method, String target) {
        return SampleRequest.of(method, target).header("Host", "proj.sls.test");
    }

    public static SampleRequest request(String method, String target, String body) {
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

    public Answer answer(SampleRequest request) {
        return answer(request.raw());
    }

    public Answer answer(RawRequest request) {
        return dialect.open(request).answer(request).toCompletableFuture().join();
    }

    public Answer answer(String method, String target, String body) {
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

    private static SlsSettings settings(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SlsSettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(SlsSettings.class);
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
