package io.shardbeat.coordinator;

import io.shardbeat.group.ClientFamily;

/**
 * Who sent a heartbeat, as far as the node can tell. All of it is what the other side claims, or a proxy between: it
 * decides nothing about ownership but how long the sender's own shards rest when it is gone.
 *
 * @param address the host that the request came from, a proxy's where there is one; empty when not known
 * @param family the library it says it is
 */
public record Sender(String address, ClientFamily family) {
    public static final Sender UNKNOWN = new Sender("", ClientFamily.UNKNOWN);
}
