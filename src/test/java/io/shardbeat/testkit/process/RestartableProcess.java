package io.shardbeat.testkit.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process in a folder of its own that a test can take away, freeze and bring back. */
abstract class RestartableProcess implements AutoCloseable {
    protected final Path folder;
    private @Nullable ManagedProcess process;

    RestartableProcess(String name) {
        folder = TempFolder.create(name);
    }

    protected void start(List<String> command, Path log) {
        start(command, Map.of(), log);
    }

    protected void start(List<String> command, Map<String, String> environment, Path log) {
        process = ManagedProcess.start(command, environment, folder, log);
    }

    protected boolean isStarted() {
        return process != null;
    }

    /** What was started last, running or not. */
    protected ManagedProcess process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    public boolean isAlive() {
        return process().isAlive();
    }

    /** SIGKILL: what it had is gone. */
    public void kill() {
        process().kill();
    }

    /** SIGSTOP: its ports stay open and nobody answers. */
    public void freeze() {
        process().signal("STOP");
    }

    public void thaw() {
        process().signal("CONT");
    }
}
