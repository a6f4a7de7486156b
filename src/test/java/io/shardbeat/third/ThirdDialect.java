package io.shardbeat.third;

import io.shardbeat.coordinator.groups.GroupLimit;
import io.shardbeat.coordinator.heartbeat.Heartbeats;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.RawRequest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * A protocol of nobody, in one package: heartbeats only, plain text. It shows what a new dialect needs, and that the rest of
 * the server needs no change for it.
 */
@Singleton
public class ThirdDialect implements Dialect {
    static final String NAME = "third";

    private final Heartbeats heartbeats;

    ThirdDialect(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Produces
    @Singleton
    static GroupLimit groupLimit() {
        return new GroupLimit(NAME, 10);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean speaks(RawRequest head) {
        return head.path().startsWith("/third/");
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public Exchange open(RawRequest head) {
        return new ThirdExchange(heartbeats, head);
    }
}
