package io.shardbeat.it.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two versions on one Redis, under fleets: two nodes are upgraded one after the other, and then rolled back. Needs an
 * older node, {@code -Dupgrade.from=$(.ci/older-node)}.
 */
class UpgradeIT {
    private static final Path BEFORE = Path.of(System.getProperty("upgrade.from", "none"));
    private static final RedisProcess REDIS = new RedisProcess();

    @RegisterExtension
    static final FleetsOnTwoNodes FLEETS =
            new FleetsOnTwoNodes(UpgradeIT::start, () -> Node.on(REDIS.uri()).version(BEFORE), REDIS);

    private static void start() {
        assumeTrue(Files.isRegularFile(BEFORE), "no older node: -Dupgrade.from names none, .ci/older-node builds one");
        REDIS.start();
    }

    @Test
    void anUpgradeAndARollbackMoveNothing() {
        replaceAllBy("Upgrade", Node.APP);
        replaceAllBy("Rollback", BEFORE);
    }

    private static void replaceAllBy(String what, Path version) {
        for (int number = 0; number < FLEETS.nodes().size(); number++) {
            Node node = FLEETS.nodes().get(number);
            FLEETS.feelNoMoveWhen(what + ", node " + (number + 1) + " of 2", () -> {
                node.stop();
                node.version(version).start().awaitReady();
            });
        }
    }
}
