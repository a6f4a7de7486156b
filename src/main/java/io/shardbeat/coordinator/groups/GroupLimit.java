package io.shardbeat.coordinator.groups;

/**
 * How many groups a namespace, or a topic that groups are bound to, may have by calls. Each dialect brings one.
 *
 * @param dialect whose groups they are, for example {@code sls}
 * @param most how many there may be
 */
public record GroupLimit(String dialect, int most) {}
