package io.shardbeat.cls;

import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.coordinator.groups.GroupLimit;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the core must know of the dialect. */
final class ClsBeans {
    private ClsBeans() {}

    @Produces
    @Singleton
    static GroupLimit groupLimit(ClsSettings settings) {
        return new GroupLimit(ClsNames.DIALECT, settings.limits().groupsPerLogset());
    }
}
