package io.shardbeat.simulation;

import java.util.EnumSet;
import java.util.Set;

/** What goes wrong besides the network, and what else happens to a group. */
enum Fault {
    CLIENT_CRASHES,
    /** A new process under the old name, on the same host. */
    CLIENT_RESTARTS,
    CLIENT_JOINS,
    /** SIGSTOP or a long garbage collection. */
    CLIENT_PAUSES,
    /** It goes on, and nobody hears it. */
    CLIENT_CUT_OFF,
    CLIENT_LEAVES,
    CATALOG_GROWS,
    /** A shard is split, or merged with its neighbour. */
    CATALOG_RESHARDS,
    NODE_CRASHES,
    NODE_PAUSES,
    NODE_LOSES_REDIS,
    ALL_NODES_CRASH,
    /** Somebody drains, evicts, pauses, parks, pins or weighs. */
    OPERATOR_COMMANDS,
    REDIS_OUTAGE,
    REDIS_CLOCK_STEPS,
    /** A client's clock is put back or forward a little: what it reports may be taken for a copy for a while. */
    CLIENT_CLOCK_SLIPS,
    /**
     * A client's clock is put back or forward by more than a delayed copy can be late, or its process restarts on a host
     * whose clock is behind. Not promised: a delayed copy of a report from before the step looks like news.
     */
    CLIENT_CLOCK_STEPS,
    /** A replica takes over that lacks the last writes. */
    FAILOVER,
    /** Redis is empty: another server without data, or somebody flushed it. Nodes declare the group again. */
    TOTAL_LOSS;

    /** What the implementation promises to survive today. */
    static final Set<Fault> PROMISED = EnumSet.complementOf(EnumSet.of(CLIENT_CLOCK_STEPS));
}
