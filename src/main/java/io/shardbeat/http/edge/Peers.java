package io.shardbeat.http.edge;

import io.shardbeat.http.RequestHead;
import io.shardbeat.http.connection.ConnectionGuard;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where requests come from. */
@Singleton
final class Peers {
    private final boolean forwarded;

    /** @param forwarded whether a proxy's headers are believed: then each request of a connection may have another address */
    Peers(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean forwarded) {
        this.forwarded = forwarded;
    }

    /** In text; empty when not known. */
    String of(HttpServerRequest request) {
        // The router's request works out scheme, host and port before it tells an address: for each request anew.
        SocketAddress address =
                forwarded ? request.remoteAddress() : request.connection().remoteAddress();
        ConnectionGuard guard = ConnectionGuard.of(request.connection());
        return guard == null ? RequestHead.peer(address) : guard.peer().of(address, RequestHead::peer);
    }
}
