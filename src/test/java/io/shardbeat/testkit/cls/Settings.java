package io.shardbeat.testkit.cls;

import io.quarkus.runtime.configuration.DurationConverter;
import io.shardbeat.config.ShardbeatConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/** Settings as the server has them, without a server. */
public final class Settings {
    private Settings() {}

    /** The defaults, but for the given ones: key, value, key, value. Keys are without {@code shardbeat.} */
    public static ShardbeatConfig of(String... changes) {
        return of(ShardbeatConfig.class, changes);
    }

    /** Those of one mapping. */
    public static <T> T of(Class<T> mapping, String... changes) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping)
                .withValidateUnknown(false);
        for (int i = 0; i < changes.length; i += 2) {
            builder.withDefaultValue("shardbeat." + changes[i], changes[i + 1]);
        }
        return builder.build().getConfigMapping(mapping);
    }
}
