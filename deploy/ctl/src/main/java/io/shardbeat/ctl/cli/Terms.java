package io.shardbeat.ctl.cli;

import io.shardbeat.ctl.api.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What goes with every change. */
public final class Terms {
    @Mixin
    private Reason reason;

    @Option(names = "--dry-run", description = "Only show what would move.")
    private boolean dryRun;

    @Option(
            names = "--if-epoch",
            paramLabel = "EPOCH",
            description = "Only while the group is at this epoch; ends with 4 when it has moved on.")
    private @Nullable Long epoch;

    public boolean isDryRun() {
        return dryRun;
    }

    public boolean nameAnEpoch() {
        return epoch != null;
    }

    /** The precondition, where none was named. */
    public void otherwiseIfEpoch(long expected) {
        epoch = epoch == null ? (Long) expected : epoch;
    }

    /** @throws picocli.CommandLine.ParameterException when there is no reason */
    public Request on(Request request, Shardbeatctl ctl) {
        request.with("reason", reason.text(ctl)).ifEpoch(epoch);
        return dryRun ? request.query("dryRun", "true") : request;
    }
}
