package io.shardbeat.ctl.cli.change.shard;

import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.text.Spans;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "park", description = "Gives a shard to nobody for a while.")
public final class ParkCommand extends ShardChange {
    @Option(names = "--for", paramLabel = "DURATION", description = "How long: 10m, 2h.")
    private @Nullable Duration time;

    @Override
    protected String what() {
        return what("park");
    }

    @Override
    protected Request request() {
        return Request.put(address("park")).with("for", time == null ? null : Spans.wire(time));
    }
}
