package io.shardbeat.sls.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.catalog.Names;
import io.shardbeat.sls.wire.JsonBody;
import io.shardbeat.sls.wire.SlsError;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of a call that creates or updates a group. */
final class GroupFields {
    private static final int LONGEST_NAME = 128;

    /** What an unsigned field of 32 bits can carry. */
    private static final long LONGEST_TIMEOUT_SECONDS = 4_294_967_295L;

    private final JsonBody fields;

    private GroupFields(JsonBody fields) {
        this.fields = fields;
    }

    static GroupFields parse(byte[] body) {
        return new GroupFields(JsonBody.parse(body, SlsError.JSON_INFO_INVALID));
    }

    /** Names are what the Java client allows: it checks them before every heartbeat. */
    String name() {
        JsonNode name = fields.get("consumerGroup");
        if (!name.isTextual()) {
            throw fields.invalid("consumerGroup", "a string");
        }
        if (!isName(name.textValue())) {
            throw fields.invalid("consumerGroup", "1 to " + LONGEST_NAME + " characters of 0-9 a-z A-Z - _");
        }
        return name.textValue();
    }

    /** The logstores that a group of the project consumes. */
    List<String> logstores() {
        JsonNode expression = fields.get("logstoreName");
        List<String> names = expression.isTextual()
                ? Stream.of(expression.textValue().split(",", -1))
                        .map(String::trim)
                        .distinct()
                        .toList()
                : List.of();
        if (names.isEmpty() || !names.stream().allMatch(Names::isValid)) {
            throw fields.invalid("logstoreName", "names of logstores, separated by commas");
        }
        return names;
    }

    /** The session timeout in seconds; {@code null} when absent. */
    @Nullable Long timeoutSeconds() {
        return JsonBody.isAbsent(fields.get("timeout")) ? null : requiredTimeoutSeconds();
    }

    /** Stored as given, since clients compare it with what they want; what is in force has a floor and a ceiling. */
    long requiredTimeoutSeconds() {
        JsonNode timeout = fields.get("timeout");
        if (!timeout.isIntegralNumber()
                || !timeout.canConvertToLong()
                || timeout.longValue() < 1
                || timeout.longValue() > LONGEST_TIMEOUT_SECONDS) {
            throw fields.invalid("timeout", "a whole number of seconds from 1 to " + LONGEST_TIMEOUT_SECONDS);
        }
        return timeout.longValue();
    }

    /** {@code null} when absent. */
    @Nullable Boolean ordered() {
        JsonNode order = fields.get("order");
        if (JsonBody.isAbsent(order)) {
            return null;
        }
        if (!order.isBoolean()) {
            throw fields.invalid("order", "true or false");
        }
        return order.booleanValue();
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
}
