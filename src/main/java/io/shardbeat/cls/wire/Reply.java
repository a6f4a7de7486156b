package io.shardbeat.cls.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What an action answers when it went well.
 *
 * @param fields its fields as JSON, without the braces around them; must not be changed
 * @param headers further HTTP headers
 */
public record Reply(byte[] fields, List<Map.Entry<String, String>> headers) {
    private static final Reply NO_FIELDS = new Reply(new byte[0], List.of());

    public static Reply empty() {
        return NO_FIELDS;
    }

    public static Reply of(ObjectNode fields) {
        byte[] object = fields.toString().getBytes(StandardCharsets.UTF_8);
        return new Reply(Arrays.copyOfRange(object, 1, object.length - 1), List.of());
    }
}
