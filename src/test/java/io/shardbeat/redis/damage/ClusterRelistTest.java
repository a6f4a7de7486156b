package io.shardbeat.redis.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.CatalogStore.Relisted;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.testkit.process.RedisClusterProcesses;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What there is lies on several servers, and each of them is looked at. */
@Tag("long")
class ClusterRelistTest {
    private static final int PROJECTS = 30;

    @Test
    void whatEachServerHasIsListed() {
        try (RedisClusterProcesses cluster = new RedisClusterProcesses()) {
            cluster.start();
            try (StoreUnderTest store = StoreUnderTest.ofCluster(cluster.uris().subList(0, 1))) {
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> join(store.catalog.namespaces("sls")).isEmpty()); // all slots are served
                for (int i = 0; i < PROJECTS; i++) {
                    Namespace project = new Namespace("sls", "p" + i);
                    join(store.catalog.declare(project, "p", List.of(new Topic("l", "l", 1))));
                    join(store.directory.create(
                            new GroupId(project, "l", "g"), new GroupSettings(20, false, List.of("l"))));
                    delete(store, Keys.groups(project, "l"));
                }
                delete(store, Keys.namespaces());
                assertThat(join(store.catalog.namespaces("sls"))).isEmpty();
                assertThat(join(store.catalog.relist())).isEqualTo(new Relisted(PROJECTS, PROJECTS));
                assertThat(join(store.catalog.namespaces("sls"))).hasSize(PROJECTS);
                assertThat(join(store.directory.list(new Namespace("sls", "p7"), "l")))
                        .hasSize(1);
            }
        }
    }

    private static void delete(StoreUnderTest store, String key) {
        join(store.redis.send(RedisCall.of(Command.DEL, key)));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
