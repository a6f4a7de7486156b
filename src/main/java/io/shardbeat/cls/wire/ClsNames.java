package io.shardbeat.cls.wire;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Names;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;

/**
 * The rules for names. The documented rule for groups and consumers (letters, digits and underscores, not beginning
 * with a digit; consumers not with an underscore either) is broken by the documentation's own samples and by the
 * official consumers, which send {@code test-123-1} and {@code host.name-4711}: it holds only where a setting asks for
 * it.
 */
public final class ClsNames {
    /** The first part of every group's full name, and what access keys call these groups. */
    public static final String DIALECT = "cls";

    private static final String STRICT_GROUP =
            "1 to " + Names.MAX_LENGTH + " letters, digits and underscores, not beginning with a digit";
    private static final String STRICT_CONSUMER =
            "1 to " + Names.MAX_LENGTH + " letters, digits and underscores, beginning with a letter";

    private final boolean strict;

    public ClsNames(boolean strict) {
        this.strict = strict;
    }

    public GroupId group(String logset, String group) {
        if (strict && !(isWord(group) && !isDigit(group.charAt(0)))) {
            throw refused("ConsumerGroup", STRICT_GROUP, group);
        }
        return existingGroup(logset, group);
    }

    /** A group that may be older than the strict rule: it must be possible to delete it. */
    public GroupId existingGroup(String logset, String group) {
        check("ConsumerGroup", group);
        return new GroupId(logset(logset), "", group);
    }

    public MemberId consumer(String name) {
        if (strict && !(isWord(name) && !isDigit(name.charAt(0)) && name.charAt(0) != '_')) {
            throw refused("Consumer", STRICT_CONSUMER, name);
        }
        check("Consumer", name);
        return new MemberId(name);
    }

    public static Namespace logset(String id) {
        check("LogsetId", id);
        return new Namespace(DIALECT, id);
    }

    /** Checks a name of any kind by the rule that every stored name obeys. */
    public static void check(String parameter, String value) {
        if (!Names.isValid(value)) {
            throw refused(parameter, Names.RULE, value);
        }
    }

    private static ClsException refused(String parameter, String rule, String value) {
        return ClsException.invalid(parameter + " must be " + rule + ", was " + ClsException.quoted(value));
    }

    private static boolean isWord(String name) {
        return Names.isValid(name) && name.indexOf('.') < 0 && name.indexOf('-') < 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
