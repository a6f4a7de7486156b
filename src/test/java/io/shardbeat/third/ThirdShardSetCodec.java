package io.shardbeat.third;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shards as text: {@code a/0 a/1 b/0}. */
@Singleton
public class ThirdShardSetCodec implements ShardSetCodec {
    @Override
    public String dialect() {
        return ThirdDialect.NAME;
    }

    @Override
    public boolean reportsSubscribe() {
        return false;
    }

    @Override
    public byte[] encode(GroupId group, ShardSet shards) {
        return shards.topics().stream()
                .sorted()
                .flatMap(topic -> Arrays.stream(shards.numbers(topic)).mapToObj(number -> topic + "/" + number))
                .collect(joining(" "))
                .getBytes(US_ASCII);
    }

    @Override
    public ShardSet decode(GroupId group, byte[] bytes) {
        return parse(new String(bytes, US_ASCII));
    }

    static ShardSet parse(String text) {
        List<ShardId> shards = new ArrayList<>();
        for (String shard : text.isBlank() ? new String[0] : text.trim().split(" ")) {
            int slash = shard.indexOf('/');
            shards.add(new ShardId(shard.substring(0, slash), Integer.parseInt(shard.substring(slash + 1))));
        }
        return ShardSet.of(shards);
    }
}
