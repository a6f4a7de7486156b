package io.shardbeat.redis.format;

import io.shardbeat.coordinator.Sender;
import io.shardbeat.coordinator.groups.MemberFacts.Join;
import io.shardbeat.security.Printable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who a member was when it joined, in lines: when (written by note_joiners.lua), address, key, client. */
public final class JoinRecord {
    private static final int LONGEST = 120;
    private static final int PARTS = 4;

    private JoinRecord() {}

    /** All but the time. What a client says of itself is cut, and what does not show is written as its number. */
    public static String encode(Sender sender) {
        return Printable.of(sender.address(), LONGEST) + "\n" + Printable.of(sender.key(), LONGEST) + "\n"
                + Printable.of(sender.agent(), LONGEST);
    }

    /** {@code null} for what cannot be read: it is only shown. */
    public static @Nullable Join decode(String text) {
        String[] lines = text.split("\n", -1);
        return lines.length < PARTS || !lines[0].matches("\\d{1,18}")
                ? null
                : new Join(Instant.ofEpochMilli(StoredNumber.of(lines[0])), lines[1], lines[2], lines[3]);
    }
}
