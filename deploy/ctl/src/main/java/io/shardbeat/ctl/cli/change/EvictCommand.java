package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.text.Spans;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "evict", description = "Ends a membership; its shards rest for the lease and the fence margin.")
public final class EvictCommand extends MemberChange {
    @Option(
            names = "--fence",
            paramLabel = "WORD",
            description = "auto, or none when its process is known to be dead. Default: auto.")
    private Fence fence = Fence.auto;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Keeps it drained by name so long if it comes back.")
    private @Nullable Duration time;

    /** The names are what is written on the command line. */
    enum Fence {
        auto,
        none
    }

    @Override
    protected String what() {
        return what("evict");
    }

    @Override
    protected Request request() {
        return Request.delete(group().address("members", member()))
                .query("fence", fence)
                .query("for", time == null ? null : Spans.wire(time));
    }
}
