package io.shardbeat.sls.call;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Names;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.RawRequest;
import io.shardbeat.sls.signature.SlsDate;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.PercentCoding;
import io.shardbeat.sls.wire.QueryParameter;
import io.shardbeat.sls.wire.Resource;
import io.shardbeat.sls.wire.SlsError;
import org.jspecify.annotations.Nullable;

/**
 * A request with what its host and path name.
 *
 * @param request the request itself
 * @param project the project, which may not exist
 * @param target what the path names, which may not exist
 * @param caller the id of the key that it was signed with; empty without one
 */
public record Call(RawRequest request, Namespace project, Resource.Match target, String caller) {
    public static final String DIALECT = "sls";

    /** What an unsigned field of 32 bits can carry; there are no shards above half of it. */
    public static final long LARGEST_SHARD_ID = 4_294_967_295L;

    /** Of which it is not known who asks. */
    public Call(RawRequest request, Namespace project, Resource.Match target) {
        this(request, project, target, "");
    }

    /** The same, of somebody who is known. */
    public Call by(String id) {
        return id.isEmpty() ? this : new Call(request, project, target, id);
    }

    public @Nullable String parameter(String name) {
        return QueryParameter.find(request.query(), name);
    }

    /** The logstore in the path. A name that no logstore can have is one that does not exist. */
    public String logstore() {
        if (!Names.isValid(target.logstore())) {
            throw new CallRefused(
                    SlsError.LOG_STORE_NOT_EXIST, "Logstore " + Excerpt.of(target.logstore()) + " dose not exist.");
        }
        return target.logstore();
    }

    /** What the path's groups belong to: its logstore, or empty for the project. */
    public String scope() {
        return target.resource().isOfProject() ? "" : logstore();
    }

    /** The consumer group in the path. A name that no group can have is one that does not exist. */
    public GroupId group() {
        String scope = scope();
        if (!Names.isValid(target.name())) {
            throw new CallRefused(SlsError.CONSUMER_GROUP_NOT_EXIST, "Consumer group not exist.");
        }
        return new GroupId(project, scope, target.name());
    }

    public MemberId consumer() {
        String name = parameter("consumer");
        if (name == null || name.isEmpty()) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID, "parameter consumer is missing or empty, expected a consumer's name");
        }
        if (name.indexOf(PercentCoding.UNREADABLE) >= 0) {
            throw new CallRefused(SlsError.PARAMETER_INVALID, "parameter consumer is not UTF-8, percent-encoded");
        }
        try {
            return new MemberId(name);
        } catch (IllegalArgumentException e) {
            throw new CallRefused(SlsError.PARAMETER_INVALID, "parameter consumer is invalid: " + e.getMessage());
        }
    }

    /**
     * The client's clock when it sent this, in seconds since 1970; 0 when it does not say. Of two dates the one that
     * is signed counts: with version 4 that is {@code x-log-date}, with version 1 {@code Date}.
     */
    public long sentAtSeconds() {
        String authorization = request.header("Authorization");
        if (authorization != null && authorization.startsWith("SLS4")) {
            return Math.max(0, seconds(request.header("x-log-date")));
        }
        long seconds = seconds(request.header("Date"));
        return seconds > 0 ? seconds : Math.max(0, seconds(request.header("x-log-date")));
    }

    private static long seconds(@Nullable String date) {
        return date == null ? 0 : SlsDate.epochSeconds(date);
    }
}
