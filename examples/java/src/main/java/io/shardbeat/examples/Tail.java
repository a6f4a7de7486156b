package io.shardbeat.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Follows one file until it is told to stop, or that the shard is somebody else's. */
final class Tail {
    private static final int MOST_BYTES = 1 << 16;
    private static final long PAUSE_MILLIS = 50;

    private final Path file;
    private final String sinkFile;
    private final int shard;
    private final long token;
    private final Thread thread;
    private volatile boolean stopped;

    /** @param folder where shard n is the file {@code n.log} */
    Tail(Path folder, String sinkFile, int shard, long token) {
        file = folder.resolve(shard + ".log");
        this.sinkFile = sinkFile;
        this.shard = shard;
        this.token = token;
        thread = new Thread(this::run, "tail-" + shard);
        thread.setDaemon(true);
    }

    Tail start() {
        thread.start();
        return this;
    }

    /** Returns when the last line is stored. */
    void stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (FencedSink sink = new FencedSink(sinkFile)) {
            long position = sink.claim(shard, token);
            System.out.println(file.getFileName() + " from " + position);
            while (!stopped && Files.notExists(file)) { // whoever writes it may come later
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            if (!stopped) {
                follow(sink, position);
            }
        } catch (FencedOffException e) {
            System.out.println("refused: " + e.getMessage());
        } catch (IOException | SQLException | InterruptedException e) {
            throw new IllegalStateException("cannot follow " + file, e);
        }
    }

    private void follow(FencedSink sink, long begin)
            throws IOException, SQLException, FencedOffException, InterruptedException {
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
            long position = begin;
            while (!stopped) {
                from.seek(position);
                position = store(from, sink, position);
            }
        }
    }

    /** Whole lines only, of 64 KB at the most: the rest is still being written. */
    private long store(RandomAccessFile from, FencedSink sink, long begin)
            throws IOException, SQLException, FencedOffException, InterruptedException {
        byte[] bytes = new byte[MOST_BYTES];
        int read = from.read(bytes);
        List<String> lines = new ArrayList<>();
        long end = begin;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = 0; i < read; i++) {
            if (bytes[i] == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                end = begin + i + 1;
            } else {
                line.write(bytes[i]);
            }
        }
        if (lines.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } else {
            sink.write(shard, token, end, lines);
        }
        return end;
    }
}
