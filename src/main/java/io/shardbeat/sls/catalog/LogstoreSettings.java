package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.shardbeat.sls.wire.JsonBody;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a logstore is asked to do with logs. No logs are stored here, so it is checked, kept and told again: who created a
 * logstore, a provisioner above all, compares what it asked for with what is described. Source: "CreateLogStore" of the
 * SLS API reference.
 */
final class LogstoreSettings {
    static final String TTL = "ttl";
    static final String TELEMETRY_TYPE = "telemetryType";
    static final String MODE = "mode";
    private static final String STANDARD = "standard";

    /** In days; the longest stands for "for ever". */
    private static final int LONGEST_TTL = 3650;

    private static final int MOST_SPLIT_SHARDS = 256;
    private static final int LONGEST_TEXT = 64;
    private static final int LONGEST_OBJECT = 4096;

    /** What the Java client sends where its user said nothing. */
    private static final int NOT_SAID = -1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonBody body;
    private final Map<String, String> kept = new LinkedHashMap<>();

    private LogstoreSettings(JsonBody body) {
        this.body = body;
    }

    /** Those that are given, in JSON by their names. */
    static Map<String, String> of(JsonBody body) {
        LogstoreSettings settings = new LogstoreSettings(body);
        body.number(TTL, 1, LONGEST_TTL).ifPresent(days -> settings.keep(TTL, LongNode.valueOf(days)));
        settings.number("hot_ttl", LONGEST_TTL);
        settings.number("infrequentAccessTTL", LONGEST_TTL);
        settings.number("maxSplitShard", MOST_SPLIT_SHARDS);
        for (String name : new String[] {"autoSplit", "appendMeta", "enable_tracking"}) {
            body.flag(name).ifPresent(flag -> settings.keep(name, BooleanNode.valueOf(flag)));
        }
        for (String name : new String[] {TELEMETRY_TYPE, MODE, "processorId"}) {
            settings.text(name);
        }
        for (String name : new String[] {"encrypt_conf", "resourceQuota"}) {
            body.object(name, LONGEST_OBJECT).ifPresent(json -> settings.kept.put(name, json));
        }
        return settings.kept;
    }

    private void number(String name, int most) {
        body.number(name, NOT_SAID, most).ifPresent(number -> {
            if (number != NOT_SAID) {
                keep(name, LongNode.valueOf(number));
            }
        });
    }

    private void text(String name) {
        String text = body.text(name).orElse("");
        if (text.length() > LONGEST_TEXT) {
            throw body.invalid(name, "at most " + LONGEST_TEXT + " characters");
        }
        if (!text.isEmpty()) {
            keep(name, TextNode.valueOf(text));
        }
    }

    private void keep(String name, JsonNode value) {
        kept.put(name, value.toString());
    }

    /** As they were given, and what is usual where nothing was; but nothing splits by itself here. */
    static void describe(ObjectNode logstore, Map<String, String> settings, int mostShards) {
        logstore.put(TTL, LONGEST_TTL)
                .put("enable_tracking", false)
                .put("appendMeta", false)
                .put("autoSplit", false)
                .put("maxSplitShard", mostShards)
                .put(TELEMETRY_TYPE, "")
                .put(MODE, STANDARD);
        settings.keySet().stream().sorted().forEach(name -> logstore.set(name, node(settings, name)));
    }

    /** In lower case; empty for that of logs. */
    static String telemetryType(Map<String, String> settings) {
        String type = text(settings, TELEMETRY_TYPE, "");
        return type.equals("none") ? "" : type;
    }

    /** In lower case. */
    static String mode(Map<String, String> settings) {
        return text(settings, MODE, STANDARD);
    }

    private static String text(Map<String, String> settings, String name, String otherwise) {
        return settings.containsKey(name) ? node(settings, name).asText().toLowerCase(Locale.ROOT) : otherwise;
    }

    private static JsonNode node(Map<String, String> settings, String name) {
        String json = settings.getOrDefault(name, "null");
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored setting " + name + " is not JSON: " + json, e);
        }
    }
}
