package io.shardbeat.admin.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.NumberRuns;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** How the core's own values are written: the core knows of no JSON. */
final class CoreTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;
    /** Of one topic; a group has half a million. */
    private static final int MOST_SHARDS = 10_000_000;

    CoreTypes() {
        text(MemberId.class, MemberId::name, MemberId::new);
        text(ShardId.class, ShardId::toString, CoreTypes::shard);
        addSerializer(Duration.class, writer((value, json) -> json.writeNumber(value.toMillis())));
        addDeserializer(Duration.class, reader(json -> Duration.ofMillis(json.getLongValue())));
        addSerializer(Instant.class, writer((value, json) -> json.writeNumber(value.toEpochMilli())));
        addDeserializer(Instant.class, reader(json -> Instant.ofEpochMilli(json.getLongValue())));
        addSerializer(ShardSet.class, writer(CoreTypes::write));
        addDeserializer(ShardSet.class, reader(CoreTypes::shards));
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, writer((value, json) -> json.writeString(write.apply(value))));
        addKeySerializer(type, writer((value, json) -> json.writeFieldName(write.apply(value))));
        addDeserializer(type, reader(json -> read.apply(json.getText())));
        addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return read.apply(key);
            }
        });
    }

    private static ShardId shard(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a shard is topic/number, was " + text);
        }
        return new ShardId(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    private static void write(ShardSet shards, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (String topic : shards.topics()) {
            json.writeStringField(topic, NumberRuns.encode(shards.numbers(topic)));
        }
        json.writeEndObject();
    }

    private static ShardSet shards(JsonParser json) throws IOException {
        JsonNode topics = json.readValueAsTree();
        ShardSet.Builder shards = new ShardSet.Builder();
        topics.fields()
                .forEachRemaining(topic -> shards.topic(topic.getKey())
                        .addAll(
                                topic.getKey(),
                                NumberRuns.decode(topic.getValue().asText(), MOST_SHARDS)));
        return shards.build();
    }

    private interface Write<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private interface Read<T> {
        T read(JsonParser json) throws IOException;
    }

    private static <T> JsonSerializer<T> writer(Write<T> write) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                write.write(value, json);
            }
        };
    }

    private static <T> JsonDeserializer<T> reader(Read<T> read) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                try {
                    return read.read(json);
                } catch (IllegalArgumentException e) {
                    throw context.weirdStringException("", Object.class, String.valueOf(e.getMessage()));
                }
            }
        };
    }
}
