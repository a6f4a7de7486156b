package io.shardbeat.cls;

import io.quarkus.arc.All;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.SignedActionRule;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.signature.ClsSignature;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AccessRules;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Tencent Cloud CLS dialect: API 3.0 of 2020-10-16. Asked before the other one, because its requests can be told by
 * their marks, see {@link RequestDetector}.
 */
@Singleton
public class ClsDialect implements Dialect {
    private static final int PRIORITY = 10;

    private final ClsExchange.Parts parts;

    ClsDialect(@All List<Action> actions, AccessRules rules, InstantSource clock, ClsSettings settings) {
        Map<String, Action> byName = new HashMap<>();
        actions.forEach(action -> byName.put(action.name(), action));
        ClsSignature signature = new ClsSignature(rules.keys(), clock, rules.accepted());
        parts = new ClsExchange.Parts(
                byName,
                new Authenticator(rules, signature::verify),
                rules.failures(),
                new SignedActionRule(rules.signedActions()),
                new LogServices(settings));
    }

    @Override
    public String name() {
        return ClsNames.DIALECT;
    }

    @Override
    public boolean speaks(RawRequest head) {
        return RequestDetector.isCls(head);
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Exchange open(RawRequest head) {
        return new ClsExchange(parts, head);
    }
}
