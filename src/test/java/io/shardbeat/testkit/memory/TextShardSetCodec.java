package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import java.nio.charset.StandardCharsets;

/** Sets of shards as plain text, for example {@code clicks:0,2;views:}. */
public record TextShardSetCodec(String dialect) implements ShardSetCodec {
    @Override
    public byte[] encode(GroupId group, ShardSet shards) {
        return text(shards).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ShardSet decode(GroupId group, byte[] bytes) {
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    public static String text(ShardSet shards) {
        StringBuilder text = new StringBuilder();
        for (String topic : shards.topics()) {
            text.append(text.length() == 0 ? "" : ";").append(topic).append(':');
            String comma = "";
            for (int number : shards.numbers(topic)) {
                text.append(comma).append(number);
                comma = ",";
            }
        }
        return text.toString();
    }

    public static ShardSet parse(String text) {
        ShardSet.Builder shards = new ShardSet.Builder();
        int at = 0;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            String topic = text.substring(at, colon);
            shards.topic(topic);
            at = colon + 1;
            while (at < text.length() && text.charAt(at) != ';') {
                int number = 0;
                while (at < text.length() && Character.isDigit(text.charAt(at))) {
                    number = number * 10 + text.charAt(at++) - '0';
                }
                shards.add(topic, number);
                at += at < text.length() && text.charAt(at) == ',' ? 1 : 0;
            }
            at++;
        }
        return shards.build();
    }
}
