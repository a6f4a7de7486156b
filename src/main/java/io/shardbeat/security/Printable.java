package io.shardbeat.security;

import java.util.HexFormat;

/**
 * What strangers chose, as text for a log or a person: what does not show, ends a line or turns the text around is
 * written as its number, and long text is cut. Two different names never look alike because of it.
 */
public final class Printable {
    private static final int LONGEST = 300;

    private Printable() {}

    /** The text, with {@code \\u202e} and the like for what cannot be shown. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** @param longest about as many characters are shown */
    public static String of(String text, int longest) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 16);
        int at = 0;
        while (at < text.length() && shown.length() < longest) {
            int point = text.codePointAt(at);
            append(shown, point);
            at += Character.charCount(point);
        }
        return at < text.length() ? shown.append("...").toString() : shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '"' || point == '\\') {
            shown.append('\\').append((char) point);
        } else if (isShown(point)) {
            shown.appendCodePoint(point);
        } else {
            shown.append(point > 0xFFFF ? "\\U" : "\\u")
                    .append(HexFormat.of().toHexDigits(point, point > 0xFFFF ? 8 : 4));
        }
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
