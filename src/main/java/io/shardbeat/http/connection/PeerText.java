package io.shardbeat.http.connection;

import io.vertx.core.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connection's peer in text, written once: all its requests name it, and writing it costs more than reading a head. */
public final class PeerText {
    private @Nullable SocketAddress address;
    private String text = "";

    /** @param of the request's; behind a proxy each may have another one */
    public String of(@Nullable SocketAddress of, Function<@Nullable SocketAddress, String> write) {
        if (of == null || of != address) {
            text = write.apply(of);
            address = of;
        }
        return text;
    }
}
