package io.shardbeat.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.function.Supplier;

/** What a link has to know of the server at its other end, and of those around it. */
interface Surroundings {
    /** A client of the server, for one link alone: closing it is the only way to be rid of a stuck connection. */
    Redis client();

    /** Where that server is, without a password. */
    String address();

    /** All links of this node to that server, each of which adds itself: when one finds it silent, it is for all. */
    List<RedisLink> links();

    /** Completes when the connection may be used; fails when it may not. */
    Future<Void> begin(RedisConnection fresh);

    /** The server refused the call. True when it goes another way, or this way again later; else it has failed. */
    boolean redirects(RedisCall call, ErrorType refusal);

    /** The server cannot be reached, or the connection to it has ended. */
    void lost();

    /** One server, or several behind one address: whoever answers there is all there is. */
    record Alone(Supplier<Redis> clients, String address, Incarnation incarnation, List<RedisLink> links)
            implements Surroundings {
        @Override
        public Redis client() {
            return clients.get();
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
