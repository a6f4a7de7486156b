package io.shardbeat.embedded;

import io.quarkus.redis.client.RedisHostsProvider;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.shardbeat.config.ShardbeatConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * Starts a redis-server of this node's own when {@code quarkus.redis.hosts} is not set: Quarkus asks this provider only
 * then. The server listens on the loopback address, on a free port, and ends with the node; with {@code quarkus:dev} only
 * when that ends, not with each change of the code, after which consumers go on.
 */
@ApplicationScoped
@Identifier("embedded") public class EmbeddedRedis implements RedisHostsProvider {
    private static final Logger LOG = Logger.getLogger(EmbeddedRedis.class);

    private final ShardbeatConfig config;
    /** What ends with this application. */
    private @Nullable RedisServer server;

    private @Nullable URI address;

    EmbeddedRedis(ShardbeatConfig config) {
        this.config = config;
    }

    @Override
    public synchronized Set<URI> getHosts() {
        if (!config.embeddedRedis()) {
            throw new ConfigurationException(
                    "quarkus.redis.hosts is not set, and shardbeat.embedded-redis=false forbids"
                            + " to start a Redis of this node's own: set quarkus.redis.hosts, for example redis://redis:6379");
        }
        if (address == null) {
            address = isLiveCoding() ? OverReloads.address(this::start) : start();
        }
        return Set.of(address);
    }

    private static boolean isLiveCoding() {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    private URI start() {
        try {
            int port = freePort();
            Path data = dataFolder();
            RedisServer started = start(port, data);
            if (isLiveCoding()) {
                OverReloads.stopAtTheEnd(started);
            } else {
                server = started;
            }
            LOG.infof(
                    "started an embedded Redis on 127.0.0.1:%d, data in %s; set quarkus.redis.hosts for another",
                    port, data);
            return URI.create("redis://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Redis cannot start", e);
        }
    }

    static RedisServer start(int port, Path data) {
        RedisServer started = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("maxmemory-policy noeviction")
                .setting("dir " + quoted(data))
                .build();
        started.start();
        return started;
    }

    /** As Redis reads its configuration: a folder's name may have blanks. */
    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Under the build's folder where there is one: a demo goes on where it ended, and {@code clean} removes it. A test
     * must not find what an earlier one left.
     */
    private static Path dataFolder() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        boolean isTest = LaunchMode.current() == LaunchMode.TEST;
        if (!isTest && Files.isDirectory(target) && Files.isWritable(target)) {
            return Files.createDirectories(target.resolve("embedded-redis"));
        }
        return Files.createTempDirectory("shardbeat-redis");
    }

    @PreDestroy
    synchronized void stop() throws IOException {
        if (server != null) {
            server.stop();
        }
    }
}
