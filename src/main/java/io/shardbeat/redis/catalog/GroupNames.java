package io.shardbeat.redis.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.format.Nonce;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The names of a namespace's groups, unique ignoring case (some clients compare that way). Kept beside the catalog, in
 * another slot than the groups: a name may be listed whose group is not there yet, or no more.
 */
public final class GroupNames {
    private static final LuaScript TAKE_NAME = LuaScript.named("take_name");
    private static final LuaScript TAKE_OVER_NAME = LuaScript.named("take_over_name");
    private static final LuaScript KEEP_NAME = LuaScript.named("keep_name");
    private static final LuaScript LEAVE_NAME = LuaScript.named("leave_name");
    private static final LuaScript REMOVE_NAME = LuaScript.named("remove_name");

    private final RedisPipeline redis;
    private final ChunkedReads reads;

    public GroupNames(RedisPipeline redis) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
    }

    public CompletionStage<List<GroupId>> in(Namespace namespace, String scope) {
        String key = Keys.groups(namespace, scope);
        return reads.hash(key)
                .thenApply(names -> names.values().stream()
                        .flatMap(name -> group(namespace, scope, new String(name)))
                        .sorted(java.util.Comparator.comparing(GroupId::name))
                        .toList());
    }

    /** None for what no node has written. */
    private static Stream<GroupId> group(Namespace namespace, String scope, String name) {
        try {
            return Stream.of(new GroupId(namespace, scope, name));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /**
     * Takes the name; the answer is the group that has it, which may be spelt differently. Empty where there are as many
     * names as there may be.
     */
    public CompletionStage<Optional<GroupId>> take(GroupId group, int most) {
        RedisCall call = TAKE_NAME.call(
                List.of(Keys.groups(group.namespace(), group.scope())),
                lower(group),
                group.name(),
                Integer.toString(most));
        return redis.send(call)
                .thenApply(owner -> owner == null
                        ? Optional.empty()
                        : Optional.of(new GroupId(group.namespace(), group.scope(), owner.toString())));
    }

    /** Takes the name from an owner whose creation came to nothing; {@code false} when it is not that one's any more. */
    public CompletionStage<Boolean> takeOver(GroupId group, GroupId owner) {
        RedisCall call = TAKE_OVER_NAME.call(
                List.of(Keys.groups(group.namespace(), group.scope())), lower(group), owner.name(), group.name());
        return redis.send(call).thenApply(reply -> reply != null && reply.toInteger() == 1);
    }

    /** The names in a scope that is being deleted. What is no list of them goes. */
    public CompletionStage<List<GroupId>> takeLeave(Namespace namespace, String scope) {
        String key = Keys.groups(namespace, scope);
        return redis.send(RedisCall.of(Command.TYPE, key))
                .thenCompose(type -> List.of("hash", "none").contains(String.valueOf(type))
                        ? in(namespace, scope)
                        : redis.send(RedisCall.of(Command.UNLINK, key)).thenApply(gone -> List.of()));
    }

    /**
     * Says that the group is about to be deleted; what {@link #remove} needs, once it is. In between the group may be
     * created anew, which the list is in no slot to see: {@link #keep} says it.
     */
    public CompletionStage<String> leave(GroupId group) {
        String deletion = Nonce.next();
        return redis.send(LEAVE_NAME.call(
                        List.of(Keys.leaving(group.namespace(), group.scope())), group.name(), deletion))
                .thenApply(done -> deletion);
    }

    /** Takes the name off the list, unless the group was created anew after {@link #leave}. */
    public CompletionStage<?> remove(GroupId group, String deletion) {
        return redis.send(REMOVE_NAME.call(both(group), lower(group), group.name(), deletion));
    }

    /** Lists a group that has been created; {@code false} when its name has become another spelling's meanwhile. */
    public CompletionStage<Boolean> keep(GroupId group) {
        return redis.send(KEEP_NAME.call(both(group), lower(group), group.name()))
                .thenApply(reply -> reply != null && reply.toInteger() == 1);
    }

    private static List<String> both(GroupId group) {
        return List.of(Keys.groups(group.namespace(), group.scope()), Keys.leaving(group.namespace(), group.scope()));
    }

    static String lower(GroupId group) {
        return group.name().toLowerCase(Locale.ROOT);
    }
}
