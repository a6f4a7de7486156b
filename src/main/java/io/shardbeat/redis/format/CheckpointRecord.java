package io.shardbeat.redis.format;

import io.shardbeat.coordinator.checkpoint.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How save_checkpoints.lua writes a checkpoint: microseconds, a blank, the consumer, a line feed, the checkpoint. After the
 * consumer comes a tab and the client's clock in seconds, where that is known; nodes of before took it for part of the name.
 */
public final class CheckpointRecord {
    private CheckpointRecord() {}

    public static Checkpoint decode(byte[] record) {
        try {
            String text = new String(record, StandardCharsets.UTF_8);
            int consumer = text.indexOf(' ') + 1;
            int value = text.indexOf(Keys.SEPARATOR) + 1;
            int clock = text.indexOf('\t');
            return new Checkpoint(
                    text.substring(value),
                    time(StoredNumber.of(text.substring(0, consumer - 1))),
                    clock < 0 || clock >= value
                            ? text.substring(consumer, value - 1)
                            : text.substring(consumer, clock));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a checkpoint", record, e);
        }
    }

    private static @Nullable Instant time(long micros) {
        return micros == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
