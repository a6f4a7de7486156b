package io.shardbeat.sls;

import io.quarkus.arc.All;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.Groups;
import io.shardbeat.coordinator.Heartbeats;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.sls.signature.SlsSignature;
import io.shardbeat.upstream.Upstreams;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The SLS API. A request is read from the outside in: the host's project, the path's resource, the call, who is asking,
 * and only then what it says. Whatever is wrong is answered in the API's own form, down to faults of the server.
 */
@Singleton
public class SlsDialect implements Dialect {
    private static final String LOG_HEADER = "x-log-";
    private static final String BUSY = "The server is busy, please try again later.";

    private final ProjectHosts hosts;
    private final Routes routes;
    private final AccessControl access;
    private final AuthFailures failures;
    private final Answers answers;
    private final Upstreams upstreams;

    @Inject
    public SlsDialect(
            Heartbeats heartbeats,
            Groups groups,
            Checkpoints checkpoints,
            AccessRules rules,
            InstantSource clock,
            ShardbeatConfig config,
            @All List<CallSet> more) {
        hosts = new ProjectHosts(config.sls().hosts());
        access = new AccessControl(rules, new SlsSignature(rules.keys(), clock, rules.accepted()));
        failures = rules.failures();
        answers = new Answers(clock);
        routes = routes(heartbeats, groups, checkpoints, answers);
        upstreams = new Upstreams(
                "shardbeat.sls.upstream", config.sls().upstream(), config.sls().upstreams());
        more.forEach(set -> set.addTo(routes, answers, access));
    }

    private static Routes routes(Heartbeats heartbeats, Groups groups, Checkpoints checkpoints, Answers answers) {
        GroupAnswers groupAnswers = new GroupAnswers(answers);
        CreateConsumerGroup create = new CreateConsumerGroup(groups, groupAnswers);
        ListConsumerGroup list = new ListConsumerGroup(groups, groupAnswers);
        UpdateConsumerGroup update = new UpdateConsumerGroup(groups, groupAnswers);
        DeleteConsumerGroup delete = new DeleteConsumerGroup(groups, groupAnswers);
        HeartBeat heartBeat = new HeartBeat(heartbeats, groups, answers);
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

    /** By the path first: that settles every call of a consumer. */
    @Override
    public boolean speaks(RawRequest head) {
        return isUnder("/logstores", head.path())
                || isUnder("/consumergroups", head.path())
                || isSigned(head.header("Authorization"))
                || hasLogHeader(head);
    }

    /** Last: what no other dialect claims is answered here. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    /**
     * Who belongs to which group is settled here and nowhere else, so no call about groups is ever passed on. All others
     * are, where a log service is set: projects, logstores and shards are its own then.
     */
    @Override
    public @Nullable Upstream upstream(RawRequest head) {
        if (upstreams.isEmpty() || head.path().contains("/consumergroups") || isAboutGroups(head)) {
            return null;
        }
        try {
            return upstreams.find(hosts.project(head.header("Host")));
        } catch (CallRefused e) {
            return null;
        }
    }

    private static boolean isAboutGroups(RawRequest head) {
        try {
            return Resource.of(head).resource().isAboutGroups();
        } catch (CallRefused e) {
            return false;
        }
    }

    @Override
    public int maxBodyBytes(RawRequest head) {
        try {
            return routes.find(head, Resource.of(head)).maxBodyBytes();
        } catch (CallRefused e) {
            return Operation.SMALL_BODY_BYTES;
        }
    }

    @Override
    public @Nullable Answer distrust(RawRequest head, int strangersBytes) {
        try {
            return access.isKnown(head, new Namespace(Call.DIALECT, hosts.project(head.header("Host"))))
                    ? null
                    : answers.error(
                            SlsError.POST_BODY_TOO_LARGE,
                            "the body is too large, expected at most " + strangersBytes + " bytes without a signature");
        } catch (CallRefused refused) {
            return answers.error(refused);
        }
    }

    @Override
    public CompletionStage<Answer> answer(RawRequest request) {
        try {
            Resource.Match target = Resource.of(request);
            Operation operation = routes.find(request, target);
            Namespace project = new Namespace(Call.DIALECT, hosts.project(request.header("Host")));
            Call call = new Call(request, project, target);
            String caller = operation.namesProject(request) ? access.check(call) : "";
            return operation.isAudited(call)
                    ? new AuditedCall(operation, call, caller).answer(this::carryOut)
                    : carryOut(operation, call);
        } catch (CallRefused refused) {
            return failures.after(refused.after(), failed(refused));
        } catch (StoreUnavailableException failure) {
            return CompletableFuture.completedFuture(failed(failure));
        }
    }

    private CompletionStage<Answer> carryOut(Operation operation, Call call) {
        try {
            ContentType.check(call.request());
            return operation.answer(call).exceptionally(this::failed);
        } catch (CallRefused | StoreUnavailableException failure) {
            return CompletableFuture.completedFuture(failed(failure));
        }
    }

    @Override
    public Answer refuse(RawRequest head, Refusal refusal) {
        return switch (refusal) {
            case BODY_TOO_LARGE ->
                answers.error(
                        SlsError.POST_BODY_TOO_LARGE,
                        "the body is too large, expected at most " + maxBodyBytes(head) + " bytes");
            case LENGTH_REQUIRED ->
                answers.error(
                        SlsError.MISSING_CONTENT_LENGTH,
                        "Content-Length does not exist in http header when it is necessary.");
            case OVERLOADED -> answers.error(SlsError.SERVER_BUSY, BUSY);
            case UPSTREAM_FAILED ->
                answers.error(
                        SlsError.INTERNAL_SERVER_ERROR, "the log service does not answer, please try again later.");
            case FOREIGN_PAGE ->
                answers.error(
                        SlsError.FOREIGN_PAGE,
                        "a page of another site sent this (Sec-Fetch-Site, Origin), expected a client of the API");
            case INTERNAL ->
                answers.error(SlsError.INTERNAL_SERVER_ERROR, "the server failed, the reason is in its log");
        };
    }

    @Override
    public Answer refuseUnreadable(RawRequest head, int status, String why) {
        return answers.error(SlsError.unreadable(status), "the request cannot be read as HTTP: " + why);
    }

    /** Whatever is neither a refusal nor the store's absence is a fault, and goes to the edge, which logs it. */
    private Answer failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CallRefused refused) {
            return answers.error(refused);
        }
        if (cause instanceof StoreUnavailableException unavailable) {
            return switch (unavailable.reason()) {
                case UNREACHABLE ->
                    answers.error(SlsError.INTERNAL_SERVER_ERROR, "the store does not answer, please try again later.");
                case OVERLOADED -> answers.error(SlsError.SERVER_BUSY, BUSY);
                case REBUILDING ->
                    answers.error(
                            SlsError.INTERNAL_SERVER_ERROR,
                            "the store has lost data, who holds what is being rebuilt, please try again later.");
                case DAMAGED ->
                    answers.error(
                            SlsError.INTERNAL_SERVER_ERROR,
                            "what is stored of the consumer group cannot be read, its operator must look at it.");
                case FULL -> answers.error(SlsError.SERVER_BUSY, "the store is full, please try again later.");
            };
        }
        throw new CompletionException(cause);
    }

    private static boolean isUnder(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static boolean isSigned(@Nullable String authorization) {
        return authorization != null && SlsSignature.isAuthorization(authorization);
    }

    private static boolean hasLogHeader(RawRequest head) {
        for (String name : head.headers().names()) {
            if (name.regionMatches(true, 0, LOG_HEADER, 0, LOG_HEADER.length())) {
                return true;
            }
        }
        return false;
    }
}
