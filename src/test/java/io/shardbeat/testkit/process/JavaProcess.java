package io.shardbeat.testkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests as a process of its own, with their class path. */
public final class JavaProcess extends RestartableProcess {
    private final List<String> command = new ArrayList<>();
    private final Path log = folder.resolve("log");

    /** @param flags of the JVM */
    public JavaProcess(Class<?> main, List<String> flags, String... arguments) {
        super("shardbeat-test-java");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
    }

    public JavaProcess start() {
        start(command, log);
        return this;
    }

    public boolean isAlive() {
        return isStarted() && process().isAlive();
    }

    /** What it has printed so far, in all its lives. */
    public String output() {
        return isStarted() ? process().log() : "";
    }

    /** SIGTERM. */
    public void stop() {
        process().stop();
    }

    @Override
    public void close() {
        if (isStarted()) {
            process().kill();
        }
        TempFolder.delete(folder);
    }
}
