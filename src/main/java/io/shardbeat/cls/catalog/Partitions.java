package io.shardbeat.cls.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.KeyRange;
import io.shardbeat.catalog.Shard;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import java.util.stream.Stream;

/** Shards as the protocol shows them. */
final class Partitions {
    private Partitions() {}

    static Reply reply(Stream<Shard> shards) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("Partitions");
        shards.forEach(shard -> list.addObject()
                .put("PartitionId", shard.number())
                .put("Status", shard.readOnly() ? "readonly" : "readwrite")
                .put("InclusiveBeginKey", KeyRange.hex(shard.range().begin()))
                .put("ExclusiveEndKey", KeyRange.hex(shard.range().end()))
                .put("CreateTime", ClsTime.text(shard.created()))
                // Who writes is not known here; the documentation allows null.
                .putNull("LastWriteTime"));
        return Reply.of(answer);
    }
}
