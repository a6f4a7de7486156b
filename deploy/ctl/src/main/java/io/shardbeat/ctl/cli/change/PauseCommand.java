package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.text.Spans;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pause", description = "Keeps a group's shards where they are, until a time.")
public final class PauseCommand extends Change {
    @ArgGroup(multiplicity = "1")
    private End end;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "balance: only the shards of the dead move; all: nothing does. Default: balance.")
    private Mode mode = Mode.balance;

    /** The names are what is written on the command line. */
    enum Mode {
        balance,
        all
    }

    /** One of them: a pause that nobody ends would be forgotten. */
    static final class End {
        @Option(names = "--for", paramLabel = "DURATION", description = "How long: 10m, 2h.")
        private @Nullable Duration time;

        @Option(names = "--until", paramLabel = "TIME", description = "For example 2026-11-29T03:00:00Z.")
        private @Nullable Instant until;
    }

    @Override
    protected String what() {
        return "pause " + group();
    }

    @Override
    protected Request request() {
        return Request.post(group().address("pause"))
                .with("for", end.time == null ? null : Spans.wire(end.time))
                .with("until", end.until == null ? null : end.until.toString())
                .with("mode", mode.name());
    }
}
