/**
 * Joins a fleet of consumers that share the shards of a log: {@link io.shardbeat.client.Fleet}. Speaks to Shardbeat nodes
 * in the dialect of Alibaba Cloud SLS and needs neither that cloud nor anything but the JDK.
 */
@NullMarked
package io.shardbeat.client;

import org.jspecify.annotations.NullMarked;
