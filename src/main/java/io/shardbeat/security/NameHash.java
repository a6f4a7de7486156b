package io.shardbeat.security;

import java.util.SplittableRandom;

/** 64 bits of several names. Nobody outside knows the seed, so nobody can make up names that are taken for another's. */
final class NameHash {
    /** Odd, with its bits mixed well: of the golden ratio. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final long seed = new SplittableRandom().nextLong();

    long of(String first, String second, String third, String fourth) {
        return with(with(with(with(seed, first), second), third), fourth);
    }

    private static long with(long before, String text) {
        long hash = before + MIX;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * MIX;
            hash ^= hash >>> 29;
        }
        return (hash ^ hash >>> 32) * MIX;
    }
}
