package io.shardbeat.cls.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.WholeNumber;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of all actions but the heartbeat, which is too frequent for a tree. Null counts as absent. */
public record Fields(ObjectNode root) {
    public static Fields of(Call call) {
        return new Fields(call.arguments().tree());
    }

    public String text(String name) {
        JsonNode node = find(name);
        if (node == null) {
            throw ClsException.missing(name);
        }
        return text(node, name);
    }

    /** Whether there is one of exactly this name. */
    public boolean has(String name) {
        return root.hasNonNull(name);
    }

    /** A text that may also be written as a whole number, and may be absent: then it is empty. */
    public String textOrNumber(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return "";
        }
        return node.isIntegralNumber() ? node.asText() : text(node, name);
    }

    /** A whole number from 0 to 9223372036854775807, as a number or as text. */
    public OptionalLong wholeNumber(String name) {
        return wholeNumber(name, Long.MAX_VALUE);
    }

    /** A whole number from 0 to {@code most}. */
    public OptionalLong wholeNumber(String name, long most) {
        JsonNode node = find(name);
        if (node == null) {
            return OptionalLong.empty();
        }
        long number = node.isIntegralNumber() || node.isTextual() ? WholeNumber.parse(node.asText()) : WholeNumber.NONE;
        if (number < 0 || number > most) {
            throw ClsException.invalid(name + " must be a whole number from 0 to " + most + ", was "
                    + ClsException.quoted(node.toString()));
        }
        return OptionalLong.of(number);
    }

    /** True or false, as such or as text, which is how it is flattened. */
    public Optional<Boolean> flag(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return Optional.empty();
        }
        return switch (node.isBoolean() || node.isTextual() ? node.asText() : "") {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default ->
                throw ClsException.invalid(
                        name + " must be true or false, was " + ClsException.quoted(node.toString()));
        };
    }

    /** An object; empty where there is none. */
    public Optional<ObjectNode> object(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ObjectNode object)) {
            throw ClsException.invalid(name + " must be an object, was " + ClsException.quoted(node.toString()));
        }
        return Optional.of(object);
    }

    /** A text; empty where there is none. */
    public Optional<String> optionalText(String name) {
        JsonNode node = find(name);
        return node == null ? Optional.empty() : Optional.of(text(node, name));
    }

    /** A list of objects; empty where there is none. */
    public List<Fields> objects(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw ClsException.invalid(
                    name + " must be a list of objects, was " + ClsException.quoted(node.toString()));
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : node) {
            if (!(element instanceof ObjectNode object)) {
                throw ClsException.invalid(
                        name + " must be a list of objects, was " + ClsException.quoted(node.toString()));
            }
            objects.add(new Fields(object));
        }
        return objects;
    }

    /** A list of texts without repetitions; empty where there is none. */
    public List<String> texts(String name) {
        JsonNode node = find(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            throw ClsException.invalid(name + " must be a list of texts, was " + ClsException.quoted(node.toString()));
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < node.size(); i++) {
            texts.add(text(node.get(i), name + "." + i));
        }
        return List.copyOf(texts);
    }

    private static String text(JsonNode node, String name) {
        if (!node.isTextual()) {
            throw ClsException.invalid(name + " must be text, was " + ClsException.quoted(node.toString()));
        }
        if (!UTF_8.newEncoder().canEncode(node.textValue())) {
            throw ClsException.invalid(name + " must be text that UTF-8 can write, and has half a surrogate pair");
        }
        return node.textValue();
    }

    private @Nullable JsonNode find(String name) {
        JsonNode node = root.get(name);
        if (node == null) {
            refuseMistyped(name);
        }
        return node == null || node.isNull() ? null : node;
    }

    /** A name that is right but for its case was meant: passed over, a listing would be wider than what was asked for. */
    private void refuseMistyped(String name) {
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            ClsException.refuseMistyped(field.getKey(), name);
        }
    }
}
