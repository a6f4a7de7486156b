package io.shardbeat.cls.call;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.group.GroupId;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param key the key that signed the request; {@code null} for somebody unknown who is let in
 * @param quotas how many requests there may be
 */
public record Caller(@Nullable AccessKey key, RequestQuotas quotas) {
    /** Of its key; empty without one. */
    public String id() {
        return key == null ? "" : key.id();
    }

    public boolean isAllowed(Namespace logset) {
        return key == null || key.allows(ClsNames.DIALECT, logset.name());
    }

    /** The request counts for its sender, whatever it turns out to be about; {@code RequestLimitExceeded} if too many do. */
    public void count(String peer) {
        refuse(quotas.ofCaller(ClsNames.DIALECT, key == null ? "" : key.id(), peer));
    }

    /** An {@code AuthFailure} unless the caller may use the logset; and the request counts for it. */
    public void mustBeAllowed(Namespace logset) {
        if (key != null && !isAllowed(logset)) {
            throw new ClsException(
                    ClsError.AUTH_UNAUTHORIZED_OPERATION,
                    "SecretId " + key.id() + " may not use logset " + logset.name());
        }
        refuse(quotas.ofNamespace(ClsNames.DIALECT, logset.name()));
    }

    /** The same for a group of it. */
    public void mustBeAllowed(GroupId group) {
        mustBeAllowed(group.namespace());
        refuse(quotas.ofGroup(ClsNames.DIALECT, group.namespace().name(), "", group.name()));
    }

    private void refuse(@Nullable Scope usedUp) {
        if (usedUp != null) {
            throw new ClsException(ClsError.REQUEST_LIMIT_EXCEEDED, quotas.words(usedUp));
        }
    }
}
