package io.shardbeat.cls.group;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.groups.GroupOutcome;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.Map;

/**
 * How group commands end, in the words of the protocol. The words of {@link #alreadyExists} are a contract: the
 * official consumers look for them in the message, whatever the code, and change the group then instead of giving up.
 */
class GroupEnds implements GroupOutcome.Cases<Reply> {
    /** For commands that only succeed or fail. */
    static final GroupEnds PLAIN = new GroupEnds();

    @Override
    public Reply done() {
        return Reply.empty();
    }

    @Override
    public Reply listed(Map<GroupId, GroupSettings> groups) {
        throw new IllegalStateException("a command that lists nothing was answered with a list");
    }

    @Override
    public Reply alreadyExists(GroupId group) {
        throw ClsException.failed("consumer group already exists");
    }

    @Override
    public Reply hasMembers(GroupId group) {
        throw ClsException.failed("consumer group " + group.name() + " has consumers, stop them first");
    }

    @Override
    public Reply tooMany(GroupId group, int most) {
        throw new ClsException(
                ClsError.LIMIT_EXCEEDED,
                "logset " + group.namespace().name() + " has " + most
                        + " consumer groups, which is as many as it may have");
    }

    @Override
    public Reply noNamespace(Namespace namespace) {
        throw ClsException.failed("logset " + namespace.name() + " does not exist");
    }

    @Override
    public Reply noTopic(Namespace namespace, String topic) {
        throw ClsException.failed("topic " + topic + " does not exist in logset " + namespace.name());
    }

    @Override
    public Reply noGroup(GroupId group) {
        throw ClsException.failed("consumer group " + group.name() + " does not exist in logset "
                + group.namespace().name());
    }
}
