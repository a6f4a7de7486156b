package io.shardbeat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;

/** Assertions on the verdict about a signature. */
public final class Verdicts {
    private Verdicts() {}

    public static void assertAccepted(Verdict verdict, String id) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.key().id()).isEqualTo(id));
    }

    public static void assertRefused(Verdict verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.message())
                                .isEqualTo(reason));
    }

    /** @param part what the message must tell the caller */
    public static void assertRefused(Verdict verdict, Reason reason, String part) {
        assertRefused(verdict, reason);
        assertThat(((Refused) verdict).message()).contains(part);
    }
}
