package io.shardbeat.redis.catalog;

import io.shardbeat.coordinator.StoreListener;

/**
 * How much one tenant may put into the store, and who hears of what is left out.
 *
 * @param members of a group
 * @param reportBytes of a report, after what the catalog does not have was left out
 * @param groupBytes of all records of a group: what is bigger is not read, since a node could die of it
 */
public record StoreLimits(int members, int reportBytes, long groupBytes, StoreListener listener) {
    /** For tests that are not about limits. */
    public static final StoreLimits WIDE = new StoreLimits(100_000, 4 << 20, 1L << 30, StoreListener.NOBODY);
}
