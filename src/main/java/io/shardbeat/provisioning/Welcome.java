package io.shardbeat.provisioning;

import io.quarkus.runtime.StartupEvent;
import io.shardbeat.config.RedisChoice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What somebody who just started the demo wants to know next. */
@ApplicationScoped
public class Welcome {
    private static final Logger LOG = Logger.getLogger(Welcome.class);

    private final RedisChoice redis;
    private final String host;
    private final int port;
    private final int managementPort;

    Welcome(
            RedisChoice redis,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int managementPort) {
        this.redis = redis;
        this.host = host;
        this.port = port;
        this.managementPort = managementPort;
    }

    void greet(@Observes StartupEvent started) {
        if (!redis.isEmbedded()) {
            return;
        }
        LOG.infof("""
                demo node: embedded Redis, demo catalog, unsigned requests are served to whoever reaches %3$s \
                (quarkus.http.host and quarkus.management.host say where it listens; by default on this machine only)
                  dashboard http://localhost:%1$d/ui   health http://localhost:%2$d/q/health   metrics http://localhost:%2$d/q/metrics
                  SLS: curl -H 'Host: my-project.localhost' -H 'Content-Type: application/json' -d '[]' \
                'http://localhost:%1$d/logstores/my-logstore/consumergroups/consumer_group_test?type=heartbeat&consumer=consumer_1'
                  CLS: curl -H 'X-TC-Action: SendConsumerHeartbeat' -H 'X-TC-Version: 2020-10-16' -H 'Content-Type: application/json' \
                -d '{"ConsumerGroup":"test-123","Consumer":"test-123-1","LogsetId":"6f6ded3f-948c-4616-9c7c-956a95d8c1a3",\
                "TopicPartitionsInfo":[{"TopicID":"6f6ded3f-948c-4616-9c7c-956a95d8c1a3","Partitions":[]}]}' http://localhost:%1$d/""", port, managementPort, host);
    }
}
