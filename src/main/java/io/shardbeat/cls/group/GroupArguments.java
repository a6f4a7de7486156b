package io.shardbeat.cls.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.util.List;

/** The arguments that the group actions share. */
@Singleton
public class GroupArguments {
    /** What an unsigned field of 32 bits can carry. */
    private static final long LONGEST_TIMEOUT_SECONDS = 4_294_967_295L;

    private final ClsNames names;
    private final long defaultTimeoutSeconds;

    public GroupArguments(ShardbeatConfig config, ClsSettings settings) {
        names = new ClsNames(settings.strictNames());
        defaultTimeoutSeconds = Math.max(1, config.group().sessionTimeout().toSeconds());
    }

    /** The group meant, once it is clear that the caller may use its logset. */
    GroupId group(Call call, Fields fields) {
        return allowed(call, names.group(fields.text("LogsetId"), fields.text("ConsumerGroup")));
    }

    /** The same, for a group whose name the rule need not like any more. */
    GroupId existingGroup(Call call, Fields fields) {
        return allowed(call, names.existingGroup(fields.text("LogsetId"), fields.text("ConsumerGroup")));
    }

    MemberId consumer(Fields fields) {
        return names.consumer(fields.text("Consumer"));
    }

    private static GroupId allowed(Call call, GroupId group) {
        call.caller().mustBeAllowed(group);
        return group;
    }

    /** What the group consumes: at least one topic. */
    List<String> topics(Fields fields) {
        List<String> topics = fields.texts("Topics");
        if (topics.isEmpty()) {
            throw ClsException.missing("Topics");
        }
        topics.forEach(topic -> ClsNames.check("Topics", topic));
        return topics;
    }

    /**
     * The timeout, which must be there. The Go consumer sends 0 for what its user left open: that is the default, not an
     * error.
     */
    long timeoutSeconds(Fields fields) {
        long seconds = fields.wholeNumber("Timeout", LONGEST_TIMEOUT_SECONDS)
                .orElseThrow(() -> ClsException.missing("Timeout"));
        return seconds == 0 ? defaultTimeoutSeconds : seconds;
    }
}
