package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Limit;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.function.Function;

/**
 * How commands about projects, logstores and shards end, in the words of the documentation.
 *
 * @param <T> what the command gives
 * @param success answers what it gave
 */
record CatalogEnds<T>(Function<T, Answer> success) implements CatalogOutcome.Cases<T, Answer> {
    @Override
    public Answer done(T value) {
        return success.apply(value);
    }

    @Override
    public Answer noNamespace(Namespace project) {
        throw new CallRefused(SlsError.PROJECT_NOT_EXIST, "The Project does not exist : " + project.name() + ".");
    }

    @Override
    public Answer noTopic(String logstore) {
        throw new CallRefused(SlsError.LOG_STORE_NOT_EXIST, "Logstore " + logstore + " dose not exist.");
    }

    @Override
    public Answer alreadyExists(String logstore) {
        throw new CallRefused(SlsError.LOG_STORE_ALREADY_EXIST, "Logstore " + logstore + " already exists.");
    }

    /** Projects are deleted with all that is in them. */
    @Override
    public Answer notEmpty(Namespace project) {
        throw new IllegalStateException("a project with logstores was kept: " + project);
    }

    @Override
    public Answer limitReached(Limit limit, int most) {
        throw new CallRefused(
                SlsError.PROJECT_QUOTA_EXCEED, "Project Quota Exceed: " + words(limit, most) + " at most");
    }

    private static String words(Limit limit, int most) {
        return switch (limit) {
            case NAMESPACES -> "there can be " + most + " projects";
            case TOPICS_OF_NAMESPACE -> "a project can have " + most + " logstores";
            case SHARDS_OF_TOPIC, SHARDS_OF_NAMESPACE -> "a project can have " + most + " readwrite shards";
            case SHARDS_EVER_OF_TOPIC -> "a logstore can have " + most + " shards in its life";
        };
    }

    @Override
    public Answer shardRefused(int shard, Reason reason) {
        throw new CallRefused(SlsError.PARAMETER_INVALID, words(shard, reason));
    }

    private static String words(int shard, Reason reason) {
        return switch (reason) {
            case NO_SUCH_SHARD -> "invalid shard id: there is no shard " + shard;
            case READ_ONLY -> "invalid shard id: shard " + shard + " is readonly, expected a readwrite one";
            case KEY_OUTSIDE ->
                "invalid mid hash: expected a key greater than the inclusiveBeginKey of shard " + shard
                        + " and less than its exclusiveEndKey";
            case TOO_NARROW -> "shardCount is more than the keys of shard " + shard;
            case NO_RIGHT_NEIGHBOUR ->
                "can not merge the last shard: shard " + shard + " has the last keys, there is none to its right";
            case NOT_READ_ONLY -> "invalid shard id: shard " + shard + " is readwrite";
        };
    }
}
