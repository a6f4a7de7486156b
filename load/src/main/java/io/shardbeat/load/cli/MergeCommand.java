package io.shardbeat.load.cli;

import io.shardbeat.load.report.Result;
import io.shardbeat.load.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run merge}: one result of the shares of several load machines. */
@Command(name = "merge", mixinStandardHelpOptions = true, description = "Add up the results of several load machines.")
final class MergeCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RESULT", description = "The result.json of each.")
    private List<Path> files;

    @Mixin
    private BoundOptions bounds;

    @Spec
    private CommandSpec spec;

    private MergeCommand() {}

    @Override
    public Integer call() throws IOException {
        Result all = Results.read(files.get(0));
        for (Path file : files.subList(1, files.size())) {
            all = Results.merge(all, Results.read(file));
        }
        return bounds.conclude(all, spec.commandLine().getOut());
    }
}
