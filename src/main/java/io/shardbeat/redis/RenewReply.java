package io.shardbeat.redis;

import io.shardbeat.coordinator.BeatReply;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reply of {@code renew_lease.lua}. One string, because a list costs Redis a seventh of the whole script. */
final class RenewReply {
    private static final BeatReply NO_GROUP = new BeatReply.NoGroup();
    private static final BeatReply NO_MEMBER = new BeatReply.NoMember();
    private static final char DUE = '!';

    private RenewReply() {}

    /** Whether the store may have lost writes; then there is nothing else in the reply. */
    static boolean isUncertain(@Nullable Response reply) {
        return reply != null && reply.type() != ResponseType.BULK && reply.toInteger() == 1;
    }

    static BeatReply of(@Nullable Response reply) {
        if (reply == null) {
            return NO_GROUP;
        }
        return reply.type() == ResponseType.BULK ? known(reply.toBytes()) : NO_MEMBER;
    }

    /** Whether the member has nothing in hand-over, and nothing pending; only asked of what is {@code Known}. */
    static boolean isSteady(Response reply) {
        byte[] text = reply.toBytes();
        int at = 0;
        while (Character.isDigit(text[at])) {
            at++;
        }
        return at > 0 && Records.isSteady(text, at);
    }

    private static BeatReply known(byte[] text) {
        boolean due = text[0] == DUE;
        int at = due ? 1 : 0;
        long epoch = 0;
        while (Character.isDigit(text[at])) {
            epoch = epoch * 10 + (text[at++] - '0');
        }
        return new BeatReply.Known(
                epoch,
                Arrays.copyOfRange(text, Records.grantStart(text, at), text.length),
                Records.isPending(text, at),
                due);
    }
}
