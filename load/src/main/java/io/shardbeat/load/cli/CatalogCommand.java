package io.shardbeat.load.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run catalog}: what the nodes' catalog file must declare for a fleet. */
@Command(name = "catalog", mixinStandardHelpOptions = true, description = "Print the catalog file that a fleet needs.")
final class CatalogCommand implements Runnable {
    @Mixin
    private FleetOptions options;

    @Spec
    private CommandSpec spec;

    private CatalogCommand() {}

    @Override
    public void run() {
        spec.commandLine().getOut().print(options.naming().catalog(options.size()));
        spec.commandLine().getOut().flush();
    }
}
