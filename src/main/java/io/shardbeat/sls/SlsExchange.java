package io.shardbeat.sls;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.shardbeat.security.AuthFailures;
import io.shardbeat.sls.call.AccessControl;
import io.shardbeat.sls.call.AuditedCall;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.call.QuotaCheck;
import io.shardbeat.sls.call.Routes;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.ContentType;
import io.shardbeat.sls.wire.ProjectHosts;
import io.shardbeat.sls.wire.Resource;
import io.shardbeat.upstream.Upstreams;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request of the SLS API, read from the outside in: the path's resource, the call, the host's project, who is asking,
 * and only then what it says.
 */
final class SlsExchange implements Exchange {
    private final Parts parts;
    private final RawRequest head;
    private final Resource.@Nullable Match target;
    private final @Nullable CallRefused noTarget;
    private @Nullable Operation operation;
    private boolean isAdmitted;

    /** What all exchanges share. */
    record Parts(
            ProjectHosts hosts,
            Routes routes,
            AccessControl access,
            AuthFailures failures,
            QuotaCheck quotas,
            SlsEnds ends,
            Upstreams upstreams) {}

    SlsExchange(Parts parts, RawRequest head) {
        this.parts = parts;
        this.head = head;
        Resource.Match found = null;
        CallRefused wrong = null;
        try {
            found = Resource.of(head);
        } catch (CallRefused e) {
            wrong = e;
        }
        target = found;
        noTarget = wrong;
    }

    @Override
    public String dialect() {
        return Call.DIALECT;
    }

    @Override
    public String call() {
        Operation found = operation;
        return found == null ? "" : found.getClass().getSimpleName();
    }

    @Override
    public String newRequestId() {
        return parts.ends.newRequestId();
    }

    @Override
    public boolean isHeartbeat(RawRequest request) {
        String query = request.query();
        return query != null
                && query.contains("type=heartbeat")
                && request.path().contains("/consumergroups/");
    }

    /**
     * Who belongs to which group is settled here and nowhere else, so no call about groups is ever passed on. All others
     * are, where a log service is set: projects, logstores and shards are its own then.
     */
    @Override
    public @Nullable Upstream upstream() {
        if (parts.upstreams.isEmpty() || isAboutGroups()) {
            return null;
        }
        try {
            return parts.upstreams.find(parts.hosts.project(head.header("Host")));
        } catch (CallRefused e) {
            return null;
        }
    }

    private boolean isAboutGroups() {
        return head.path().contains("/consumergroups")
                || target != null && target.resource().isAboutGroups();
    }

    @Override
    public int maxBodyBytes() {
        try {
            return operation().maxBodyBytes();
        } catch (CallRefused e) {
            return Operation.SMALL_BODY_BYTES;
        }
    }

    @Override
    public @Nullable Answer distrust(int strangersBytes) {
        try {
            return parts.access.isKnown(head, project())
                    ? null
                    : parts.ends.tooLarge(
                            "the body is too large, expected at most " + strangersBytes + " bytes without a signature");
        } catch (CallRefused refused) {
            return parts.ends.failed(refused);
        }
    }

    @Override
    public CompletionStage<Answer> answer(RawRequest request) {
        try {
            Operation asked = operation();
            Call call = new Call(request, project(), target());
            boolean namesProject = asked.namesProject(request);
            String caller = namesProject ? parts.access.check(call) : "";
            isAdmitted = namesProject;
            parts.quotas.check(call, caller, namesProject);
            return asked.isAudited(call)
                    ? new AuditedCall(asked, call.by(caller), caller).answer(this::carryOut)
                    : carryOut(asked, call.by(caller));
        } catch (CallRefused refused) {
            return parts.failures.after(refused.after(), parts.ends.failed(refused));
        } catch (StoreUnavailableException failure) {
            return CompletableFuture.completedFuture(parts.ends.failed(failure));
        }
    }

    @Override
    public boolean isAdmitted() {
        return isAdmitted;
    }

    private CompletionStage<Answer> carryOut(Operation operation, Call call) {
        try {
            ContentType.check(call.request());
            return operation.answer(call).exceptionally(parts.ends::failed);
        } catch (CallRefused | StoreUnavailableException failure) {
            return CompletableFuture.completedFuture(parts.ends.failed(failure));
        }
    }

    @Override
    public Answer refuse(Refusal refusal) {
        return parts.ends.refused(refusal, maxBodyBytes());
    }

    @Override
    public Answer refuseUnreadable(int status, String why) {
        return parts.ends.unreadable(status, why);
    }

    private Resource.Match target() {
        if (target == null) {
            throw noTarget == null ? new IllegalStateException("a path is read or refused") : noTarget;
        }
        return target;
    }

    private Operation operation() {
        Operation found = operation == null ? parts.routes.find(head, target()) : operation;
        operation = found;
        return found;
    }

    private Namespace project() {
        return new Namespace(Call.DIALECT, parts.hosts.project(head.header("Host")));
    }
}
