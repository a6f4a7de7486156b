package io.shardbeat.admin;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

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
                && isLocalName(request.authority() == null ? "" : request.authority().host());
    }

    /** The address that it came from; empty where that is not known. */
    static String address(HttpServerRequest request) {
        SocketAddress from = request.remoteAddress();
        String address = from == null ? null : from.hostAddress();
        return address == null ? "" : address;
    }

    static boolean isLocalName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.") && name.matches("[0-9.]+")
                || name.equals("::1")
                || name.equals("[::1]");
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
