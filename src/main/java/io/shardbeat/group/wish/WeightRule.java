package io.shardbeat.group.wish;

import io.shardbeat.assignment.MemberId;

/**
 * The weight of every member whose name matches.
 *
 * @param pattern a name in which {@code *} stands for any characters, also none
 * @param weight from 1 to {@link Weight#MOST}
 */
public record WeightRule(String pattern, int weight) {
    /** Bounds what a group's hash holds. */
    public static final int MOST = 50;

    private static final int LONGEST = 256;

    public WeightRule {
        if (pattern.isEmpty() || pattern.length() > LONGEST || pattern.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException(
                    "the names a weight is for have 1 to " + LONGEST + " characters without control characters");
        }
        if (weight < 1 || weight > Weight.MOST) {
            throw new IllegalArgumentException("a weight is from 1 to " + Weight.MOST + ", was " + weight);
        }
    }

    /** In steps that grow with the lengths alone: after a mismatch, only the last star takes one character more. */
    public boolean matches(MemberId member) {
        String name = member.name();
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
