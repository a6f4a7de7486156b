package io.shardbeat.config.settings;

/**
 * Settings that a dialect brings, for the check that looks at each before anything is started. Named in
 * {@code META-INF/services}, since settings are read before there are beans.
 */
public interface SettingsMapping {
    /** An interface with {@link io.smallrye.config.ConfigMapping}, whose prefix begins with {@code shardbeat.} */
    Class<?> type();
}
