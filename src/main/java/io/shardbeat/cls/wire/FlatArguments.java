package io.shardbeat.cls.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arguments as a query string or a form, flattened: {@code Topics.0=a&Topics.1=b}. The common parameters of signature
 * version 1 are among them; actions do not know those names and ignore them.
 *
 * @param parameters by name, decoded, in the order they came
 */
public record FlatArguments(Map<String, String> parameters) implements Arguments {
    /** What a decoder puts for bytes that are not UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    public static FlatArguments parse(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int start = 0;
        while (start < encoded.length()) {
            int ampersand = encoded.indexOf('&', start);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            if (end > start) {
                put(parameters, encoded.substring(start, end));
            }
            start = end + 1;
        }
        return new FlatArguments(parameters);
    }

    private static void put(Map<String, String> parameters, String pair) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (parameters.put(name, value) != null) {
            throw ClsException.invalid("the parameter " + ClsException.quoted(name) + " is given twice");
        }
    }

    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(UNREADABLE) >= 0) {
                throw ClsException.invalid(ClsException.quoted(text) + " is not UTF-8, percent-encoded");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw ClsException.invalid(ClsException.quoted(text) + " is not percent-encoded as it must be");
        }
    }

    @Override
    public JsonParser stream() {
        return tree().traverse();
    }

    @Override
    public ObjectNode tree() {
        return FlatTree.of(parameters);
    }

    @Override
    public boolean losesEmptyLists() {
        return true;
    }
}
