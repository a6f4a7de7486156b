package io.shardbeat.admin.view.shard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shard.
 *
 * @param id topic and number, for example {@code my-logstore/3}
 * @param holder who may be working on it; {@code null} when free or fenced
 * @param next who gets it when the holder lets go; {@code null} unless it is handing over
 * @param since when the hand-over began, in Redis time; {@code null} unless it is handing over
 * @param sinceEpoch the epoch at which the hand-over began; {@code null} unless it is handing over
 * @param stuck whether the hand-over takes longer than its limit
 * @param until until when it rests; {@code null} unless it is fenced or parked, or its holder has let go of it and a
 *     release margin is set
 */
public record ShardView(
        String id,
        String topic,
        int number,
        ShardPhase state,
        @Nullable String holder,
        @Nullable String next,
        @Nullable Instant since,
        @Nullable Long sinceEpoch,
        boolean stuck,
        @Nullable Instant until) {}
