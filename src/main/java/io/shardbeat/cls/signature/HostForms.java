package io.shardbeat.cls.signature;

import java.util.regex.Pattern;

/**
 * What clients may have signed as the host. Java sends and signs the port, Python does neither, and Node.js sends it
 * but does not sign it.
 */
final class HostForms {
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}");

    private HostForms() {}

    /** The header as received, and without its port if it names one. */
    static String[] of(String host) {
        int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
        return colon > 0 && PORT.matcher(host.substring(colon)).matches()
                ? new String[] {host, host.substring(0, colon)}
                : new String[] {host};
    }
}
