package io.shardbeat.provisioning;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import io.shardbeat.config.RedisChoice;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What somebody who just started the demo wants to know next. It is said when the node listens: only then is it known where, since
 * port 0 is any free one.
 */
@ApplicationScoped
public class Welcome implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Welcome.class);

    /** Where a browser on this machine finds a node that listens there. */
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "0.0.0.0", "::", "[::]", "::1", "[::1]");

    private final RedisChoice redis;
    private final HttpServer server;
    private final String host;
    private final String managementHost;

    Welcome(
            RedisChoice redis,
            HttpServer server,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.management.host") String managementHost) {
        this.redis = redis;
        this.server = server;
        this.host = host;
        this.managementHost = managementHost;
    }

    @Override
    public int run(String... args) {
        if (redis.isEmbedded()) {
            greeting(server, host, managementHost).ifPresent(LOG::info);
        }
        Quarkus.waitForExit();
        return 0;
    }

    /** Nothing after a live reload: the node listens where it did, and the server that would know is not this one. */
    static Optional<String> greeting(HttpServer server, String host, String managementHost) {
        return server.getPort() <= 0
                ? Optional.empty()
                : Optional.of(text(
                        host, address(host, server.getPort()), address(managementHost, server.getManagementPort())));
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
