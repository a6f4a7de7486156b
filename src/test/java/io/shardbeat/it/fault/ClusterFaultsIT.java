package io.shardbeat.it.fault;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisClusterProcesses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A Redis Cluster under fleets: slots move to another master, a replica takes over, a master is killed. In this order, since
 * the last one leaves fewer masters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultsIT {
    private static final GroupKeys SLS_KEYS =
            new GroupKeys(new GroupId(new Namespace("sls", Fixtures.PROJECT), Fixtures.LOGSTORE, Fixtures.FLEET_GROUP));
    private static final GroupKeys CLS_KEYS =
            new GroupKeys(new GroupId(new Namespace("cls", Fixtures.LOGSET), "", Fixtures.FLEET_GROUP));

    private static final RedisClusterProcesses REDIS = new RedisClusterProcesses();

    @RegisterExtension
    static final FleetsOnTwoNodes FLEETS = new FleetsOnTwoNodes(
            REDIS::start, () -> Node.on(REDIS.uris().get(0)).set("quarkus.redis.client-type", "cluster"), REDIS);

    /** All keys of both groups and of what they are in, there and back. */
    @Test
    @Order(1)
    void slotsThatMoveToAnotherMasterMoveNothingElse() {
        Set<Long> slots = new TreeSet<>();
        for (String key : List.of(
                SLS_KEYS.group,
                CLS_KEYS.group,
                "sb:{sls/" + Fixtures.PROJECT + "}:topics",
                "sb:{cls/" + Fixtures.LOGSET + "}:topics")) {
            slots.add(REDIS.slot(key));
        }
        FLEETS.feelNoMoveWhen("Redis Cluster, the fleet's slots moved there and back", () -> {
            for (int round = 0; round < 2; round++) {
                slots.forEach(ClusterFaultsIT::moveOn);
            }
        });
    }

    private static void moveOn(long slot) {
        int from = master(slot);
        REDIS.migrate(slot, from, (from + 1) % 3);
    }

    private static int master(long slot) {
        for (int node = 0; node < REDIS.uris().size(); node++) {
            if (REDIS.serves(node, slot)) {
                return node;
            }
        }
        throw new AssertionError("no master serves slot " + slot);
    }

    @Test
    @Order(2)
    void aReplicaThatTakesOverMovesNothing() {
        int replica = REDIS.addReplica(REDIS.masterOf(SLS_KEYS.group));
        FLEETS.feelNoMoveWhen("Redis Cluster, planned failover", () -> REDIS.takeOver(replica));
    }

    @Test
    @Order(3)
    void aKilledMasterMovesNothing() {
        int master = REDIS.masterOf(CLS_KEYS.group);
        int replica = REDIS.addReplica(master);
        FLEETS.feelNoMoveWhen("Redis Cluster, master killed (`kill -9`)", () -> {
            REDIS.node(master).kill();
            REDIS.awaitMaster(replica);
        });
    }
}
