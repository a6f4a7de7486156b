package io.shardbeat.ctl.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why something is changed. */
public final class Reason {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the audit log and the history; else SHARDBEAT_REASON. One of them is needed.")
    private @Nullable String reason;

    /** @throws picocli.CommandLine.ParameterException when there is none */
    public String text(Shardbeatctl ctl) {
        String why = reason == null ? ctl.or("SHARDBEAT_REASON", "") : reason;
        if (why.isBlank()) {
            throw ctl.wrong("this changes something: say why with --reason, or in SHARDBEAT_REASON");
        }
        return why;
    }
}
