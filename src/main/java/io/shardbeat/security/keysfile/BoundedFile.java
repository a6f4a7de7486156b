package io.shardbeat.security.keysfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings that is read again and again, and must not hold up who does so: a named pipe or a mount that hangs
 * answers never. It is read by a thread of its own, at most one at a time; while that one is stuck, nobody waits again.
 */
public final class BoundedFile {
    /** Far more than a million keys need. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Path path;
    private final Duration deadline;
    private final Callable<byte[]> content;
    private @Nullable FutureTask<byte[]> reading;

    public BoundedFile(Path path) {
        this(path, DEADLINE, () -> content(path));
    }

    /** @param content reads the file, which may take for ever */
    BoundedFile(Path path, Duration deadline, Callable<byte[]> content) {
        this.path = path;
        this.deadline = deadline;
        this.content = content;
    }

    /** Its content; {@link IOException} says why there is none, and names the file. */
    public synchronized byte[] read() throws IOException {
        FutureTask<byte[]> former = reading;
        if (former != null && !former.isDone()) {
            throw new IOException(path + " cannot be read: it has not answered yet");
        }
        FutureTask<byte[]> task = new FutureTask<>(content);
        reading = task;
        Thread reader = new Thread(task, "reads " + path.getFileName());
        reader.setDaemon(true);
        reader.start();
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(path + " cannot be read: no answer within " + deadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(path + " cannot be read: interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(path + " cannot be read: " + reason(e.getCause()), e);
        }
    }

    private static byte[] content(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            // What the size says may be out of date, or nothing at all.
            byte[] content = Files.size(path) > MAX_BYTES ? null : in.readNBytes(MAX_BYTES + 1);
            if (content == null || content.length > MAX_BYTES) {
                throw new IOException("it is longer than " + MAX_BYTES + " bytes");
            }
            return content;
        }
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "it may not be read";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return failure == null || failure.getClass() == IOException.class
                ? String.valueOf(failure == null ? null : failure.getMessage())
                : failure.getClass().getSimpleName();
    }
}
