package io.shardbeat.security.keysfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.shardbeat.security.AccessKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads the content of a keys file, once. Problems are told by position ({@code keys[2].allow[0]}) and never by
 * quoting: whatever stands in the wrong place may be a secret. That is also why the messages of the YAML parser, which
 * quote, are not passed on.
 */
final class KeysParser {
    private static final YAMLMapper MAPPER = YAMLMapper.builder(
                    YAMLFactory.builder().loaderOptions(ofAnySize()).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> FIELDS = Set.of("id", "secret", "allow", "tokens");

    /** By id, the index of the key that has it. */
    private final Map<String, Integer> indices = new HashMap<>();

    private final Collection<String> dialects;
    private @Nullable String problem;

    /** @param dialects those that a key may be allowed to use */
    KeysParser(Collection<String> dialects) {
        this.dialects = dialects;
    }

    /** What is wrong with the content, the first thing found; {@code null} when nothing is. */
    @Nullable String problem() {
        return problem;
    }

    /** The keys by id; of no use when there is a {@link #problem}. */
    Map<String, AccessKey> parse(byte[] content) {
        JsonNode root = read(content);
        Map<String, AccessKey> keys = new HashMap<>();
        if (root == null) {
            return keys;
        }
        JsonNode list = root.path("keys");
        if (!list.isArray() || root.size() != 1) {
            complain("expected one field 'keys' with a list: keys: [{id, secret, allow: [...], tokens: [...]}]");
        }
        for (int i = 0; i < list.size() && problem == null; i++) {
            AccessKey key = key(list.get(i), "keys[" + i + "]");
            if (key != null) {
                put(keys, key, i);
            }
        }
        return keys;
    }

    private void put(Map<String, AccessKey> keys, AccessKey key, int index) {
        Integer former = indices.putIfAbsent(key.id(), index);
        if (former != null) {
            complain("keys[" + index + "].id is that of keys[" + former + "] too");
        }
        keys.put(key.id(), key);
    }

    private @Nullable JsonNode read(byte[] content) {
        try {
            refuseAliases(content);
            return problem == null ? MAPPER.readTree(content) : null;
        } catch (JsonProcessingException e) {
            complain("is neither YAML nor JSON"
                    + (e.getLocation() == null ? "" : at(e.getLocation().getLineNr())));
        } catch (IOException e) {
            complain("is neither YAML nor JSON");
        }
        return null;
    }

    /** The tree would hold the name of an alias where its anchor's value is meant. */
    private void refuseAliases(byte[] content) throws IOException {
        try (JsonParser parser = MAPPER.createParser(content)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    complain("has a YAML alias, which is not supported"
                            + at(parser.currentLocation().getLineNr()));
                }
            }
        }
    }

    /** {@code null} when there is something wrong with it. */
    private @Nullable AccessKey key(JsonNode node, String where) {
        if (!node.isObject()) {
            complain(where + " must be an object {id, secret, allow: [...], tokens: [...]}");
        }
        int field = 0;
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); field++) {
            if (!FIELDS.contains(names.next())) {
                complain(where + ": field " + (field + 1) + " is none of id, secret, allow and tokens");
            }
        }
        String id = text(node.path("id"), where + ".id");
        if (!AccessKey.isId(id)) {
            complain(where + ".id must be printable ASCII without any of / : , ; = and space");
        }
        String secret = text(node.path("secret"), where + ".secret");
        List<String> allow = allow(node.path("allow"), where + ".allow");
        List<String> tokens = texts(node.path("tokens"), where + ".tokens");
        return problem == null ? new AccessKey(id, secret, Set.copyOf(tokens), allow) : null;
    }

    private List<String> allow(JsonNode node, String where) {
        if (node.isMissingNode()) {
            complain(where + " is missing: list what the key may do, [] for nothing");
        }
        List<String> entries = texts(node, where);
        for (int i = 0; i < entries.size(); i++) {
            if (!isAllow(entries.get(i))) {
                complain(where + "[" + i + "] must be admin, admin:read, or <dialect>:<name> or <dialect>:*,"
                        + " with one of the dialects " + dialects);
            }
        }
        return entries;
    }

    private boolean isAllow(String entry) {
        if (entry.equals("admin") || entry.equals("admin:read")) {
            return true;
        }
        int colon = entry.indexOf(':');
        if (colon < 0 || !dialects.contains(entry.substring(0, colon))) {
            return false;
        }
        String name = entry.substring(colon + 1);
        return name.equals("*") || AccessKey.isId(name) && name.indexOf('*') < 0;
    }

    private List<String> texts(JsonNode node, String where) {
        if (!node.isArray() && !node.isMissingNode()) {
            complain(where + " must be a list");
        }
        List<String> texts = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            texts.add(text(node.path(i), where + "[" + i + "]"));
        }
        return texts;
    }

    /** Numbers are refused rather than converted: {@code 0123} would come out as another secret than it looks. */
    private String text(JsonNode node, String where) {
        if (!node.isTextual()) {
            complain(where + (node.isMissingNode() ? " is missing" : " must be text; put it in quotes"));
        } else if (node.textValue().isEmpty()) {
            complain(where + " is empty");
        }
        return node.asText();
    }

    private void complain(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /** SnakeYAML stops at 3 MB unless told otherwise, some 20,000 keys. */
    private static LoaderOptions ofAnySize() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    private static String at(int line) {
        return " (line " + line + ")";
    }
}
