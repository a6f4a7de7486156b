package io.shardbeat.catalog;

/**
 * The one rule every stored name obeys, whatever a dialect's stricter rule says: the characters that keep a Redis key
 * and an admin address unambiguous.
 */
public final class Names {
    /** In characters. */
    public static final int MAX_LENGTH = 256;

    /** In words. */
    public static final String RULE = "1 to " + MAX_LENGTH + " characters of A-Z a-z 0-9 . _ - and neither . nor ..";

    private Names() {}

    /** Whether {@code name} is 1 to 256 of {@code A-Z a-z 0-9 . _ -}, and no step in an address, which HTTP takes out. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.equals(".") || name.equals("..")) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@code name} itself, or {@link IllegalArgumentException} that says what was expected. */
    public static String checked(String what, String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "a " + what + " name is " + RULE + ", was \"" + abbreviated(name) + "\"");
        }
        return name;
    }

    private static String abbreviated(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
