package io.shardbeat.redis;

import io.quarkus.runtime.StartupEvent;
import io.shardbeat.config.RedisChoice;
import io.shardbeat.redis.link.RedisDiagnosis;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Says at the start which Redis is used, without its password, and once it answers, whether it would lose what it holds. */
@Singleton
class RedisGreeting {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.redis");
    private static final long AGAIN_MILLIS = 5_000;

    private final RedisPipeline redis;
    private final RedisBeans.Options options;
    private final RedisChoice choice;
    private final Vertx vertx;

    RedisGreeting(RedisPipeline redis, RedisBeans.Options options, RedisChoice choice, Vertx vertx) {
        this.redis = redis;
        this.options = options;
        this.choice = choice;
        this.vertx = vertx;
    }

    void greet(@Observes StartupEvent started) {
        LOG.infof(
                "Redis is %s at %s",
                choice.isEmbedded() ? "our own" : options.get().getType().name().toLowerCase(Locale.ROOT),
                RedisDiagnosis.address(options.get().getEndpoints()));
        if (!choice.isEmbedded()) {
            look();
        }
    }

    private void look() {
        RedisPersistence.problem(redis).whenComplete((problem, failure) -> {
            if (failure == null) {
                problem.ifPresent(text -> LOG.warnf("Redis may lose what it holds: %s", text));
            } else {
                vertx.setTimer(AGAIN_MILLIS, again -> look());
            }
        });
    }
}
