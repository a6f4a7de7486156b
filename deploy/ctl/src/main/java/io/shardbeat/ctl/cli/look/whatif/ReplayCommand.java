package io.shardbeat.ctl.cli.look.whatif;

import io.shardbeat.ctl.cli.Shardbeatctl;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "replay", description = "Plans a snapshot as a node would, offline; prints the plan as JSON.")
public final class ReplayCommand implements Callable<Integer> {
    /** In the node's jar: it is the node's own planner that plans. */
    private static final String MAIN = "io.shardbeat.admin.replay.Replay";

    @ParentCommand
    private Shardbeatctl ctl;

    @Parameters(index = "0", paramLabel = "FILE", description = "What 'snapshot' printed; - for standard input.")
    private String file;

    @Option(
            names = "--app",
            paramLabel = "FOLDER",
            description = "A packaged node of the version in question, its target/quarkus-app; else SHARDBEAT_APP.")
    private @Nullable String app;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path node = Path.of(app == null ? ctl.or("SHARDBEAT_APP", "") : app);
        if (!Files.isDirectory(node.resolve("lib").resolve("main"))) {
            throw ctl.wrong(
                    "the planner is in a packaged node: name its folder quarkus-app with --app or SHARDBEAT_APP");
        }
        return new ProcessBuilder(List.of(java(), "-cp", classPath(node), MAIN, file))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath(Path node) {
        return String.join(
                File.pathSeparator,
                List.of(
                        node.resolve("app") + File.separator + "*",
                        node.resolve("lib").resolve("main") + File.separator + "*",
                        node.resolve("lib").resolve("boot") + File.separator + "*"));
    }
}
