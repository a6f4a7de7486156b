package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.redis.format.Keys;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.function.Supplier;

/** What a link has to know of the server at its other end, and of those around it. */
interface ServerContext {
    /** A client of the server, for one link alone: closing it is the only way to be rid of a stuck connection. */
    Redis client();

    /** What and where that server is, without a password: "Redis at redis://host:6379". */
    String name();

    /** In words for those who can mend it. */
    StoreUnavailableException unusable(Throwable why);

    /** All links of this node to that server, each of which adds itself: when one finds it silent, it is for all. */
    List<PipelinedConnection> links();

    /** Completes when the connection may be used; fails when it may not. */
    Future<Void> begin(RedisConnection fresh);

    /** The server refused the call. True when it goes another way, or this way again later; else it has failed. */
    boolean redirects(RedisCall call, ErrorType refusal);

    /** The server cannot be reached, or the connection to it has ended. */
    void lost();

    /** One server, or several behind one address: whoever answers there is all there is. */
    record Alone(Supplier<Redis> clients, String address, Incarnation incarnation, List<PipelinedConnection> links)
            implements ServerContext {
        @Override
        public Redis client() {
            return clients.get();
        }

        @Override
        public String name() {
            return "Redis at " + address;
        }

        @Override
        public StoreUnavailableException unusable(Throwable why) {
            return RedisDiagnosis.ofLone(name(), why);
        }

        @Override
        public Future<Void> begin(RedisConnection fresh) {
            return incarnation.begin(fresh, Keys.buckets());
        }

        @Override
        public boolean redirects(RedisCall call, ErrorType refusal) {
            return false;
        }

        @Override
        public void lost() {}
    }
}
