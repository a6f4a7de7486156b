/** The catalog: namespaces, topics and their shards, made by calls and by the catalog file. */
@NullMarked
package io.shardbeat.coordinator.catalog;

import org.jspecify.annotations.NullMarked;
