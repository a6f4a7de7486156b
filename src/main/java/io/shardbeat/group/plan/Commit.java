package io.shardbeat.group.plan;

import org.jspecify.annotations.Nullable;

/**
 * One commit of a pass.
 *
 * @param plan what is committed
 * @param rest what is left of a bigger plan, for the group as it is after the commit; {@code null} when nothing is, or
 *     when what is to be done next has to be planned anew
 */
public record Commit(Plan plan, @Nullable Plan rest) {
    static Commit whole(Plan plan) {
        return new Commit(plan, null);
    }
}
