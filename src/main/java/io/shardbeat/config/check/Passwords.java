package io.shardbeat.config.check;

import java.util.regex.Pattern;

/** Addresses hold passwords, and a line about a wrong one is for every log. */
final class Passwords {
    /** Between an address' slashes and its host; a wrong one may have any character there but a quote. */
    private static final Pattern USER = Pattern.compile("://[^\"\\n]*@");

    private Passwords() {}

    static String hidden(String text) {
        return USER.matcher(text).replaceAll("://***@");
    }
}
