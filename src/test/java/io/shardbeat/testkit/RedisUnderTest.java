package io.shardbeat.testkit;

import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/**
 * A real Redis: a container where a Docker engine answers, else the binary that the embedded default uses. Tests share
 * it, so each works on names of its own; nodes have another one, since they would sweep up what store tests look for.
 */
public final class RedisUnderTest {
    private static final String IMAGE = "redis:7.0";
    private static final int PORT = 6379;
    private static final String USERS = "/users.acl";
    /** Held, so that its level stays: where there is no Docker engine, that is no error. */
    private static final Logger DOCKER_SEARCH = Logger.getLogger("org.testcontainers");

    private RedisUnderTest() {}

    /** The one that store tests share. */
    public static URI uri() {
        return Shared.ADDRESS;
    }

    /** A further one, which ends with this JVM too. */
    static URI start() {
        DOCKER_SEARCH.setLevel(Level.OFF);
        return DockerClientFactory.instance().isDockerAvailable() ? container() : process();
    }

    private static final class Shared {
        static final URI ADDRESS = start();
    }

    /** Removed by Testcontainers when the JVM ends. */
    @SuppressWarnings("resource")
    private static URI container() {
        GenericContainer<?> redis = new GenericContainer<>(IMAGE)
                .withExposedPorts(PORT)
                .withCopyToContainer(Transferable.of(RedisUser.ACL), USERS)
                .withCommand("redis-server", "--save", "", "--aclfile", USERS);
        redis.start();
        return URI.create("redis://shardbeat:least-secret@" + redis.getHost() + ":" + redis.getMappedPort(PORT));
    }

    @SuppressWarnings("resource")
    private static URI process() {
        RedisProcess redis = new RedisProcess().start();
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
        return redis.uri();
    }
}
