package io.shardbeat.ctl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * What the program sees of the machine it runs on.
 *
 * @param environment an environment variable's value; empty when it is not set
 */
public record Surroundings(UnaryOperator<String> environment, InstantSource clock, PrintStream out, PrintStream err) {
    public static Surroundings ofProcess() {
        return new Surroundings(
                name -> System.getenv().getOrDefault(name, ""),
                Clock.systemUTC(),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }
}
