package io.shardbeat.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.Application;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class NodeStartupTest {
    private final NodeStartup check = new NodeStartup();
    private final List<Status> seen = new ArrayList<>();

    private Status status() {
        return check.call().getStatus();
    }

    @Test
    void aNodeHasStartedOnlyOnceAllThatOpensItsPortsIsThrough() {
        Application node = new Application(false) {
            @Override
            protected void doStart(String[] args) {
                seen.add(status());
            }

            @Override
            protected void doStop() {
                seen.add(status());
            }

            @Override
            public String getName() {
                return "node";
            }
        };

        node.start(new String[0]);
        seen.add(status());
        node.stop();

        assertThat(seen).containsExactly(Status.DOWN, Status.UP, Status.DOWN);
    }
}
