package io.shardbeat.sls.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.http.JsonBytes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A body that is one JSON object, its fields in any order. A field that is {@code null} counts as absent, and fields
 * nobody knows are passed over: newer clients may send more.
 *
 * @param error what a wrong field is answered with
 */
public record JsonBody(JsonNode fields, SlsError error) {
    /** Names are not interned: what strangers send must not stay in the JVM's table of strings. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public static JsonBody parse(byte[] body, SlsError error) {
        try {
            if (!JsonBytes.mayBeUtf8(body)) {
                throw notJson("it is not UTF-8");
            }
            JsonNode fields = JSON.readTree(body);
            if (!fields.isObject()) {
                String found = fields.isMissingNode() ? "empty" : "JSON, but not an object";
                throw new CallRefused(SlsError.POST_BODY_INVALID, "the body is " + found + ", expected a JSON object");
            }
            return new JsonBody(fields, error);
        } catch (JsonProcessingException e) {
            throw notJson(e.getOriginalMessage());
        } catch (IOException e) {
            throw notJson(String.valueOf(e.getMessage()));
        }
    }

    private static CallRefused notJson(String why) {
        return new CallRefused(
                SlsError.POST_BODY_INVALID, "the body is not JSON, expected a JSON object: " + Excerpt.of(why));
    }

    /** The field's value, a missing node where there is none. A name that is right but for its case is refused. */
    public JsonNode get(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode()) {
            for (Map.Entry<String, JsonNode> other : fields.properties()) {
                if (other.getKey().equalsIgnoreCase(field)) {
                    throw new CallRefused(
                            error, field + " is of error format: its name is written " + Excerpt.of(other.getKey()));
                }
            }
        }
        return value;
    }

    public static boolean isAbsent(JsonNode field) {
        return field.isMissingNode() || field.isNull();
    }

    public Optional<String> text(String field) {
        JsonNode value = get(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid(field, "a string");
        }
        if (!UTF_8.newEncoder().canEncode(value.textValue())) {
            throw invalid(field, "text that UTF-8 can write, without half a surrogate pair");
        }
        return Optional.of(value.textValue());
    }

    /** A whole number within bounds. */
    public OptionalLong number(String field, long least, long most) {
        JsonNode value = get(field);
        if (isAbsent(value)) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw invalid(field, "a whole number from " + least + " to " + most);
        }
        return OptionalLong.of(value.longValue());
    }

    public Optional<Boolean> flag(String field) {
        JsonNode value = get(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw invalid(field, "true or false");
        }
        return Optional.of(value.booleanValue());
    }

    /** An object, in JSON. */
    public Optional<String> object(String field, int longest) {
        JsonNode value = get(field);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isObject() || value.toString().length() > longest) {
            throw invalid(field, "an object of at most " + longest + " characters");
        }
        return Optional.of(value.toString());
    }

    /** The name of something new, of {@code 0-9 a-z A-Z - _}, which is what clients let pass. */
    public String name(String field, int shortest, int longest) {
        String name = text(field).orElseThrow(() -> invalid(field, "a name"));
        if (!name.matches("[0-9a-zA-Z_-]{" + shortest + "," + longest + "}")) {
            throw invalid(field, shortest + " to " + longest + " characters of 0-9 a-z A-Z - _");
        }
        return name;
    }

    public CallRefused invalid(String field, String expected) {
        JsonNode value = get(field);
        return new CallRefused(
                error,
                field + " is of error format: it is " + (isAbsent(value) ? "missing" : Excerpt.of(value.toString()))
                        + ", expected " + expected);
    }
}
