package io.shardbeat.cls.signature;

/**
 * What clients may have signed as the host. Java sends and signs the port, Python does neither, and Node.js sends it
 * but does not sign it.
 */
final class HostForms {
    private HostForms() {}

    /** The header as received, and without its port if it names one. */
    static String[] of(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') && colon > 0
                ? new String[] {host, host.substring(0, colon)}
                : new String[] {host};
    }
}
