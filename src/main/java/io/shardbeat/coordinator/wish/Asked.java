package io.shardbeat.coordinator.wish;

import java.util.OptionalLong;

/**
 * How a command is asked for.
 *
 * @param who the id of the access key; empty where none was needed
 * @param why in the operator's words
 * @param ifEpoch only if the group is still at this epoch; empty for any
 * @param dryRun whether only what would be is wanted
 */
public record Asked(String who, String why, OptionalLong ifEpoch, boolean dryRun) {}
