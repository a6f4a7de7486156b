package io.shardbeat.redis.format;

import io.shardbeat.coordinator.LiveNodes.About;
import java.util.Arrays;

/** What a node says of itself, in lines: version, host, since when, when it noticed losses, and what it does for others. */
public final class NodeRecord {
    private static final int LONGEST = 200;
    private static final int PARTS = 5;
    private static final String COUNTS_CHANGES = "counts changes";

    private NodeRecord() {}

    public static String encode(About about) {
        return line(about.version()) + "\n" + line(about.host()) + "\n" + Millis.of(about.since()) + "\n"
                + Millis.of(about.lostEverything()) + "\n" + Millis.of(about.lostWrites()) + "\n" + COUNTS_CHANGES;
    }

    private static String line(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }

    /** Whether the node counts what it changes, as those of before ADR 21 do not. */
    public static boolean countsChanges(String text) {
        return text.endsWith("\n" + COUNTS_CHANGES);
    }

    /** What cannot be read says nothing: it is only shown. */
    public static About decode(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < PARTS || !Arrays.stream(lines, 2, PARTS).allMatch(time -> time.matches("\\d{1,18}"))) {
            return About.NOTHING;
        }
        return new About(
                line(lines[0]), line(lines[1]), Millis.time(lines[2]), Millis.time(lines[3]), Millis.time(lines[4]));
    }
}
