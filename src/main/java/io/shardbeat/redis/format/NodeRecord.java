package io.shardbeat.redis.format;

import io.shardbeat.coordinator.LiveNodes.About;
import java.util.Arrays;

/** What a node says of itself, in lines: version, host, since when, and when it noticed losses. */
public final class NodeRecord {
    private static final int LONGEST = 200;
    private static final int PARTS = 5;

    private NodeRecord() {}

    public static String encode(About about) {
        return line(about.version()) + "\n" + line(about.host()) + "\n" + Millis.of(about.since()) + "\n"
                + Millis.of(about.lostEverything()) + "\n" + Millis.of(about.lostWrites());
    }

    private static String line(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
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
