package io.shardbeat.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.http.RequestHead.Lengths;
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

    ExchangeRules(
            AnswerWriter answers,
            BodyBudget budget,
            Vertx vertx,
            ShardbeatConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-initial-line-length") int longestTarget,
            @ConfigProperty(name = "quarkus.http.limits.max-header-size", defaultValue = "20K")
                    MemorySize longestHeaders) {
        lengths = new Lengths(longestTarget, Math.toIntExact(longestHeaders.asLongValue()));
        this.answers = answers;
        this.budget = budget;
        this.vertx = vertx;
        strangersBytes = Math.toIntExact(config.http().unsignedBody().asLongValue());
        bodyDeadline = config.http().bodyDeadline();
    }

    AnswerWriter answers() {
        return answers;
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
