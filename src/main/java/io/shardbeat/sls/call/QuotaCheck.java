package io.shardbeat.sls.call;

import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Scope;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Resource;
import io.shardbeat.sls.wire.SlsError;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls beyond what one caller, project or group may send. With 403, which official consumers take as one
 * heartbeat that failed and follow with the next one at its time; 503 the Python one repeats ten times.
 */
public final class QuotaCheck {
    private final RequestQuotas quotas;

    public QuotaCheck(RequestQuotas quotas) {
        this.quotas = quotas;
    }

    /**
     * @param caller the id of the caller's key; empty when it needs none, or is not known yet
     * @param namesProject whether the call is about the project of its host
     */
    public void check(Call call, String caller, boolean namesProject) {
        refuse(call, quotas.ofCaller(Call.DIALECT, caller, call.request().peer()));
        if (!namesProject) {
            return;
        }
        String project = call.project().name();
        refuse(call, quotas.ofNamespace(Call.DIALECT, project));
        Resource.Match target = call.target();
        if (target.resource().isGroup()) {
            refuse(call, quotas.ofGroup(Call.DIALECT, project, target.logstore(), target.name()));
        }
    }

    private void refuse(Call call, @Nullable Scope usedUp) {
        if (usedUp != null) {
            boolean reads = call.request().method().equals("GET");
            throw new CallRefused(
                    reads ? SlsError.READ_QUOTA_EXCEED : SlsError.WRITE_QUOTA_EXCEED, quotas.words(usedUp));
        }
    }
}
