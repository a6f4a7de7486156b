package io.shardbeat.cls.wire;

import io.shardbeat.coordinator.Sender;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * Tells the official consumers by their {@code User-Agent}: Python {@code log-python-sdk-v-…-consumer}; Go sends none of its
 * own, so that its language's {@code Go-http-client/…} stands there. The generic SDKs have no consumer: who beats with them
 * does so in a way of its own, and is nobody known.
 */
public final class Clients {
    private Clients() {}

    /** @param key the id of the access key that was shown; empty without one */
    public static Sender sender(RawRequest request, String key) {
        String agent = request.header("User-Agent");
        return new Sender(request.peer(), family(agent), agent == null ? "" : agent, key, RequestId.current());
    }

    static ClientFamily family(@Nullable String agent) {
        if (agent == null) {
            return ClientFamily.UNKNOWN;
        }
        if (agent.startsWith("Go-http-client/")) {
            return ClientFamily.CLS_GO;
        }
        return agent.startsWith("log-python-sdk-v-") && agent.endsWith("-consumer")
                ? ClientFamily.CLS_PYTHON
                : ClientFamily.UNKNOWN;
    }
}
