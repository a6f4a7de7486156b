/** A network that fails on command: between clients and nodes, and between nodes and Redis. */
@NullMarked
package io.shardbeat.testkit.proxy;

import org.jspecify.annotations.NullMarked;
