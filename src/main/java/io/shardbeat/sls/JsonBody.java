package io.shardbeat.sls;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A body that is one JSON object, its fields in any order. A field that is {@code null} counts as absent, and fields
 * nobody knows are passed over: newer clients may send more.
 *
 * @param error what a wrong field is answered with
 */
public record JsonBody(JsonNode fields, SlsError error) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int LONGEST_NAME = 128;

    public static JsonBody parse(byte[] body, SlsError error) {
        try {
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

    /** The field's value, a missing node where there is none. */
    JsonNode get(String field) {
        return fields.path(field);
    }

    static boolean isAbsent(JsonNode field) {
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
        return Optional.of(value.textValue());
    }

    /** A whole number. */
    public OptionalInt number(String field) {
        JsonNode value = get(field);
        if (isAbsent(value)) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(field, "a whole number");
        }
        return OptionalInt.of(value.intValue());
    }

    /** The name of something new: 1 to 128 characters of {@code 0-9 a-z A-Z - _}, which is what clients let pass. */
    public String name(String field) {
        String name = text(field).orElseThrow(() -> invalid(field, "a name"));
        if (!name.matches("[0-9a-zA-Z_-]{1," + LONGEST_NAME + "}")) {
            throw invalid(field, "1 to " + LONGEST_NAME + " characters of 0-9 a-z A-Z - _");
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
