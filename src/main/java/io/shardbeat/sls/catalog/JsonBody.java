package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.sls.CallRefused;
import io.shardbeat.sls.Excerpt;
import io.shardbeat.sls.SlsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The body of a call that creates something. A field that is {@code null} counts as absent, and fields nobody knows are
 * passed over: most are about storing logs.
 *
 * @param error what a wrong field is answered with
 */
record JsonBody(JsonNode fields, SlsError error) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int LONGEST_NAME = 128;

    static JsonBody parse(byte[] body, SlsError error) {
        try {
            JsonNode fields = JSON.readTree(body);
            if (fields.isObject()) {
                return new JsonBody(fields, error);
            }
            throw new CallRefused(SlsError.POST_BODY_INVALID, "the body is no JSON object, expected one");
        } catch (JsonProcessingException e) {
            throw new CallRefused(
                    SlsError.POST_BODY_INVALID,
                    "the body is not JSON, expected a JSON object: " + Excerpt.of(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new CallRefused(SlsError.POST_BODY_INVALID, "the body is not JSON, expected a JSON object");
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static byte[] bytes(JsonNode answer) {
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    Optional<String> text(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid(field, value, "a string");
        }
        return Optional.of(value.textValue());
    }

    /** A whole number. */
    OptionalInt number(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(field, value, "a whole number");
        }
        return OptionalInt.of(value.intValue());
    }

    /** The name of something new: 1 to 128 characters of {@code 0-9 a-z A-Z - _}, which is what clients let pass. */
    String name(String field) {
        String name = text(field).orElseThrow(() -> new CallRefused(error, field + " is missing, expected a name"));
        if (!name.matches("[0-9a-zA-Z_-]{1," + LONGEST_NAME + "}")) {
            throw invalid(field, fields.path(field), "1 to " + LONGEST_NAME + " characters of 0-9 a-z A-Z - _");
        }
        return name;
    }

    private CallRefused invalid(String field, JsonNode value, String expected) {
        return new CallRefused(error, field + " is " + Excerpt.of(value.toString()) + ", expected " + expected);
    }
}
