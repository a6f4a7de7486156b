package io.shardbeat.http.connection;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.settings.HttpSettings;
import io.shardbeat.http.connection.GuardedConnections.Settings;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has all connections guarded. It is asked about Vert.x, and so before anything listens. */
@Singleton
public class ConnectionSettings implements VertxOptionsCustomizer {
    /** Netty would refuse a request with a length and chunks; so it goes by the chunks and ends the connection. */
    private static final String REFUSE_LENGTH_AND_CHUNKS = "io.netty.handler.codec.http.rfc9112TransferEncoding";

    /** Probes, Prometheus, and an operator. */
    private static final int MANAGEMENT_CONNECTIONS = 32;

    private final HttpSettings http;
    private final int mostConnections;
    private final int mostStreams;
    private final int managementPort;
    private final LateHeads lateHeads;

    ConnectionSettings(
            ShardbeatConfig config,
            LateHeads lateHeads,
            @ConfigProperty(name = "quarkus.http.limits.max-connections") int mostConnections,
            @ConfigProperty(name = "quarkus.http.limits.max-concurrent-streams", defaultValue = "100") int mostStreams,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000") int managementPort) {
        this.http = config.http();
        this.lateHeads = lateHeads;
        this.mostConnections = mostConnections;
        this.mostStreams = mostStreams;
        this.managementPort = managementPort;
    }

    @Override
    public void accept(VertxOptions options) {
        System.setProperty(REFUSE_LENGTH_AND_CHUNKS, "false");
        Descriptors descriptors = new Descriptors(mostConnections, MANAGEMENT_CONNECTIONS);
        GuardedConnections.use(new Settings(
                new ConnectionRules(http.headDeadline(), http.bodyDeadline(), http.answerDeadline(), mostStreams),
                new ConnectionCount(descriptors::connections),
                managementPort,
                new ConnectionCount(() -> MANAGEMENT_CONNECTIONS),
                new ConnectionCount(() -> ConnectionRules.MOST_LONG_HEADS),
                lateHeads));
    }
}
