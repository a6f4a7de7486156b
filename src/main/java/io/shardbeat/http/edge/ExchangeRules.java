package io.shardbeat.http.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.http.Answer;
import io.shardbeat.http.BeatMeter;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.HttpDate;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.RequestHead.Lengths;
import io.shardbeat.http.Traces;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What holds for every {@link Exchange}. */
@Singleton
class ExchangeRules {
    private final AnswerWriter answers;
    private final BodyBudget budget;
    private final Vertx vertx;
    private final Lengths lengths;
    private final int strangersBytes;
    private final Duration bodyDeadline;
    private final BeatMeter beats;
    private final Traces traces;

    ExchangeRules(
            AnswerWriter answers,
            BodyBudget budget,
            Vertx vertx,
            ShardbeatConfig config,
            BeatMeter beats,
            Traces traces,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int longestTarget,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K")
                    MemorySize longestHeaders) {
        lengths = new Lengths(longestTarget, Math.toIntExact(longestHeaders.asLongValue()));
        this.answers = answers;
        this.beats = beats;
        this.traces = traces;
        this.budget = budget;
        this.vertx = vertx;
        strangersBytes = Math.toIntExact(config.http().unsignedBody().asLongValue());
        bodyDeadline = config.http().bodyDeadline();
    }

    AnswerWriter answers() {
        return answers;
    }

    /**
     * Has a heartbeat counted by how it is answered.
     *
     * @param sinceNanos when its head was there; 0 where nobody looked at the clock
     */
    void count(Exchange exchange, RawRequest request, Answer answer, long sinceNanos) {
        if (exchange.isHeartbeat(request)) {
            beats.answered(exchange.dialect(), answer.outcome(), sinceNanos == 0 ? -1 : System.nanoTime() - sinceNanos);
        }
    }

    Traces traces() {
        return traces;
    }

    BodyBudget budget() {
        return budget;
    }

    HttpDate date() {
        return answers.date();
    }

    Lengths lengths() {
        return lengths;
    }

    Vertx vertx() {
        return vertx;
    }

    /** The longest body that is taken from anybody. */
    int strangersBytes() {
        return strangersBytes;
    }

    Duration bodyDeadline() {
        return bodyDeadline;
    }
}
