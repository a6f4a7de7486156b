package io.shardbeat.ctl.text;

/**
 * Texts of others on a terminal. A consumer may call itself what it likes: line breaks, escape sequences and characters that
 * turn the direction of a line around are shown as <code>&#92;u{202e}</code>, and a backslash as two, so that nothing looks
 * like something else.
 */
public final class Printable {
    private Printable() {}

    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(code -> append(shown, code));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int code) {
        if (code == '\\') {
            shown.append("\\\\");
        } else if (isHarmless(code)) {
            shown.appendCodePoint(code);
        } else {
            shown.append("\\u{").append(Integer.toHexString(code)).append('}');
        }
    }

    private static boolean isHarmless(int code) {
        switch (Character.getType(code)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            case Character.SPACE_SEPARATOR:
                return code == ' ';
            default:
                return true;
        }
    }
}
