package io.shardbeat.cls.group;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.fencing.FencingTokens;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.Granted;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The heartbeat. Its answer is the whole assignment, with an entry for every topic of the group and of the request: the
 * Go consumer skips its clean-up when there is no entry, and goes on consuming what it lost. Source: API reference,
 * "SendConsumerHeartbeat"; Go consumer 1.0.14.
 */
@Singleton
public class SendConsumerHeartbeat implements Action {
    private static final byte[] GROUP = "\"ConsumerGroup\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TOPICS = "\",\"TopicPartitionsInfo\":".getBytes(StandardCharsets.US_ASCII);

    private final Heartbeats heartbeats;
    private final Groups groups;
    private final ClsShardSetCodec codec;
    private final HeartbeatReader reader;

    public SendConsumerHeartbeat(
            Heartbeats heartbeats, Groups groups, ClsShardSetCodec codec, ReportBounds bounds, ClsSettings settings) {
        this.heartbeats = heartbeats;
        this.groups = groups;
        this.codec = codec;
        this.reader = new HeartbeatReader(new ClsNames(settings.strictNames()), bounds);
    }

    @Override
    public String name() {
        return "SendConsumerHeartbeat";
    }

    @Override
    public Kind kind() {
        return Kind.HEARTBEAT;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        HeartbeatRequest request = reader.read(call.arguments());
        call.caller().mustBeAllowed(request.group());
        byte[] report = codec.encode(request.report());
        Heartbeat heartbeat = new Heartbeat(
                request.group(),
                request.consumer(),
                report,
                !request.report().hasNoShards(),
                Stranger.ADMIT,
                call.sentAtSeconds(),
                call.sender());
        return heartbeats.beat(heartbeat).thenCompose(outcome -> outcome.fold(new Ends(request, report)));
    }

    private final class Ends implements HeartbeatOutcome.Cases<CompletionStage<Reply>> {
        private final HeartbeatRequest request;
        private final byte[] report;

        Ends(HeartbeatRequest request, byte[] report) {
            this.request = request;
            this.report = report;
        }

        @Override
        public CompletionStage<Reply> granted(Granted granted) {
            byte[] name = request.group().name().getBytes(StandardCharsets.US_ASCII);
            byte[] fields = concat(GROUP, name, TOPICS, withTopicsOfRequest(granted.grant()));
            return CompletableFuture.completedFuture(new Reply(fields, headers(granted)));
        }

        private List<Map.Entry<String, String>> headers(Granted granted) {
            Map.Entry<String, String> epoch = Map.entry("x-shardbeat-epoch", Long.toString(granted.epoch()));
            return Arrays.equals(granted.grant(), report)
                    ? List.of(epoch)
                    : List.of(
                            epoch,
                            Map.entry(
                                    FencingTokens.HEADER,
                                    FencingTokens.of(granted.grant(), codec::decode, granted.epoch())));
        }

        /** At rest a member reports what it is granted, byte for byte, and nothing needs to be read. */
        private byte[] withTopicsOfRequest(byte[] grant) {
            if (Arrays.equals(grant, report)) {
                return grant;
            }
            ShardSet granted = codec.decode(grant);
            ShardSet wider = granted.withTopics(request.report().topics());
            return wider == granted ? grant : codec.encode(wider);
        }

        @Override
        public CompletionStage<Reply> unknownGroup() {
            return groups.missing(request.group()).thenApply(outcome -> outcome.fold(GroupEnds.PLAIN));
        }

        @Override
        public CompletionStage<Reply> unknownMember() {
            throw new IllegalStateException("a member that was to be admitted was refused: " + request.consumer());
        }

        @Override
        public CompletionStage<Reply> reportTooLarge(int mostBytes) {
            throw new ClsException(
                    ClsError.REQUEST_SIZE_LIMIT_EXCEEDED,
                    "TopicPartitionsInfo has too many partitions, expected at most " + mostBytes + " bytes");
        }

        @Override
        public CompletionStage<Reply> tooManyMembers(int most) {
            throw new ClsException(
                    ClsError.LIMIT_EXCEEDED,
                    "consumer group " + request.group().name() + " has " + most
                            + " consumers, which is as many as it may have");
        }
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
