package io.shardbeat.sls.settings;

import io.shardbeat.config.settings.SettingsMapping;

/** Lets the check of settings know those of the dialect. */
public final class SlsMapping implements SettingsMapping {
    @Override
    public Class<?> type() {
        return SlsSettings.class;
    }
}
