package io.shardbeat.cls.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.cls.ClsException;
import io.shardbeat.cls.ClsNames;
import io.shardbeat.cls.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Names and tags, which logsets and topics have alike. */
final class Labels {
    private static final int LONGEST_NAME = 255;
    private static final int MOST_TAGS = 10;

    private Labels() {}

    /** A display name: not empty, not too long, without {@code |}. */
    static String name(Fields fields, String parameter) {
        String name = fields.text(parameter);
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('|') >= 0) {
            throw ClsException.invalid(parameter + " must be 1 to " + LONGEST_NAME + " characters other than |, was "
                    + ClsException.quoted(name));
        }
        return name;
    }

    /** The id asked for, or a new one. */
    static String id(Fields fields, String parameter) {
        String id = fields.optionalText(parameter)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString());
        ClsNames.check(parameter, id);
        return id;
    }

    static Map<String, String> tags(Fields fields) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Fields tag : fields.objects("Tags")) {
            String value = tag.optionalText("Value").orElse("");
            if (tags.put(tag.text("Key"), value) != null) {
                throw ClsException.invalid("Tags must not repeat the Key " + ClsException.quoted(tag.text("Key")));
            }
        }
        if (tags.size() > MOST_TAGS) {
            throw ClsException.invalid("Tags must be " + MOST_TAGS + " at most, were " + tags.size());
        }
        return tags;
    }

    static void describeTags(ObjectNode entry, Map<String, String> tags) {
        ArrayNode list = entry.putArray("Tags");
        tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    }
}
