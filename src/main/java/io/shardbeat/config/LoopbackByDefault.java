package io.shardbeat.config;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A node on its embedded Redis is a demo that serves whoever asks: unless told otherwise, its ports are open to its own
 * machine only. Whatever sets {@code quarkus.http.host} or {@code quarkus.management.host} comes before this.
 *
 * <p>Any other node is told to listen everywhere, which is Quarkus' own default in production: at a build, where no Redis is
 * named, this is asked as well, and Quarkus keeps the answer as the default of what is built.
 */
public final class LoopbackByDefault implements ConfigSourceFactory {
    static final String LOOPBACK = "127.0.0.1";
    static final String EVERYWHERE = "0.0.0.0";

    /** Above the defaults of Quarkus, below every place where somebody sets something. */
    private static final int ORDINAL = 1;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean isEmbedded = value(context, "quarkus.redis.hosts").isBlank()
                && !value(context, "shardbeat.embedded-redis").equalsIgnoreCase("false");
        if (!isEmbedded && LaunchMode.current().isDevOrTest()) {
            return List.of();
        }
        String host = isEmbedded ? LOOPBACK : EVERYWHERE;
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.http.host", host, "quarkus.management.host", host),
                "loopback where the Redis is embedded, else everywhere",
                ORDINAL));
    }

    private static String value(ConfigSourceContext context, String name) {
        ConfigValue found = context.getValue(name);
        return found == null || found.getValue() == null ? "" : found.getValue();
    }
}
