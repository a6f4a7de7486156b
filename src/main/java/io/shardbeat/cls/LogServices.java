package io.shardbeat.cls;

import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.FlatArguments;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.shardbeat.upstream.Upstreams;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where calls go that are not about groups, if a log service is set: logsets, topics and partitions are its own then. */
final class LogServices {
    /** Who belongs to which group is settled here and nowhere else, so these are never passed on. */
    private static final Set<String> ABOUT_GROUPS = Set.of(
            "SendConsumerHeartbeat",
            "CreateConsumerGroup",
            "ModifyConsumerGroup",
            "DeleteConsumerGroup",
            "DescribeConsumerGroups",
            "CommitConsumerOffsets",
            "DescribeConsumerOffsets");

    /** The calls of 2019 about groups: /consumergroup, /consumerheartbeat, /consumergroupcursor. */
    private static final String LOG_CALLS_ABOUT_GROUPS = "/consumer";

    private final Upstreams actions;
    private final Upstreams logs;

    LogServices(ClsSettings settings) {
        this.actions = new Upstreams("shardbeat.cls.upstream", settings.upstream(), settings.upstreams());
        this.logs = new Upstreams("shardbeat.cls.data-upstream", settings.dataUpstream(), settings.dataUpstreams());
    }

    /** Where this call is for; {@code null} when it is for this server, or nothing is set. */
    @Nullable Upstream find(RawRequest head) {
        if (!logs.isEmpty() && LogCalls.isOne(head)) {
            return head.path().startsWith(LOG_CALLS_ABOUT_GROUPS) ? null : logs.find(LogCalls.region(head));
        }
        return actions.isEmpty() ? null : ofAction(head);
    }

    /** An action named in a form's body stays here: to read its name would be to read what is to be passed on. */
    private @Nullable Upstream ofAction(RawRequest head) {
        String action = parameter(head, "X-TC-Action", "Action");
        if (action.isEmpty() || ABOUT_GROUPS.contains(action)) {
            return null;
        }
        return actions.find(parameter(head, "X-TC-Region", "Region"));
    }

    private static String parameter(RawRequest head, String header, String name) {
        String value = head.header(header);
        if (value != null || head.query() == null) {
            return value == null ? "" : value;
        }
        try {
            return FlatArguments.parse(head.query()).parameters().getOrDefault(name, "");
        } catch (ClsException e) {
            return "";
        }
    }
}
