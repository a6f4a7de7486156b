package io.shardbeat.sls;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * A body that is one JSON object, its fields in any order. A field that is {@code null} counts as absent, and fields
 * nobody knows are passed over: newer clients may send more.
 */
final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final JsonNode fields;

    private JsonBody(JsonNode fields) {
        this.fields = fields;
    }

    static JsonBody parse(byte[] body) {
        try {
            JsonNode fields = JSON.readTree(body);
            if (!fields.isObject()) {
                String found = fields.isMissingNode() ? "empty" : "JSON, but not an object";
                throw new CallRefused(SlsError.POST_BODY_INVALID, "the body is " + found + ", expected a JSON object");
            }
            return new JsonBody(fields);
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

    static CallRefused invalid(String field, JsonNode value, String expected) {
        return new CallRefused(
                SlsError.JSON_INFO_INVALID,
                field + " is of error format: it is " + (isAbsent(value) ? "missing" : Excerpt.of(value.toString()))
                        + ", expected " + expected);
    }
}
