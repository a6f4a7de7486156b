package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;

/**
 * Requests that one node answers per second, above what it can: they are for those who share a node to set. 0: no limit.
 * Signed heartbeats of 10,000 members that beat every second are 10,000.
 */
public interface RequestSettings {
    /** Of one access key. */
    @WithDefault("50000")
    @Within(min = "0", max = "10000000")
    double key();

    /** Of one network address (of IPv6, one /64) without a key; all behind one proxy are one. */
    @WithDefault("50000")
    @Within(min = "0", max = "10000000")
    double source();

    /** Of one project or logset. */
    @WithDefault("50000")
    @Within(min = "0", max = "10000000")
    double namespace();

    /** Of one group. */
    @WithDefault("20000")
    @Within(min = "0", max = "10000000")
    double group();

    /** Of one key, or address without one, to the admin API. An open dashboard sends one every two seconds. */
    @WithDefault("100")
    @Within(min = "0", max = "10000000")
    double operator();
}
