package io.shardbeat.redis.beat;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.redis.format.Records;
import io.shardbeat.redis.format.StoredNumber;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reply of {@code renew_lease.lua}. One string, because a list costs Redis a seventh of the whole script. */
public final class RenewReply {
    private static final BeatReply NO_GROUP = new BeatReply.NoGroup();
    private static final BeatReply NO_MEMBER = new BeatReply.NoMember();
    private static final char DUE = '!';
    private static final int UNCERTAIN = 1;
    /** Also of note_report.lua. */
    private static final int FULL = 2;

    private RenewReply() {}

    /** Whether the store may have lost writes; then there is nothing else in the reply. */
    public static boolean isUncertain(@Nullable Response reply) {
        return reply != null && reply.type() != ResponseType.BULK && reply.toInteger() == UNCERTAIN;
    }

    /** Whether there are as many members as there may be; then there is nothing else in the reply. */
    public static boolean isFull(Response reply) {
        return reply.type() == ResponseType.NUMBER && reply.toInteger() == FULL;
    }

    /** @param most how many members a group may have */
    public static BeatReply of(@Nullable Response reply, int most) {
        if (reply == null) {
            return NO_GROUP;
        }
        if (reply.type() == ResponseType.BULK) {
            return known(reply.toBytes());
        }
        return isFull(reply) ? new BeatReply.Full(most) : NO_MEMBER;
    }

    /** Whether the member has nothing in hand-over, and nothing pending; only asked of what is {@code Known}. */
    public static boolean isSteady(Response reply) {
        byte[] text = reply.toBytes();
        int at = 0;
        while (Character.isDigit(text[at])) {
            at++;
        }
        return at > 0 && Records.isSteady(text, at + 1);
    }

    /** An epoch, a blank and a member record. What is not that was not written by a node, and is no answer. */
    private static BeatReply known(byte[] text) {
        boolean due = text.length > 0 && text[0] == DUE;
        int start = due ? 1 : 0;
        int at = StoredNumber.end(text, start);
        long epoch = 0;
        for (int i = start; i < at; i++) {
            epoch = epoch * 10 + (text[i] - '0');
        }
        if (at == start || at == text.length || text[at] != ' ' || !Records.isRecord(text, at + 1)) {
            throw damaged(text, null);
        }
        try {
            byte[] grant = Arrays.copyOfRange(text, Records.grantStart(text, at + 1), text.length);
            return new BeatReply.Known(epoch, grant, Records.isPending(text, at + 1), due);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw damaged(text, e);
        }
    }

    private static StoreUnavailableException damaged(byte[] text, @Nullable RuntimeException cause) {
        return new StoreUnavailableException(
                Reason.DAMAGED,
                "an epoch and a member record were expected, stored is "
                        + new String(text, 0, Math.min(text.length, 80), StandardCharsets.US_ASCII),
                cause);
    }
}
