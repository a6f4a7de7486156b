package io.shardbeat.sls;

import io.quarkus.arc.All;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.HeaderNames;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AccessRules;
import io.shardbeat.sls.call.AccessControl;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.CallSet;
import io.shardbeat.sls.call.QuotaCheck;
import io.shardbeat.sls.call.Routes;
import io.shardbeat.sls.group.CreateConsumerGroup;
import io.shardbeat.sls.group.DeleteConsumerGroup;
import io.shardbeat.sls.group.GetCheckPoint;
import io.shardbeat.sls.group.GroupAnswers;
import io.shardbeat.sls.group.HeartBeat;
import io.shardbeat.sls.group.ListConsumerGroup;
import io.shardbeat.sls.group.UpdateCheckPoint;
import io.shardbeat.sls.group.UpdateConsumerGroup;
import io.shardbeat.sls.settings.SlsSettings;
import io.shardbeat.sls.signature.SlsSignature;
import io.shardbeat.sls.wire.ProjectHosts;
import io.shardbeat.sls.wire.Resource;
import io.shardbeat.upstream.Upstreams;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SLS API: its calls, and which requests are meant for it. Whatever is wrong is answered in the API's own form. */
@Singleton
public class SlsDialect implements Dialect {
    private static final String LOG_HEADER = "x-log-";

    private final SlsExchange.Parts parts;

    @Inject
    public SlsDialect(
            Heartbeats heartbeats,
            Groups groups,
            Checkpoints checkpoints,
            AccessRules rules,
            InstantSource clock,
            ReportBounds bounds,
            SlsSettings settings,
            @All List<CallSet> more) {
        AccessControl access = new AccessControl(rules, new SlsSignature(rules.keys(), clock, rules.accepted()));
        Answers answers = new Answers(clock);
        Routes routes = routes(new HeartBeat(heartbeats, groups, answers, bounds), groups, checkpoints, answers);
        more.forEach(set -> set.addTo(routes, answers, access));
        parts = new SlsExchange.Parts(
                new ProjectHosts(settings.hosts()),
                routes,
                access,
                rules.failures(),
                new QuotaCheck(rules.quotas()),
                new SlsEnds(answers),
                new Upstreams("shardbeat.sls.upstream", settings.upstream(), settings.upstreams()));
    }

    private static Routes routes(HeartBeat heartBeat, Groups groups, Checkpoints checkpoints, Answers answers) {
        GroupAnswers groupAnswers = new GroupAnswers(answers);
        CreateConsumerGroup create = new CreateConsumerGroup(groups, groupAnswers);
        ListConsumerGroup list = new ListConsumerGroup(groups, groupAnswers);
        UpdateConsumerGroup update = new UpdateConsumerGroup(groups, groupAnswers);
        DeleteConsumerGroup delete = new DeleteConsumerGroup(groups, groupAnswers);
        UpdateCheckPoint save = new UpdateCheckPoint(checkpoints, groups, answers);
        GetCheckPoint get = new GetCheckPoint(checkpoints, groups, answers);
        Routes routes = new Routes();
        for (Resource all : List.of(Resource.CONSUMER_GROUPS, Resource.PROJECT_CONSUMER_GROUPS)) {
            routes.add("POST", all, create).add("GET", all, list);
        }
        for (Resource one : List.of(Resource.CONSUMER_GROUP, Resource.PROJECT_CONSUMER_GROUP)) {
            routes.add("PUT", one, update)
                    .add("DELETE", one, delete)
                    .add("POST", one, "type", "heartbeat", heartBeat)
                    .add("POST", one, "type", "checkpoint", save)
                    .add("GET", one, get);
        }
        return routes;
    }

    @Override
    public String name() {
        return Call.DIALECT;
    }

    /** By the path first: that settles every call of a consumer. */
    @Override
    public boolean speaks(RawRequest head) {
        return isUnder("/logstores", head.path())
                || isUnder("/consumergroups", head.path())
                || isSigned(head.header("Authorization"))
                || HeaderNames.anyBeginsWith(LOG_HEADER, head.headers());
    }

    /** Last: what no other dialect speaks is answered here. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Exchange open(RawRequest head) {
        return new SlsExchange(parts, head);
    }

    private static boolean isUnder(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static boolean isSigned(@Nullable String authorization) {
        return authorization != null && SlsSignature.isAuthorization(authorization);
    }
}
