package io.shardbeat.coordinator;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.zip.CRC32;

/**
 * Shares buckets out over nodes by rendezvous hashing: every node computes the same owner from the same list, and a
 * node that comes or goes moves only its own buckets.
 */
public final class BucketShare {
    private BucketShare() {}

    /** Whether {@code node} owns {@code bucket} among {@code live}; a node that does not know of others owns all. */
    public static boolean isOwn(int bucket, String node, Collection<String> live) {
        long mine = weight(bucket, node);
        for (String other : live) {
            if (!other.equals(node)) {
                long theirs = weight(bucket, other);
                if (theirs > mine || (theirs == mine && other.compareTo(node) > 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long weight(int bucket, String node) {
        CRC32 crc = new CRC32();
        crc.update((bucket + "@" + node).getBytes(StandardCharsets.UTF_8));
        // CRC is linear: without a final mix, nodes whose names differ in one place would win in blocks.
        long mixed = crc.getValue() * 0x9E3779B97F4A7C15L;
        return (mixed ^ (mixed >>> 29)) & Long.MAX_VALUE;
    }
}
