package io.shardbeat.sls.wire;

import io.shardbeat.coordinator.Sender;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * Tells the official consumer libraries by their {@code User-Agent}: Java {@code Consumer-Library-{group}/{consumer}}, Go
 * {@code {group}_{consumer}}, Python {@code log-python-sdk-v-…-consumergroup-{group}…}. The client libraries alone, without a
 * consumer, are nobody known: who beats with them does so in a way of its own.
 */
public final class Clients {
    private Clients() {}

    /** @param key the id of the access key that was shown; empty without one */
    public static Sender sender(RawRequest request, String group, String consumer, String key) {
        String agent = request.header("User-Agent");
        return new Sender(
                request.peer(), family(agent, group, consumer), agent == null ? "" : agent, key, RequestId.current());
    }

    static ClientFamily family(@Nullable String agent, String group, String consumer) {
        if (agent == null) {
            return ClientFamily.UNKNOWN;
        }
        if (agent.startsWith("Consumer-Library-")) {
            return ClientFamily.SLS_JAVA;
        }
        if (agent.startsWith("log-python-sdk-v-") && agent.contains("-consumergroup-")) {
            return ClientFamily.SLS_PYTHON;
        }
        return isGo(agent, group, consumer) ? ClientFamily.SLS_GO : ClientFamily.UNKNOWN;
    }

    private static boolean isGo(String agent, String group, String consumer) {
        int split = group.length();
        return agent.length() == split + 1 + consumer.length()
                && agent.startsWith(group)
                && agent.charAt(split) == '_'
                && agent.endsWith(consumer);
    }
}
