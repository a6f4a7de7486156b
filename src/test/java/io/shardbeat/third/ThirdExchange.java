package io.shardbeat.third;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.Granted;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.RawRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /third/{namespace}/{group}/{member}}: the shards it holds in, the shards it may hold out. */
final class ThirdExchange implements Exchange, HeartbeatOutcome.Cases<Answer> {
    private static final int MAX_BODY_BYTES = 1_000;

    private final Heartbeats heartbeats;
    private final String[] path;

    ThirdExchange(Heartbeats heartbeats, RawRequest head) {
        this.heartbeats = heartbeats;
        path = head.path().split("/");
    }

    @Override
    public String dialect() {
        return ThirdDialect.NAME;
    }

    @Override
    public boolean isHeartbeat(RawRequest request) {
        return true;
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public @Nullable Answer distrust(int strangersBytes) {
        return null;
    }

    @Override
    public CompletionStage<Answer> answer(RawRequest request) {
        if (path.length != 5) {
            return CompletableFuture.completedFuture(
                    wrong(404, "expected /third/<namespace>/<group>/<member>, was " + request.path()));
        }
        GroupId group = new GroupId(new Namespace(ThirdDialect.NAME, path[2]), "", path[3]);
        ShardSet held = ThirdShardSetCodec.parse(new String(request.body(), US_ASCII));
        Heartbeat heartbeat = new Heartbeat(
                group,
                new MemberId(path[4]),
                new ThirdShardSetCodec().encode(group, held),
                !held.hasNoShards(),
                Heartbeat.Stranger.REFUSE,
                0);
        return heartbeats
                .beat(heartbeat)
                .thenApply(outcome -> outcome.fold(this))
                .exceptionally(ThirdExchange::failed);
    }

    private static Answer failed(Throwable failure) {
        if (failure.getCause() instanceof StoreUnavailableException) {
            return wrong(503, "the store does not answer");
        }
        throw new CompletionException(failure);
    }

    @Override
    public Answer granted(Granted granted) {
        return new Answer(
                200,
                "text/plain",
                List.of(Map.entry("x-shardbeat-epoch", Long.toString(granted.epoch()))),
                granted.grant());
    }

    @Override
    public Answer unknownGroup() {
        return wrong(404, "there is no such group");
    }

    @Override
    public Answer unknownMember() {
        return wrong(409, "let go of all shards first");
    }

    @Override
    public Answer tooManyMembers(int most) {
        return wrong(403, "the group has " + most + " members already");
    }

    @Override
    public Answer reportTooLarge(int mostBytes) {
        return wrong(413, "a report may have " + mostBytes + " bytes");
    }

    @Override
    public Answer refuse(Refusal refusal) {
        return wrong(500, refusal.name());
    }

    @Override
    public Answer refuseUnreadable(int status, String why) {
        return wrong(status, why);
    }

    private static Answer wrong(int status, String why) {
        return new Answer(status, "text/plain", List.of(), ("third: " + why).getBytes(UTF_8));
    }
}
