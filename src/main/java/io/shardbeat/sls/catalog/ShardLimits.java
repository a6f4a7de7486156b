package io.shardbeat.sls.catalog;

import io.shardbeat.coordinator.catalog.CatalogLimits;
import io.shardbeat.sls.settings.SlsSettings;

/** How much a call may create. */
record ShardLimits(SlsSettings.Limits settings) {
    CatalogLimits catalog() {
        return new CatalogLimits(
                settings.logstoresPerProject(),
                Integer.MAX_VALUE,
                settings.shardsPerProject(),
                settings.shardsEverPerLogstore());
    }

    /** How many shards a call may make. */
    int perCall() {
        return settings.shardsPerCall();
    }

    int shardsPerProject() {
        return settings.shardsPerProject();
    }
}
