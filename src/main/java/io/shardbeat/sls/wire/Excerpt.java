package io.shardbeat.sls.wire;

/** Text of a request as an error message repeats it: quoted, and never longer than a line. */
public final class Excerpt {
    private static final int LONGEST = 100;

    private Excerpt() {}

    public static String of(String text) {
        return text.length() <= LONGEST ? "'" + text + "'" : "'" + text.substring(0, LONGEST) + "...'";
    }
}
