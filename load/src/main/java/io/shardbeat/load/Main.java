package io.shardbeat.load;

import io.shardbeat.load.cli.LoadCommand;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(LoadCommand.commandLine().execute(arguments));
    }
}
