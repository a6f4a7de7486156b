package io.shardbeat.catalog;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * One step in the life of a topic's shards. The parents' keys, taken together and cut at {@code cuts}, are the keys of
 * the children, who get the next free numbers.
 *
 * @param parents the one shard that was split, or the two neighbours that were merged, in the order of their keys
 * @param cuts where the children meet, ascending; empty for a merge
 * @param at when it happened, by the clock of the store
 */
public record Reshard(List<Integer> parents, List<BigInteger> cuts, Instant at) {
    public Reshard {
        parents = List.copyOf(parents);
        cuts = List.copyOf(cuts);
    }

    /** How many shards come out of it. */
    public int children() {
        return cuts.size() + 1;
    }
}
