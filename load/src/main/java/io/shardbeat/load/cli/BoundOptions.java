package io.shardbeat.load.cli;

import io.shardbeat.load.report.Bounds;
import io.shardbeat.load.report.Result;
import io.shardbeat.load.report.Results;
import io.shardbeat.load.report.Summary;
import io.shardbeat.load.report.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run must keep to, and where its result goes. */
final class BoundOptions {
    @Option(
            names = "--max-errors",
            defaultValue = "1",
            paramLabel = "PERCENT",
            description = "Heartbeats that may fail (${DEFAULT-VALUE}).")
    private double maxErrors;

    @Option(
            names = "--max-failover",
            description = "Within which every shard of a killed consumer must be with another (any).")
    private @Nullable Duration maxFailover;

    @Option(names = "--max-p99", description = "Of the latency (any).")
    private @Nullable Duration maxP99;

    @Option(
            names = "--out",
            description = "Folder for result.json and report.html (${DEFAULT-VALUE}).",
            defaultValue = "target/load")
    private Path out;

    /** Writes and prints; returns the exit code. */
    int conclude(Result result, PrintWriter to) throws IOException {
        Verdict verdict = Verdict.on(result, new Bounds(maxErrors / 100, maxFailover, maxP99));
        Path page = Results.write(result, verdict, out);
        to.println();
        Summary.of(result).forEach(line -> to.printf("%-20s %s%n", line.name(), line.value()));
        result.breaches().stream().limit(10).forEach(breach -> to.println("  " + breach));
        verdict.reasons().forEach(reason -> to.println("NOT GOOD: " + reason));
        to.println((verdict.isGood() ? "good; " : "") + "report: " + page.toAbsolutePath());
        to.flush();
        return verdict.exitCode();
    }
}
