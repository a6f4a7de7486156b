package io.shardbeat.admin.command;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Limit;

/** What a command about a shard gave, or why it failed. */
final class CatalogEnds<T> implements CatalogOutcome.Cases<T, T> {
    @Override
    public T done(T value) {
        return value;
    }

    @Override
    public T noNamespace(Namespace namespace) {
        throw new AdminException(AdminError.NOT_FOUND, "there is no " + namespace);
    }

    @Override
    public T noTopic(String topic) {
        throw new AdminException(AdminError.NOT_FOUND, "there is no topic " + topic);
    }

    @Override
    public T shardRefused(int shard, Reason reason) {
        throw reason == Reason.NOT_READ_ONLY
                ? new AdminException(
                        AdminError.SHARD_NOT_READ_ONLY,
                        "shard " + shard + " takes data: only one that was split or merged has an end")
                : new AdminException(AdminError.SHARD_NOT_FOUND, "there is no shard " + shard);
    }

    @Override
    public T alreadyExists(String name) {
        throw unexpected();
    }

    @Override
    public T notEmpty(Namespace namespace) {
        throw unexpected();
    }

    @Override
    public T limitReached(Limit limit, int most) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("a command about one shard ended like one that creates or deletes");
    }
}
