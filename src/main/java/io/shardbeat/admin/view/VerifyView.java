package io.shardbeat.admin.view;

/**
 * Whether a write is to be taken.
 *
 * @param valid whether the member has had the shard ever since the epoch
 * @param reason {@code valid}, {@code no-member}, {@code not-holder}, {@code held-anew}, {@code never-given} or {@code
 *     too-old}
 */
public record VerifyView(boolean valid, String reason) {}
