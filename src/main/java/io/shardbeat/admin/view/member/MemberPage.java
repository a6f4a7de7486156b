package io.shardbeat.admin.view.member;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members by name.
 *
 * @param epoch the group's epoch when they were read
 * @param total how many the group has
 * @param next what to pass as {@code from} for the next page; {@code null} at the end
 */
public record MemberPage(
        long epoch,
        int total,
        List<MemberView> members,
        @Nullable String next) {}
