package io.shardbeat.coordinator;

import io.shardbeat.group.ClientFamily;
import java.util.function.Supplier;

/**
 * Who sent a heartbeat, as far as the node can tell. All of it is what the other side says, or a proxy between: it
 * decides nothing about ownership but how long the sender's own shards rest when it is gone.
 *
 * @param address the host that the request came from, a proxy's where there is one; empty when not known
 * @param family the library it says it is
 * @param agent what it says it is, in its own words, however long; empty when it says nothing
 * @param key the id of the access key that it showed; empty without one
 * @param request the id of its request, made up when it is first asked for
 */
public record Sender(String address, ClientFamily family, String agent, String key, Supplier<String> request) {
    private static final Supplier<String> NO_REQUEST = () -> "-";

    public static final Sender UNKNOWN = new Sender("", ClientFamily.UNKNOWN);

    /** Of which no more is known. */
    public Sender(String address, ClientFamily family) {
        this(address, family, "", "");
    }

    /** By a request without an id. */
    public Sender(String address, ClientFamily family, String agent, String key) {
        this(address, family, agent, key, NO_REQUEST);
    }

    /** Differs between two processes where anything tells them apart: its own words do not, and change with its state. */
    public int trace() {
        return 31 * address.hashCode() + family.hashCode();
    }
}
