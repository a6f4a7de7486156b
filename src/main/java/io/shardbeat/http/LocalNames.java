package io.shardbeat.http;

import java.util.Locale;

/** The host names that always mean the machine itself, whatever a name server says. */
public final class LocalNames {
    private LocalNames() {}

    /** @param host as in a Host header, with a port or without */
    public static boolean isLocal(String host) {
        String name = withoutPort(host.trim()).toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.") && name.matches("[0-9.]+")
                || name.equals("[::1]");
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
