package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.shardbeat.catalog.KeyRange;
import io.shardbeat.catalog.Shard;
import io.shardbeat.coordinator.catalog.TopicShard;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.SlsError;
import java.math.BigInteger;
import java.util.stream.Stream;

/** Shards as paths name them and answers show them. */
final class ShardList {
    private ShardList() {}

    /** A bare array. */
    static byte[] bytes(Stream<Shard> shards) {
        ArrayNode list = Json.array();
        shards.forEach(shard -> list.addObject()
                .put("shardID", shard.number())
                .put("status", shard.readOnly() ? "readonly" : "readwrite")
                .put("inclusiveBeginKey", KeyRange.hex(shard.range().begin()))
                .put("exclusiveEndKey", KeyRange.hex(shard.range().end()))
                .put("createTime", shard.created().getEpochSecond()));
        return Json.bytes(list);
    }

    /** The shard in the path. */
    static TopicShard named(Call call) {
        String number = call.target().name();
        if (!number.matches("[0-9]{1,20}")) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID, "invalid shard id: " + Excerpt.of(number) + ", expected a number");
        }
        if (new BigInteger(number).bitLength() >= Integer.SIZE) {
            throw new CallRefused(SlsError.PARAMETER_INVALID, "invalid shard id: there is no shard " + number);
        }
        return new TopicShard(call.logstore(), Integer.parseInt(number));
    }
}
