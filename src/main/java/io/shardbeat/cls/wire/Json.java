package io.shardbeat.cls.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.http.JsonBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How JSON is read: strictly, since a name given twice or text after the end is a bug of the caller's worth a word. */
public final class Json {
    /**
     * The most shards that a report may have, and their topics. A tree takes some 60 bytes for each and more: of 10 MB of
     * empty objects it would be a third of a gigabyte, and remembering a million names, to find those given twice, no less.
     */
    private static final long MOST_TOKENS = 600_000;

    /** Names are not interned: what strangers send must not stay in the JVM's table of strings. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build();

    public static final ObjectReader TREES =
            new ObjectMapper(FACTORY).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** The body, which must be UTF-8: the parser would read other encodings, too. */
    static byte[] utf8(byte[] body) {
        if (!JsonBytes.mayBeUtf8(body)) {
            throw ClsException.invalid("the body must be JSON in UTF-8, and is in another encoding");
        }
        return body;
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static void enterRoot(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw notAnObject();
        }
    }

    public static void leaveRoot(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw ClsException.invalid("there is text after the end of the JSON object");
        }
    }

    /** The text at the current token, {@code null} where it is null. */
    public static @Nullable String text(JsonParser json, String parameter) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        throw ClsException.invalid(parameter + " must be text, was " + ClsException.quoted(json.getText()));
    }

    public static ClsException notAnObject() {
        return ClsException.invalid("the body must be a JSON object");
    }

    /** What failed is bytes that are there: whatever it says, it is about them. */
    public static ClsException unreadable(IOException failure) {
        return ClsException.invalid("the body cannot be read as JSON: " + failure.getMessage());
    }

    public static ClsException malformed(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return ClsException.invalid("the body is not the JSON expected" + place + ": " + failure.getOriginalMessage());
    }
}
