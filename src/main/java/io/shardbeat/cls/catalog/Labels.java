package io.shardbeat.cls.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Names and tags, which logsets and topics have alike. */
final class Labels {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_TAG_KEY = 127;
    private static final int LONGEST_TAG_VALUE = 255;
    private static final int MOST_TAGS = 10;

    private Labels() {}

    /** A display name: not empty, not too long, without {@code |}. */
    static String name(Fields fields, String parameter) {
        String name = fields.text(parameter);
        if (name.isEmpty() || length(name) > LONGEST_NAME || name.indexOf('|') >= 0) {
            throw ClsException.invalid(parameter + " must be 1 to " + LONGEST_NAME + " characters other than |, was "
                    + ClsException.quoted(name));
        }
        return name;
    }

    /** What somebody wrote about something; the bound is ours, none is documented. */
    static Optional<String> optionalText(Fields fields, String parameter) {
        Optional<String> text = fields.optionalText(parameter);
        if (text.isPresent() && length(text.get()) > LONGEST_TEXT) {
            throw ClsException.invalid(
                    parameter + " must be " + LONGEST_TEXT + " characters at most, had " + length(text.get()));
        }
        return text;
    }

    /** In characters, as a reader counts them: one outside of the basic plane is one. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The id asked for, or a new one. */
    static String id(Fields fields, String parameter) {
        String id = fields.optionalText(parameter)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString());
        ClsNames.check(parameter, id);
        return id;
    }

    /** Their lengths are those of the cloud's tags. */
    static Map<String, String> tags(Fields fields) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Fields tag : fields.objects("Tags")) {
            String key = tag.text("Key");
            String value = tag.optionalText("Value").orElse("");
            if (key.isEmpty() || length(key) > LONGEST_TAG_KEY || length(value) > LONGEST_TAG_VALUE) {
                throw ClsException.invalid("Tags must have a Key of 1 to " + LONGEST_TAG_KEY
                        + " characters and a Value of " + LONGEST_TAG_VALUE + " at most, had "
                        + ClsException.quoted(key) + " with " + length(value));
            }
            if (tags.put(key, value) != null) {
                throw ClsException.invalid("Tags must not repeat the Key " + ClsException.quoted(key));
            }
        }
        if (tags.size() > MOST_TAGS) {
            throw ClsException.invalid("Tags must be " + MOST_TAGS + " at most, were " + tags.size());
        }
        return tags;
    }

    /** By their keys. */
    static void describeTags(ObjectNode entry, Map<String, String> tags) {
        ArrayNode list = entry.putArray("Tags");
        new TreeMap<>(tags)
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    }
}
