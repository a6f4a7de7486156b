package io.shardbeat.coordinator.catalog;

import io.shardbeat.catalog.NamespaceInfo;

/**
 * A namespace in a list.
 *
 * @param info the namespace
 * @param topics how many topics it has
 */
public record NamespaceSummary(NamespaceInfo info, int topics) {}
