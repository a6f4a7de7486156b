package io.shardbeat.admin.view.shard;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a shard is. */
public enum ShardPhase {
    /** In one member's grant. */
    HELD,
    /** In nobody's grant: its holder was asked to let go and has not been seen to. */
    HANDING_OVER,
    /** Nobody's. */
    FREE,
    /** Nobody's, and resting: its last holder died and may still be working on it. */
    FENCED,
    /** Nobody's, for a while: its holders died one after another. */
    PARKED;

    /** As in the JSON, for example {@code handing-over}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
