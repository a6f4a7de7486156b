package io.shardbeat.sls.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.fencing.FencingTokens;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.Granted;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.Clients;
import io.shardbeat.sls.wire.SlsError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST [/logstores/{logstore}]/consumergroups/{group}?type=heartbeat&consumer={consumer}}. The body lists the
 * shards the consumer still holds, the answer those it may hold: a bare array, never {@code null} and never empty text,
 * both of which make clients drop their work. Groups of the project have an object of such arrays, both ways. Source: "HeartBeat" of the SLS API reference, and the official clients.
 */
public final class HeartBeat implements Operation {
    /** 500,000 ids of 6 digits, with the blank that Python puts after each comma. */
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private static final byte[] OBJECT_START = "{\"shards\":".getBytes(StandardCharsets.US_ASCII);

    private final SlsShardSetCodec codec = new SlsShardSetCodec();
    private final Heartbeats heartbeats;
    private final Groups groups;
    private final Answers answers;
    private final GroupAnswers groupAnswers;
    private final ReportBounds bounds;

    public HeartBeat(Heartbeats heartbeats, Groups groups, Answers answers, ReportBounds bounds) {
        this.bounds = bounds;
        this.heartbeats = heartbeats;
        this.groups = groups;
        this.answers = answers;
        groupAnswers = new GroupAnswers(answers);
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }

    @Override
    public boolean isAudited(Call call) {
        return false;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        GroupId group = call.group();
        MemberId consumer = call.consumer();
        Report report = Report.of(group, call.request().body(), bounds);
        Heartbeat heartbeat = new Heartbeat(
                group,
                consumer,
                report.canonical(),
                report.hasShards(),
                Heartbeat.Stranger.REFUSE,
                call.sentAtSeconds(),
                Clients.sender(call.request(), group.name(), consumer.name(), call.caller()));
        return heartbeats.beat(heartbeat).thenCompose(outcome -> outcome.fold(new Reply(group, report)));
    }

    /**
     * What the body says.
     *
     * @param canonical the shards as they are stored
     * @param inObject whether they came as the value of {@code shards} in an object
     */
    private record Report(byte[] canonical, boolean hasShards, boolean inObject) {
        static Report of(GroupId group, byte[] body, ReportBounds bounds) {
            if (group.scope().isEmpty()) {
                ShardSet shards = LogstoreShards.parse(body, bounds);
                return new Report(LogstoreShards.encode(shards), !shards.hasNoShards(), false);
            }
            ShardArray array = ShardArray.parse(body, bounds);
            return new Report(array.canonical(), !array.isEmpty(), array.inObject());
        }
    }

    private final class Reply implements HeartbeatOutcome.Cases<CompletionStage<Answer>> {
        private final GroupId group;
        private final Report report;

        private Reply(GroupId group, Report report) {
            this.group = group;
            this.report = report;
        }

        @Override
        public CompletionStage<Answer> granted(Granted granted) {
            byte[] grant = granted.grant();
            byte[] body = report.inObject() ? object(grant) : grant;
            long epoch = granted.epoch();
            return CompletableFuture.completedFuture(
                    Arrays.equals(grant, report.canonical())
                            ? answers.grant(epoch, body)
                            : answers.grant(
                                    epoch, body, FencingTokens.of(grant, bytes -> codec.decode(group, bytes), epoch)));
        }

        @Override
        public CompletionStage<Answer> unknownGroup() {
            return groups.missing(group).thenApply(outcome -> outcome.fold(groupAnswers));
        }

        @Override
        public CompletionStage<Answer> unknownMember() {
            return CompletableFuture.completedFuture(answers.error(
                    SlsError.NOT_EXIST_CONSUMER_WITH_BODY,
                    "Non-exist consumer with non-empty body of heartbeat message."));
        }

        @Override
        public CompletionStage<Answer> reportTooLarge(int mostBytes) {
            return CompletableFuture.completedFuture(answers.error(
                    SlsError.POST_BODY_TOO_LARGE,
                    "the body lists too many shards, expected at most " + mostBytes + " bytes"));
        }

        @Override
        public CompletionStage<Answer> tooManyMembers(int most) {
            return CompletableFuture.completedFuture(answers.error(
                    SlsError.CONSUMER_GROUP_QUOTA_EXCEED,
                    "consumer group " + group.name() + " has " + most + " consumers, which is as many as it may have"));
        }
    }

    /** Who asks in the form of the documentation is answered in it. */
    private static byte[] object(byte[] array) {
        byte[] object = new byte[OBJECT_START.length + array.length + 1];
        System.arraycopy(OBJECT_START, 0, object, 0, OBJECT_START.length);
        System.arraycopy(array, 0, object, OBJECT_START.length, array.length);
        object[object.length - 1] = '}';
        return object;
    }
}
