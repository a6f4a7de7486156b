package io.shardbeat.cls.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a topic is asked to do with logs. No logs are stored here, so it is checked, kept and told again: who created a
 * topic, a provisioner above all, compares what it asked for with what is described. Source: API reference, "CreateTopic".
 */
final class TopicSettings {
    static final String HOT = "hot";
    static final String COLD = "cold";
    private static final String STORAGE_TYPE = "StorageType";
    private static final String PERIOD = "Period";
    private static final String EXTENDS = "Extends";

    /** In days; stands for "for ever". */
    private static final long FOR_EVER = 3640;

    private static final long LONGEST_PERIOD = 3600;
    private static final long SHORTEST_PERIOD_COLD = 7;
    private static final long USUAL_PERIOD = 30;
    private static final int LONGEST_EXTENDS = 4096;

    private final Fields fields;
    private final Map<String, JsonNode> kept = new LinkedHashMap<>();

    private TopicSettings(Fields fields) {
        this.fields = fields;
    }

    /** Those that are given, in JSON by their names. */
    static Map<String, String> of(Fields fields) {
        TopicSettings settings = new TopicSettings(fields);
        settings.readFlags();
        settings.readTimes();
        settings.refuseWhatIsNotServed();
        fields.wholeNumber("MaxSplitPartitions")
                .ifPresent(most -> settings.keep("MaxSplitPartitions", LongNode.valueOf(most)));
        Labels.optionalText(fields, "Describes").ifPresent(text -> settings.keep("Describes", TextNode.valueOf(text)));
        fields.object(EXTENDS).ifPresent(settings::keepExtends);
        Map<String, String> texts = new LinkedHashMap<>();
        settings.kept.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    private void readFlags() {
        for (String name : new String[] {"AutoSplit", "IsWebTracking", "IsSourceFrom"}) {
            fields.flag(name).ifPresent(flag -> keep(name, BooleanNode.valueOf(flag)));
        }
    }

    private void readTimes() {
        String storage = fields.optionalText(STORAGE_TYPE)
                .filter(text -> !text.isEmpty())
                .orElse("");
        if (!storage.isEmpty()) {
            if (!storage.equals(HOT) && !storage.equals(COLD)) {
                throw ClsException.invalid("StorageType must be hot or cold, was " + ClsException.quoted(storage));
            }
            keep(STORAGE_TYPE, TextNode.valueOf(storage));
        }
        long shortest = storage.equals(COLD) ? SHORTEST_PERIOD_COLD : 1;
        OptionalLong period = fields.wholeNumber(PERIOD);
        period.ifPresent(days -> {
            if ((days < shortest || days > LONGEST_PERIOD) && days != FOR_EVER) {
                throw ClsException.invalid("Period must be from " + shortest + " to " + LONGEST_PERIOD + " days, or "
                        + FOR_EVER + " for ever, was " + days);
            }
            keep(PERIOD, LongNode.valueOf(days));
        });
        fields.wholeNumber("HotPeriod").ifPresent(days -> {
            if (days != 0 && (days < SHORTEST_PERIOD_COLD || days >= period.orElse(USUAL_PERIOD))) {
                throw ClsException.invalid("HotPeriod must be 0, or at least " + SHORTEST_PERIOD_COLD
                        + " days and less than the Period, was " + days);
            }
            keep("HotPeriod", LongNode.valueOf(days));
        });
    }

    private void refuseWhatIsNotServed() {
        fields.wholeNumber("BizType").ifPresent(kind -> {
            if (kind != 0) {
                throw ClsException.invalid("BizType must be 0: topics of metrics are not served here, was " + kind);
            }
        });
        fields.wholeNumber("Encryption").ifPresent(kind -> {
            if (kind > 1) {
                throw ClsException.invalid("Encryption must be 0 or 1, was " + kind);
            }
        });
    }

    private void keepExtends(ObjectNode given) {
        if (given.toString().length() > LONGEST_EXTENDS) {
            throw ClsException.invalid(EXTENDS + " must be " + LONGEST_EXTENDS + " characters of JSON at most");
        }
        keep(EXTENDS, given);
    }

    private void keep(String name, JsonNode value) {
        kept.put(name, value);
    }

    static String storageType(Map<String, String> settings) {
        return settings.containsKey(STORAGE_TYPE) ? node(settings, STORAGE_TYPE).textValue() : HOT;
    }

    /** As they were given, and as the documentation has them where nothing was; but nothing splits by itself here. */
    static void describe(ObjectNode entry, Map<String, String> settings, long mostPartitions) {
        entry.put("AutoSplit", false)
                .put("MaxSplitPartitions", mostPartitions)
                .put(STORAGE_TYPE, HOT)
                .put(PERIOD, USUAL_PERIOD)
                .put("Describes", "")
                .put("HotPeriod", 0)
                .put("BizType", 0)
                .put("IsWebTracking", false)
                .put("IsSourceFrom", false);
        settings.keySet().stream().sorted().forEach(name -> entry.set(name, node(settings, name)));
    }

    private static JsonNode node(Map<String, String> settings, String name) {
        String json = settings.getOrDefault(name, "null");
        try {
            return Json.TREES.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored setting " + name + " is not JSON: " + json, e);
        }
    }
}
