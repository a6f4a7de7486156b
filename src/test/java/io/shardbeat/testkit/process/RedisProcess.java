package io.shardbeat.testkit.process;

import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Endpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisExecProvider;

/**
 * The redis-server binary out of {@code org.signal:embedded-redis} as a process of its own on a port that stays the
 * same, so that a test can take it away, freeze it and bring it back. Keeps nothing on disk.
 */
public final class RedisProcess extends RestartableProcess implements Endpoint {
    private static final Duration WRITTEN = Duration.ofSeconds(30);

    private final int port = FreePort.find();
    private final List<String> command = new ArrayList<>();

    /** @param settings names and values, as on the command line of redis-server but without the dashes */
    public RedisProcess(String... settings) {
        super("shardbeat-test-redis");
        command.addAll(List.of(binary().getPath(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.toString()));
        Path users = folder.resolve("users.acl");
        TempFolder.write(users, RedisUser.ACL);
        command.addAll(List.of("--aclfile", users.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            command.addAll(List.of("--" + settings[i], settings[i + 1]));
        }
    }

    /** One that keeps everything, reads a key in a millisecond when it starts anew, and answers now and then meanwhile. */
    public static RedisProcess slowToRead() {
        return new RedisProcess(
                "appendonly", "yes", "key-load-delay", "1000", "loading-process-events-interval-bytes", "1024");
    }

    /** The one that a setting names, {@code -Dredis.binary=/path/to/valkey-server}, else the one out of the artifact. */
    static File binary() {
        String named = System.getProperty("redis.binary", "");
        if (!named.isEmpty()) {
            return new File(named);
        }
        try {
            return RedisExecProvider.defaultProvider().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** With the user that nodes are. */
    public URI uri() {
        return RedisUser.at(port);
    }

    /** Starts with an empty store, and returns when it answers. */
    public RedisProcess start() {
        start(command, folder.resolve("log"));
        awaitUp();
        return this;
    }

    /** Returns when it serves. */
    public void awaitUp() {
        RedisConsole.awaitUp(uri());
    }

    /** For one that is slow to read: so many milliseconds at its next start. */
    public void fill(int keys) {
        try (RedisConsole console = new RedisConsole(uri())) {
            console.call(
                    "EVAL",
                    "for i = 1, tonumber(ARGV[1]) do redis.call('SET', 'filler:' .. i, i) end",
                    "0",
                    Integer.toString(keys));
            console.call("BGREWRITEAOF");
            await("what it has is in its file")
                    .atMost(WRITTEN)
                    .until(() -> console.text("INFO", "persistence")
                            .matches("(?s).*aof_rewrite_in_progress:0.*aof_rewrite_scheduled:0.*"));
        }
    }

    /** Starts anew, and returns when it says that it reads what it has on disk. */
    public void startReading() {
        start(command, folder.resolve("log"));
        await("it reads").atMost(WRITTEN).pollInterval(Duration.ofMillis(20)).until(() -> says().contains("-LOADING"));
    }

    private String says() {
        try (RedisConsole console = new RedisConsole(uri())) {
            return console.text("PING");
        } catch (IllegalStateException | UncheckedIOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() {
        if (isStarted()) {
            process().kill();
        }
        TempFolder.delete(folder);
    }
}
