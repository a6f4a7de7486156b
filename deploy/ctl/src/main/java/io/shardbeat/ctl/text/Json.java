package io.shardbeat.ctl.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON in and out. Everything beyond ASCII goes out escaped, so that no name can play with a terminal. */
public final class Json {
    private static final ObjectMapper LINE =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final ObjectMapper PRETTY = LINE.copy().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** An object without fields for no bytes at all. */
    public static JsonNode read(byte[] bytes) throws IOException {
        // As a text: names with half a surrogate pair are read too, and shown escaped.
        JsonNode node = LINE.readTree(new String(bytes, StandardCharsets.UTF_8));
        return node == null || node.isMissingNode() ? LINE.createObjectNode() : node;
    }

    public static String pretty(JsonNode node) {
        return write(PRETTY, node);
    }

    public static String line(JsonNode node) {
        return write(LINE, node);
    }

    /** The escape of DEL is added: JSON does not ask for it, terminals do. */
    private static String write(ObjectMapper mapper, JsonNode node) {
        try {
            return mapper.writeValueAsString(node).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
