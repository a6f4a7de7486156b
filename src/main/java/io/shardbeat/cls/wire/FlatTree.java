package io.shardbeat.cls.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns flattened arguments into the JSON they stand for: {@code A.0.B=x} is {@code {"A":[{"B":"x"}]}}. Clients send
 * them in any order, and an element that was empty leaves a gap, so indexes order the elements and are nothing more.
 */
final class FlatTree {
    /** The deepest argument of any action has five. */
    private static final int MAX_PARTS = 8;

    private FlatTree() {}

    static ObjectNode of(Map<String, String> parameters) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> put(root, name, value));
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            entry.setValue(withLists(entry.getValue(), entry.getKey()));
        }
        return root;
    }

    private static void put(ObjectNode root, String name, String value) {
        String[] parts = name.split("\\.", MAX_PARTS + 1);
        if (parts.length > MAX_PARTS) {
            throw ClsException.invalid("the parameter " + ClsException.quoted(name) + " has too many parts");
        }
        ObjectNode at = root;
        for (int i = 0; i < parts.length - 1; i++) {
            JsonNode next = at.get(parts[i]);
            if (next == null) {
                next = at.putObject(parts[i]);
            }
            if (!(next instanceof ObjectNode object)) {
                throw notBoth(name);
            }
            at = object;
        }
        if (at.replace(parts[parts.length - 1], TextNode.valueOf(value)) != null) {
            throw notBoth(name);
        }
    }

    /** The same, with every object whose names are all numbers as the list it stands for. */
    private static JsonNode withLists(JsonNode node, String name) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        TreeMap<Integer, JsonNode> elements = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode child = withLists(entry.getValue(), entry.getKey());
            entry.setValue(child);
            int index = WholeNumber.parseInt(entry.getKey());
            if (index >= 0 && elements.put(index, child) != null) {
                throw notBoth(name + "." + index);
            }
        }
        if (elements.isEmpty()) {
            return object;
        }
        if (elements.size() < object.size()) {
            throw ClsException.invalid("the parameter " + ClsException.quoted(name) + " mixes indexes and names");
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode(elements.size());
        elements.values().forEach(list::add);
        return list;
    }

    private static ClsException notBoth(String name) {
        return ClsException.invalid(
                "the parameter " + ClsException.quoted(name) + " is given as a value and as a list or object");
    }
}
