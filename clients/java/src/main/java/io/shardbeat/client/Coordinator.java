package io.shardbeat.client;

import io.shardbeat.client.wire.Answer;
import io.shardbeat.client.wire.Json;
import io.shardbeat.client.wire.Key;
import io.shardbeat.client.wire.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The calls a member makes. One at a time: a report must be written after the answer before it was read, or given up. */
final class Coordinator {
    /** The member was expired, and must empty itself before it can join again. */
    static final String UNKNOWN_MEMBER = "NotExistConsumerWithBody";

    static final String UNKNOWN_GROUP = "ConsumerGroupNotExist";
    private static final String ALREADY_THERE = "ConsumerGroupAlreadyExist";
    private static final String LEAVE_BODY = "{\"reason\":\"the process stops\"}";
    private static final SortedMap<String, String> NO_QUERY = Collections.emptySortedMap();

    /** Statuses by which a node says that it has no such call, or not for this key. */
    private static final Set<Integer> NOT_OFFERED = Set.of(401, 403, 404, 405);

    private final Settings settings;
    private final Nodes nodes;
    private final InstantSource clock;

    /** @param clock dates requests */
    Coordinator(Settings settings, Nodes nodes, InstantSource clock) {
        this.settings = settings;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** Reports what the member still works on, and is told what it may work on. */
    Reply beat(SortedSet<Integer> report) {
        SortedMap<String, String> query = new TreeMap<>(Map.of("type", "heartbeat", "consumer", settings.consumer()));
        String body = report.toString().replace(" ", "");
        Request request = call("POST", groups() + "/" + settings.group().name(), query, body);
        try {
            return reply(nodes.exchange(request, this::settles));
        } catch (IOException e) {
            return new Reply.Failed(String.valueOf(e.getMessage()));
        }
    }

    private boolean settles(Answer answer) {
        return answer.isGood() || Set.of(UNKNOWN_MEMBER, UNKNOWN_GROUP).contains(answer.errorCode());
    }

    private static Reply reply(Answer answer) {
        if (!answer.isGood()) {
            String code = answer.errorCode();
            return code.equals(UNKNOWN_MEMBER)
                    ? new Reply.UnknownMember()
                    : code.equals(UNKNOWN_GROUP) ? new Reply.UnknownGroup() : new Reply.Failed(code);
        }
        try {
            return new Reply.Granted(Tokens.grant(answer));
        } catch (IllegalArgumentException e) {
            return new Reply.Failed("not understood: " + e.getMessage());
        }
    }

    /**
     * The session timeout the group has, if there is such a group.
     *
     * @throws IOException when no node says so
     */
    Optional<Duration> groupTimeout() throws IOException {
        Answer answer = good(call("GET", groups(), NO_QUERY, ""));
        if (!(Json.read(answer.body()) instanceof List<?> groups)) {
            throw new IOException("not understood: expected an array of groups");
        }
        for (Object group : groups) {
            if (group instanceof Map<?, ?> fields
                    && settings.group().name().equals(fields.get("name"))
                    && fields.get("timeout") instanceof Long seconds) {
                return Optional.of(Duration.ofSeconds(seconds));
            }
        }
        return Optional.empty();
    }

    /**
     * Creates the group, unless it is there.
     *
     * @throws IOException when no node does
     */
    void createGroup() throws IOException {
        long seconds = Math.max(1, settings.sessionTimeout().toSeconds());
        String body =
                "{\"consumerGroup\":\"" + settings.group().name() + "\",\"timeout\":" + seconds + ",\"order\":false}";
        Answer answer = nodes.exchange(
                call("POST", groups(), NO_QUERY, body),
                it -> it.isGood() || it.errorCode().equals(ALREADY_THERE));
        if (!answer.isGood() && !answer.errorCode().equals(ALREADY_THERE)) {
            throw new IOException(answer.errorCode());
        }
    }

    /** Leaves at once, so that the member's shards need not wait for the session timeout. False where that is not offered. */
    boolean leave() {
        try {
            Answer answer = nodes.exchange(this::leaveRequest, it -> it.isDone() || NOT_OFFERED.contains(it.status()));
            return answer.isDone();
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] leaveRequest(URI address) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", address.getRawAuthority());
        Key key = settings.leaveKey();
        if (key != null) {
            byte[] pair = (key.id() + ":" + key.secret()).getBytes(StandardCharsets.UTF_8);
            headers.put("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        String path = "/admin/v1/groups/sls/" + settings.group() + "/members/" + SlsRequest.encoded(settings.consumer())
                + "/leave";
        headers.put("content-type", "application/json");
        return Request.wire("POST", path, headers, LEAVE_BODY.getBytes(StandardCharsets.UTF_8));
    }

    private Answer good(Request request) throws IOException {
        Answer answer = nodes.exchange(request, Answer::isGood);
        if (!answer.isGood()) {
            throw new IOException(answer.errorCode());
        }
        return answer;
    }

    private Request call(String method, String path, SortedMap<String, String> query, String body) {
        return new SlsRequest(settings, clock, method, path, query, body);
    }

    private String groups() {
        return "/logstores/" + settings.group().logstore() + "/consumergroups";
    }
}
