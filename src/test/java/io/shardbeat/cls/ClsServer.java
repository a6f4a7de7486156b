package io.shardbeat.cls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.catalog.CatalogActions;
import io.shardbeat.cls.group.ClsShardSetCodec;
import io.shardbeat.cls.group.CommitConsumerOffsets;
import io.shardbeat.cls.group.CreateConsumerGroup;
import io.shardbeat.cls.group.DeleteConsumerGroup;
import io.shardbeat.cls.group.DescribeConsumerGroups;
import io.shardbeat.cls.group.DescribeConsumerOffsets;
import io.shardbeat.cls.group.GroupArguments;
import io.shardbeat.cls.group.ModifyConsumerGroup;
import io.shardbeat.cls.group.SendConsumerHeartbeat;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.heartbeat.HeartbeatListener;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.coordinator.pass.PassCoalescer;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.testkit.ScriptedGroupStore;
import io.shardbeat.testkit.cls.Settings;
import io.shardbeat.testkit.cls.SilentListener;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryCheckpointStore;
import io.shardbeat.testkit.memory.MemoryFinishedShards;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The dialect over fakes of the ports: logset {@code L} has topics {@code t1} and {@code t2}. */
public final class ClsServer {
    public static final String KEY = "AKID";
    public static final String SECRET = "hush";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] OPEN = {"auth.mode", "off"};

    final MemoryCatalog catalog = new MemoryCatalog().logset("L", "t1", "t2");
    public final MemoryGroupDirectory directory = new MemoryGroupDirectory();
    final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore(directory);
    public final ScriptedGroupStore store = new ScriptedGroupStore();
    final ClsDialect dialect;
    /** The cause of each refusal, and how many partitions it was about. */
    final List<String> notSaved = new ArrayList<>();

    boolean declaredIsInStore = true;

    /** @param settings key, value, key, value */
    public ClsServer(String... settings) {
        this(settings, RequestQuotas.unlimited());
    }

    /** A server that lets anybody in, so often. */
    public static ClsServer limited(RequestQuotas quotas) {
        return new ClsServer(OPEN, quotas);
    }

    private ClsServer(String[] settings, RequestQuotas quotas) {
        ShardbeatConfig config = Settings.of(settings);
        ClsSettings cls = Settings.of(ClsSettings.class, settings);
        Groups groups = new Groups(
                catalog,
                directory,
                () -> declaredIsInStore,
                List.of(new GroupLimit("cls", cls.limits().groupsPerLogset())));
        Checkpoints offsets = new Checkpoints(
                checkpoints,
                directory,
                catalog,
                new ShardEnds(catalog, new MemoryFinishedShards()),
                (group, consumer, request, cause, shards) -> notSaved.add(cause + " " + shards));
        GroupArguments arguments = new GroupArguments(config, cls);
        List<Action> actions = new ArrayList<>(List.of(
                new SendConsumerHeartbeat(
                        heartbeats(), groups, new ClsShardSetCodec(), new ReportBounds(1_000, 500_000), cls),
                new CreateConsumerGroup(groups, arguments),
                new ModifyConsumerGroup(groups, arguments),
                new DescribeConsumerGroups(groups),
                new DeleteConsumerGroup(groups, arguments, cls),
                new CommitConsumerOffsets(offsets, groups, arguments),
                new DescribeConsumerOffsets(offsets, groups, arguments)));
        actions.addAll(CatalogActions.over(catalog, directory, cls));
        AccessKey key = new AccessKey(KEY, SECRET, Set.of(), List.of("cls:L"));
        AccessKeys keys = id -> id.equals(KEY) ? key : null;
        AccessRules rules = new AccessRules(
                config.auth().mode().orElse(AuthMode.REQUIRED),
                keys,
                new AcceptedSignatures(
                        config.auth().slsV1(),
                        config.auth().clsV1(),
                        config.auth().hmacSha1(),
                        config.auth().unsignedBody()),
                config.auth().signedActions(),
                AuthFailures.ignored(),
                quotas);
        dialect = new ClsDialect(actions, rules, InstantSource.system(), cls);
    }

    /** A server that lets anybody in. */
    public static ClsServer open() {
        return new ClsServer(OPEN, RequestQuotas.unlimited());
    }

    private Heartbeats heartbeats() {
        Planner planner = new Planner(ClsServer::noAssignment);
        Reconciler reconciler = new Reconciler(store, planner, Runnable::run, new SilentListener());
        return new Heartbeats(
                store,
                new PassCoalescer(reconciler, Runnable::run, Duration.ZERO, Duration.ZERO),
                Duration.ofSeconds(5),
                HeartbeatListener.NOBODY);
    }

    private static int[] noAssignment(AssignmentProblem problem) {
        throw new UnsupportedOperationException("there is nothing to assign");
    }

    public static SampleRequest post(String action, String json) {
        return SampleRequest.of("POST", "/")
                .header("Host", "127.0.0.1:8080")
                .header("Content-Type", "application/json")
                .header("X-TC-Action", action)
                .header("X-TC-Version", "2020-10-16")
                .body(json);
    }

    public static SampleRequest get(String action, String arguments) {
        return SampleRequest.of("GET", "/?Action=" + action + "&Version=2020-10-16" + arguments)
                .header("Host", "127.0.0.1:8080");
    }

    public static SampleRequest form(String action, String arguments) {
        return SampleRequest.of("POST", "/")
                .header("Host", "127.0.0.1:8080")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .body("Action=" + action + "&Version=2020-10-16" + arguments);
    }

    /** The content of {@code Response}, once it is clear that it wears the envelope. */
    public JsonNode ask(SampleRequest request) {
        return opened(answer(request.raw()));
    }

    public Answer answer(RawRequest request) {
        return dialect.open(request).answer(request).toCompletableFuture().join();
    }

    /** Asks, and gives the code of the error there must be. */
    public String code(SampleRequest request) {
        return ask(request).path("Error").path("Code").asText();
    }

    public static JsonNode opened(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        JsonNode root = parsed(answer.body());
        assertThat(root.properties())
                .singleElement()
                .satisfies(only -> assertThat(only.getKey()).isEqualTo("Response"));
        JsonNode response = root.get("Response");
        assertThat(UUID.fromString(response.path("RequestId").asText()).version())
                .isEqualTo(4);
        if (response.has("Error")) {
            assertThat(response.size()).isEqualTo(2);
            assertThat(response.path("Error").path("Code").asText()).isNotEmpty();
            assertThat(response.path("Error").path("Message").asText()).isNotEmpty();
        }
        return response;
    }

    static JsonNode json(String text) {
        return parsed(text.getBytes(UTF_8));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
