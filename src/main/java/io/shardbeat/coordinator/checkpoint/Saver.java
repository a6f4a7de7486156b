package io.shardbeat.coordinator.checkpoint;

/**
 * Who saves checkpoints, and when by its own clock.
 *
 * @param consumer noted as the one who saved them; empty for somebody without a name
 * @param sentAtSeconds the client's clock when it asked, in seconds since 1970; 0 when not known
 * @param forced whether they are saved whatever was saved later by that clock
 */
public record Saver(String consumer, long sentAtSeconds, boolean forced) {}
