package io.shardbeat.security;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a second this node answers for one key, project or logset, and group, so that one tenant does not take
 * what others need. Callers without a key count by the network they come from. What is refused for a narrower one has
 * counted for the wider ones: it has cost its signature.
 */
public final class RequestQuotas {
    private static final Logger LOG = Logger.getLogger("shardbeat.quota");
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Places of a table; some 130 KB. */
    private static final int SETS = 1_024;

    private final Limits limits;
    private final TokenBuckets keys;
    private final TokenBuckets sources;
    private final TokenBuckets namespaces;
    private final TokenBuckets groups;
    private final TokenBuckets operators;
    private final BiConsumer<String, Scope> counter;
    private final LongSupplier nanos;
    private final NameHash hash = new NameHash();
    private final AtomicLong unlogged = new AtomicLong();
    private final AtomicLong logAgainAt;

    /** What there is a quota for. */
    public enum Scope {
        KEY,
        SOURCE,
        NAMESPACE,
        GROUP,
        OPERATOR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Requests per second; 0: no limit.
     *
     * @param key of one access key
     * @param source of one network address (of IPv6, one /64), without a key
     * @param namespace of one project or logset
     * @param group of one group
     * @param operator of one key, or address without one, to the admin API
     * @param burst what nobody used of them is kept for so long
     */
    public record Limits(double key, double source, double namespace, double group, double operator, Duration burst) {
        public static final Limits NONE = new Limits(0, 0, 0, 0, 0, Duration.ofSeconds(1));

        public double of(Scope scope) {
            return switch (scope) {
                case KEY -> key;
                case SOURCE -> source;
                case NAMESPACE -> namespace;
                case GROUP -> group;
                case OPERATOR -> operator;
            };
        }
    }

    /**
     * @param nanos a clock that only goes forward
     * @param counter is told the dialect and the scope of each refusal
     */
    public RequestQuotas(Limits limits, LongSupplier nanos, BiConsumer<String, Scope> counter) {
        this.limits = limits;
        this.nanos = nanos;
        this.counter = counter;
        keys = new TokenBuckets(limits.key, limits.burst, SETS, nanos);
        sources = new TokenBuckets(limits.source, limits.burst, SETS, nanos);
        namespaces = new TokenBuckets(limits.namespace, limits.burst, SETS, nanos);
        groups = new TokenBuckets(limits.group, limits.burst, SETS, nanos);
        operators = new TokenBuckets(limits.operator, limits.burst, SETS, nanos);
        logAgainAt = new AtomicLong(nanos.getAsLong());
    }

    public static RequestQuotas unlimited() {
        return new RequestQuotas(Limits.NONE, System::nanoTime, (dialect, scope) -> {});
    }

    /**
     * A request has come; which quota is used up, {@code null} when none is.
     *
     * @param key the id of its key; empty when it needs none
     * @param peer the address it came from
     */
    public @Nullable Scope ofCaller(String dialect, String key, String peer) {
        return key.isEmpty()
                ? taken(sources, dialect, Scope.SOURCE, SourceNetwork.of(peer), "", "")
                : taken(keys, dialect, Scope.KEY, key, "", "");
    }

    public @Nullable Scope ofNamespace(String dialect, String namespace) {
        return taken(namespaces, dialect, Scope.NAMESPACE, namespace, "", "");
    }

    /** @param scope the logstore; empty where groups belong to the namespace itself */
    public @Nullable Scope ofGroup(String dialect, String namespace, String scope, String group) {
        return taken(groups, dialect, Scope.GROUP, namespace, scope, group);
    }

    /** A request to the admin API. */
    public @Nullable Scope ofOperator(String key, String peer) {
        String who = key.isEmpty() ? SourceNetwork.of(peer) : key;
        return taken(operators, "admin", Scope.OPERATOR, who, "", "");
    }

    private @Nullable Scope taken(
            TokenBuckets buckets, String dialect, Scope scope, String name, String second, String third) {
        if (buckets.take(hash.of(dialect, name, second, third))) {
            return null;
        }
        counter.accept(dialect, scope);
        tell(dialect, scope, name, second, third);
        return scope;
    }

    private void tell(String dialect, Scope scope, String name, String second, String third) {
        long now = nanos.getAsLong();
        long again = logAgainAt.get();
        if (now - again < 0 || !logAgainAt.compareAndSet(again, now + LOG_EVERY_NANOS)) {
            unlogged.incrementAndGet();
            return;
        }
        String whole = Printable.of(String.join("/", name, second, third).replaceAll("/+$", ""));
        LOG.warnf(
                "refused: dialect=%s %s=%s sends more than %.0f requests/s to this node; request=%s; %d more refused since"
                        + " the last such line",
                dialect,
                scope.word(),
                whole,
                limits.of(scope),
                RequestId.current().get(),
                unlogged.getAndSet(0));
    }

    /** In words, for whoever is refused. */
    public String words(Scope scope) {
        return "more than " + Math.round(limits.of(scope)) + " requests a second of this " + scope.word()
                + " to one node, try again later";
    }
}
