package io.shardbeat.cls.settings;

import io.shardbeat.config.settings.SettingsMapping;

/** Lets the check of settings know those of the dialect. */
public final class ClsMapping implements SettingsMapping {
    @Override
    public Class<?> type() {
        return ClsSettings.class;
    }
}
