package io.shardbeat.ctl.api;

import io.shardbeat.ctl.text.Printable;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Why nobody answered, in words. */
final class Connections {
    private Connections() {}

    static String why(Throwable cause) {
        if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
            return "is a host that is not known";
        }
        if (has(cause, HttpTimeoutException.class)) {
            return "does not answer in time";
        }
        if (has(cause, SSLException.class)) {
            return "cannot be trusted or speaks no TLS: " + Printable.of(String.valueOf(cause.getMessage()));
        }
        if (has(cause, ConnectException.class)) {
            return "refuses connections";
        }
        return "broke off: " + Printable.of(String.valueOf(cause.getMessage()));
    }

    private static boolean has(Throwable cause, Class<? extends Throwable> kind) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
