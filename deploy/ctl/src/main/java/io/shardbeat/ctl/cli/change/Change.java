package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.cli.Terms;
import picocli.CommandLine.Mixin;

/** Something that a group's operator does. The node notes the reason and who asked. */
public abstract class Change extends GroupArgument {
    @Mixin
    private Terms terms;

    /** In messages, as in "drain member a of b". */
    protected abstract String what();

    protected abstract Request request();

    @Override
    public Integer call() {
        new Carrier(ctl(), terms).carryOut(what(), request());
        return ExitCode.DONE;
    }

    protected final Terms terms() {
        return terms;
    }
}
