package io.shardbeat.sls;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call that creates or updates a group. A field that is {@code null} counts as absent, and fields nobody
 * knows are passed over: newer clients may send more.
 */
final class GroupFields {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int LONGEST_NAME = 128;

    private final JsonNode fields;

    private GroupFields(JsonNode fields) {
        this.fields = fields;
    }

    static GroupFields parse(byte[] body) {
        try {
            JsonNode fields = JSON.readTree(body);
            if (!fields.isObject()) {
                String found = fields.isMissingNode() ? "empty" : "JSON, but not an object";
                throw new CallRefused(SlsError.POST_BODY_INVALID, "the body is " + found + ", expected a JSON object");
            }
            return new GroupFields(fields);
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

    /** Names are what the Java client allows: it checks them before every heartbeat. */
    String name() {
        JsonNode name = fields.path("consumerGroup");
        if (!name.isTextual()) {
            throw invalid("consumerGroup", name, "a string");
        }
        if (!isName(name.textValue())) {
            throw invalid("consumerGroup", name, "1 to " + LONGEST_NAME + " characters of 0-9 a-z A-Z - _");
        }
        return name.textValue();
    }

    /** The session timeout in seconds; {@code null} when absent. */
    @Nullable Integer timeoutSeconds() {
        return isAbsent(fields.path("timeout")) ? null : requiredTimeoutSeconds();
    }

    /** Stored as given, since clients compare it with what they want; what is in force has a floor and a ceiling. */
    int requiredTimeoutSeconds() {
        JsonNode timeout = fields.path("timeout");
        if (!timeout.isIntegralNumber() || !timeout.canConvertToInt() || timeout.intValue() < 1) {
            throw invalid("timeout", timeout, "a whole number of seconds from 1 to " + Integer.MAX_VALUE);
        }
        return timeout.intValue();
    }

    /** {@code null} when absent. */
    @Nullable Boolean ordered() {
        JsonNode order = fields.path("order");
        if (isAbsent(order)) {
            return null;
        }
        if (!order.isBoolean()) {
            throw invalid("order", order, "true or false");
        }
        return order.booleanValue();
    }

    private static boolean isAbsent(JsonNode field) {
        return field.isMissingNode() || field.isNull();
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed =
                    (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
            if (!allowed) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    private static CallRefused invalid(String field, JsonNode value, String expected) {
        return new CallRefused(
                SlsError.JSON_INFO_INVALID,
                field + " is of error format: it is " + (isAbsent(value) ? "missing" : Excerpt.of(value.toString()))
                        + ", expected " + expected);
    }
}
