package io.shardbeat.sls;

import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.settings.SlsSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the core must know of the dialect. */
final class SlsBeans {
    private SlsBeans() {}

    @Produces
    @Singleton
    static GroupLimit groupLimit(SlsSettings settings) {
        return new GroupLimit(Call.DIALECT, settings.limits().groupsPerLogstore());
    }
}
