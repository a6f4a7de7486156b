package io.shardbeat.ctl;

import io.shardbeat.ctl.cli.Surroundings;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.of(Surroundings.ofProcess()).execute(arguments));
    }
}
