package io.shardbeat.cls.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments as a JSON body, which is parsed once. */
public final class JsonArguments implements Arguments {
    private final byte[] body;
    private @Nullable ObjectNode tree;

    public JsonArguments(byte[] body) {
        this.body = body;
    }

    @Override
    public JsonParser stream() throws IOException {
        return Json.FACTORY.createParser(Json.utf8(body));
    }

    @Override
    public ObjectNode tree() {
        ObjectNode known = tree;
        return known == null ? tree = parse() : known;
    }

    private ObjectNode parse() {
        try {
            JsonNode root = Json.TREES.readTree(Json.utf8(body));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw Json.notAnObject();
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        } catch (IOException e) {
            throw Json.unreadable(e);
        }
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    public boolean losesEmptyLists() {
        return false;
    }
}
