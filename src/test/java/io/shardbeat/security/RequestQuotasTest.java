package io.shardbeat.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.RequestQuotas.Limits;
import io.shardbeat.security.RequestQuotas.Scope;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestQuotasTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final List<String> counted = new ArrayList<>();

    @Test
    void callersWithoutAKeyCountByTheirNetwork() {
        RequestQuotas quotas = quotas(new Limits(0, 2, 0, 0, 0, SECOND));

        assertThat(quotas.ofCaller("sls", "", "2001:db8:1:2::1")).isNull();
        assertThat(quotas.ofCaller("sls", "", "2001:db8:1:2::2")).isNull();
        assertThat(quotas.ofCaller("sls", "", "2001:db8:1:2::3")).isEqualTo(Scope.SOURCE);
        assertThat(quotas.ofCaller("sls", "", "2001:db8:1:3::1")).isNull();
        assertThat(quotas.ofCaller("sls", "key", "2001:db8:1:2::3")).isNull();
        assertThat(counted).containsExactly("sls SOURCE");
    }

    @Test
    void groupsOfOneNameInTwoLogstoresOrProtocolsAreTwo() {
        RequestQuotas quotas = quotas(new Limits(0, 0, 0, 1, 0, SECOND));

        assertThat(quotas.ofGroup("sls", "p", "l", "g")).isNull();
        assertThat(quotas.ofGroup("sls", "p", "l2", "g")).isNull();
        assertThat(quotas.ofGroup("sls", "p", "", "g")).isNull();
        assertThat(quotas.ofGroup("cls", "p", "l", "g")).isNull();
        assertThat(quotas.ofGroup("sls", "p", "l", "g")).isEqualTo(Scope.GROUP);
        assertThat(quotas.ofNamespace("sls", "p")).isNull();
    }

    @Test
    void whatIsUsedUpComesBack() {
        RequestQuotas quotas = quotas(new Limits(0, 0, 1, 0, 0, SECOND));

        assertThat(quotas.ofNamespace("cls", "l")).isNull();
        assertThat(quotas.ofNamespace("cls", "l")).isEqualTo(Scope.NAMESPACE);
        now.addAndGet(SECOND.toNanos());
        assertThat(quotas.ofNamespace("cls", "l")).isNull();
    }

    /** Every heartbeat is counted, so that must not make work for the collector. */
    @Test
    void countingMakesNoObjects() {
        RequestQuotas quotas = quotas(new Limits(1e9, 1e9, 1e9, 1e9, 1e9, SECOND));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        count(quotas);
        long before = threads.getCurrentThreadAllocatedBytes();

        count(quotas);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private static void count(RequestQuotas quotas) {
        for (int i = 0; i < 10_000; i++) {
            quotas.ofCaller("sls", "key", "10.0.0.1");
            quotas.ofCaller("sls", "", "10.0.0.1");
            quotas.ofNamespace("sls", "project");
            quotas.ofGroup("sls", "project", "logstore", "group");
        }
    }

    private RequestQuotas quotas(Limits limits) {
        return new RequestQuotas(limits, now::get, (dialect, scope) -> counted.add(dialect + " " + scope));
    }
}
