package io.shardbeat.sls.catalog;

import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.CatalogLimits;
import io.shardbeat.sls.CallRefused;
import io.shardbeat.sls.SlsError;

/** How much a call may create. */
record ShardLimits(ShardbeatConfig.SlsLimits settings) {
    CatalogLimits catalog() {
        return new CatalogLimits(settings.logstoresPerProject(), Integer.MAX_VALUE, settings.shardsPerProject());
    }

    /** @return {@code shards}, if a call may make so many */
    int checked(SlsError error, int shards, int least) {
        if (shards < least || shards > settings.shardsPerCall()) {
            throw new CallRefused(
                    error, "shardCount is " + shards + ", expected " + least + " to " + settings.shardsPerCall());
        }
        return shards;
    }

    int shardsPerProject() {
        return settings.shardsPerProject();
    }
}
