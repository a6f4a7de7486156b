package io.shardbeat.provisioning;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.shardbeat.config.RedisChoice;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What somebody who just started the demo wants to know next. It is said when the node listens: only then is it known where, since
 * port 0 is any free one. No event tells of that for all ports, so it is looked for; an application of our own to be run then would
 * have Quarkus open a hundred archives again, each a file that stays open.
 */
@ApplicationScoped
public class Welcome {
    private static final Logger LOG = Logger.getLogger(Welcome.class);

    /** Where a browser on this machine finds a node that listens there. */
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "0.0.0.0", "::", "[::]", "::1", "[::1]");

    private static final long LOOK_MILLIS = 50;

    private final RedisChoice redis;
    private final Vertx vertx;
    private final HttpServer server;
    private final String host;
    private final String managementHost;
    private final int managementPort;

    Welcome(
            RedisChoice redis,
            Vertx vertx,
            HttpServer server,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.management.host") String managementHost,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.redis = redis;
        this.vertx = vertx;
        this.server = server;
        this.host = host;
        this.managementHost = managementHost;
        this.managementPort = managementPort;
    }

    void plan(@Observes StartupEvent starting) {
        if (redis.isEmbedded()) {
            vertx.setPeriodic(LOOK_MILLIS, this::greetOnceStarted);
        }
    }

    private void greetOnceStarted(long timer) {
        Application node = Application.currentApplication();
        if (node != null && node.isStarted()) {
            vertx.cancelTimer(timer);
            greeting(server, host, managementHost, managementPort).ifPresent(LOG::info);
        }
    }

    /**
     * Nothing after a live reload: the node listens where it did, and the server that would know is not this one.
     *
     * @param managementPort as set; the server knows only of one that turned out to be another
     */
    static Optional<String> greeting(HttpServer server, String host, String managementHost, int managementPort) {
        if (server.getPort() <= 0) {
            return Optional.empty();
        }
        int management = server.getManagementPort() > 0 ? server.getManagementPort() : managementPort;
        return Optional.of(text(host, address(host, server.getPort()), address(managementHost, management)));
    }

    private static String address(String host, int port) {
        return "http://" + (LOCAL.contains(host) ? "localhost" : host) + ":" + port;
    }

    private static String text(String host, String node, String management) {
        return """
                demo node: embedded Redis, demo catalog, unsigned requests are served to whoever reaches %3$s \
                (quarkus.http.host and quarkus.management.host say where it listens; by default on this machine only)
                  dashboard %1$s/ui   health %2$s/q/health   metrics %2$s/q/metrics
                  SLS: curl -H 'Host: my-project.localhost' -H 'Content-Type: application/json' -d '[]' \
                '%1$s/logstores/my-logstore/consumergroups/consumer_group_test?type=heartbeat&consumer=consumer_1'
                  CLS: curl -H 'X-TC-Action: SendConsumerHeartbeat' -H 'X-TC-Version: 2020-10-16' -H 'Content-Type: application/json' \
                -d '{"ConsumerGroup":"test-123","Consumer":"test-123-1","LogsetId":"6f6ded3f-948c-4616-9c7c-956a95d8c1a3",\
                "TopicPartitionsInfo":[{"TopicID":"6f6ded3f-948c-4616-9c7c-956a95d8c1a3","Partitions":[]}]}' %1$s/""".formatted(node, management, host);
    }
}
