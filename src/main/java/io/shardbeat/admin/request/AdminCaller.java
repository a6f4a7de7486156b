package io.shardbeat.admin.request;

import io.shardbeat.http.LocalNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where a request to the admin API comes from. */
final class AdminCaller {
    /** A proxy on the same machine passes on what comes from elsewhere. */
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private AdminCaller() {}

    /**
     * Whether a program on this machine sent it, to this machine by name. A page that has its own host name resolve to
     * the loopback address (DNS rebinding) sends that name.
     */
    static boolean isLocal(HttpServerRequest request) {
        return isLoopback(request.remoteAddress())
                && PASSED_ON.stream().noneMatch(request.headers()::contains)
                && LocalNames.isLocal(host(request));
    }

    /** The address that it came from; empty where that is not known. */
    static String address(HttpServerRequest request) {
        SocketAddress from = request.remoteAddress();
        String address = from == null ? null : from.hostAddress();
        return address == null ? "" : address;
    }

    /** As the client calls this server; empty when it does not. */
    static String host(HttpServerRequest request) {
        return request.authority() == null ? "" : request.authority().toString();
    }

    private static boolean isLoopback(SocketAddress from) {
        try {
            String address = from == null ? null : from.hostAddress();
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
