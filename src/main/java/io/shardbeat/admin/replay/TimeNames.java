package io.shardbeat.admin.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.group.Member;
import java.time.Duration;
import java.time.Instant;

/** A time is milliseconds in a snapshot's file: its name there has the unit, and 0 stands for none. */
final class TimeNames extends PropertyNamingStrategy {
    private static final long serialVersionUID = 1L;
    private static final String UNIT = "Millis";

    @Override
    public String nameForField(MapperConfig<?> config, AnnotatedField field, String defaultName) {
        return name(field.getDeclaringClass(), field.getRawType(), defaultName);
    }

    @Override
    public String nameForConstructorParameter(
            MapperConfig<?> config, AnnotatedParameter parameter, String defaultName) {
        return name(parameter.getDeclaringClass(), parameter.getRawType(), defaultName);
    }

    /** Durations of settings are named as the settings are. */
    private static String name(Class<?> of, Class<?> type, String name) {
        boolean isTime = type == Instant.class || of == Member.class && type == Duration.class;
        return isTime ? name + UNIT : name;
    }

    /** Writes 0 for every time that there is not. */
    static JsonNode withZeros(JsonNode tree) {
        return replace(tree, NullNode.getInstance(), LongNode.valueOf(0));
    }

    /** The reverse of {@link #withZeros}. */
    static JsonNode withoutZeros(JsonNode tree) {
        return replace(tree, LongNode.valueOf(0), NullNode.getInstance());
    }

    private static JsonNode replace(JsonNode tree, JsonNode from, JsonNode to) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(each -> {
                boolean none =
                        each.getKey().endsWith(UNIT) && each.getValue().asText().equals(from.asText());
                each.setValue(none ? to : replace(each.getValue(), from, to));
            });
        } else {
            tree.forEach(each -> replace(each, from, to));
        }
        return tree;
    }
}
