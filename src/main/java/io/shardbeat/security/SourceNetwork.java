package io.shardbeat.security;

/** Whom an address belongs to: of IPv6 its first half, since the second is its owner's to choose. */
final class SourceNetwork {
    private static final int HALF = 4;

    private SourceNetwork() {}

    /** @param address an IP address as text; anything else is of itself */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int end = -1;
        for (int groups = 0; groups < HALF; groups++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }
}
