package io.shardbeat.ctl.cli.change.shard;

import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.change.Change;
import picocli.CommandLine.Parameters;

/** A change about one shard. */
abstract class ShardChange extends Change {
    @Parameters(index = "1", paramLabel = "TOPIC/N")
    private ShardName shard;

    final String address(String part) {
        return shard.address(group(), part);
    }

    final String what(String verb) {
        return verb + " shard " + shard + " of " + group();
    }
}
