package io.shardbeat.cls;

import io.shardbeat.coordinator.Sender;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.http.RawRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the official consumers by their {@code User-Agent}: Python {@code log-python-sdk-v-…-consumer}; Go sends none of its
 * own, so that its language's {@code Go-http-client/…} stands there. The generic SDKs have no consumer: who beats with them
 * does so in a way of its own, and is nobody known.
 */
final class Clients {
    private Clients() {}

    static Sender sender(RawRequest request) {
        return new Sender(request.peer(), family(request.header("User-Agent")));
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
