package io.shardbeat.assignment;

/**
 * One consumer name in a group.
 *
 * @param name as the client sends it: any text without control characters, 1 to 256 characters, each of them a code
 *     point, but {@code .} and {@code ..}: these are steps in an address, which HTTP takes out
 */
public record MemberId(String name) implements Comparable<MemberId> {
    /** The longest name accepted, in characters: it is part of a Redis key that exists per member. */
    public static final int MAX_LENGTH = 256;

    public MemberId {
        if (name.isEmpty() || name.length() > MAX_LENGTH && name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a consumer name has 1 to " + MAX_LENGTH + " characters, was " + name.length() + " long");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("a consumer name is neither . nor ..");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new IllegalArgumentException("a consumer name has no control characters, had one at index " + i);
            }
        }
    }

    @Override
    public int compareTo(MemberId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
