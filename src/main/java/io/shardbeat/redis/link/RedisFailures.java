package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a failed command or connection means for those who asked. */
final class RedisFailures {
    private RedisFailures() {}

    static StoreUnavailableException unreachable(String what, @Nullable Throwable cause) {
        return new StoreUnavailableException(
                Reason.UNREACHABLE, cause == null ? what : what + ": " + cause.getMessage(), cause);
    }

    static StoreUnavailableException lost(@Nullable Throwable cause) {
        return unreachable("Redis connection lost", cause);
    }

    static StoreUnavailableException overloaded(int maxInFlight) {
        return new StoreUnavailableException(
                Reason.OVERLOADED, "more than " + maxInFlight + " Redis commands are under way");
    }

    static StoreUnavailableException late(Duration timeout) {
        return new StoreUnavailableException(
                Reason.OVERLOADED,
                "Redis answers, but more is asked of it than it does within " + timeout.toMillis() + " ms");
    }

    /** What a key of another type and a script that cannot read a value say is about what is stored, not about Redis. */
    static StoreUnavailableException refused(Throwable cause) {
        Reason reason = Reason.UNREACHABLE;
        if (is(cause, "OOM")) {
            reason = Reason.FULL;
        } else if (is(cause, "WRONGTYPE") || is(cause, "ERR")) {
            reason = Reason.DAMAGED;
        }
        return new StoreUnavailableException(reason, "Redis refused: " + cause.getMessage(), cause);
    }

    /** Whether the server said no; else the connection is broken. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof ErrorType error && !error.is("CONNECTION_CLOSED");
    }

    static boolean isReplica(Throwable failure) {
        return is(failure, "READONLY");
    }

    static boolean isNoScript(Throwable failure) {
        return is(failure, "NOSCRIPT");
    }

    private static boolean is(Throwable failure, String kind) {
        return failure instanceof ErrorType error && error.is(kind);
    }
}
