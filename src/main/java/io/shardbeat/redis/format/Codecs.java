package io.shardbeat.redis.format;

import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The codecs of the dialects this node speaks. */
public final class Codecs {
    private final Map<String, ShardSetCodec> byDialect;

    public Codecs(Collection<ShardSetCodec> codecs) {
        byDialect = codecs.stream().collect(Collectors.toMap(ShardSetCodec::dialect, Function.identity()));
    }

    /** The codec of a group that was made here: no group of a dialect without one is. */
    public ShardSetCodec of(GroupId group) {
        return find(group)
                .orElseThrow(() -> new IllegalStateException("no codec for groups of dialect "
                        + group.namespace().dialect() + ", known are " + byDialect.keySet()));
    }

    /** The codec of a group that somebody asks about, who may ask about any dialect. */
    public Optional<ShardSetCodec> find(GroupId group) {
        return Optional.ofNullable(byDialect.get(group.namespace().dialect()));
    }
}
