package io.shardbeat.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that a test started: its output is kept, and it never outlives the test run. */
public final class ManagedProcess {
    private static final long TERM_SECONDS = 15;
    /** Of its own accord: a busy machine takes its time. */
    private static final long END_SECONDS = 120;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path log;

    private ManagedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param log where both outputs go, after what is there already */
    public static ManagedProcess start(List<String> command, Path folder, Path log) {
        return start(command, Map.of(), folder, log);
    }

    /** @param environment variables beside this JVM's own */
    public static ManagedProcess start(List<String> command, Map<String, String> environment, Path folder, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
            return new ManagedProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end, and gives the exit code. */
    public int awaitExit() {
        if (!waitFor(END_SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " does not end");
        }
        return exitCode();
    }

    public int exitCode() {
        return process.exitValue();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and SIGKILL when that does not help in time. */
    public void stop() {
        signal("CONT");
        process.destroy();
        if (!waitFor(TERM_SECONDS)) {
            kill();
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        if (!waitFor(TERM_SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " survives SIGKILL");
        }
    }

    /** @param name for example {@code STOP} */
    public void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean waitFor(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
