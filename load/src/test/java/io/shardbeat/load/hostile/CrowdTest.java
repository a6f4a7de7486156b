package io.shardbeat.load.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.fleet.Endpoint;
import io.shardbeat.load.hostile.Victim.Visit;
import io.shardbeat.load.net.Targets;
import io.shardbeat.load.plan.Attack;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Hostility;
import io.shardbeat.load.plan.Protocol;
import io.shardbeat.load.protocol.SlsSigning;
import io.shardbeat.load.report.Hostile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hostile clients as their victim sees them: each must do its harm, and go when the run ends. */
class CrowdTest {
    private static final int CLIENTS = 3;
    private static final long DEADLINE_NANOS = Duration.ofSeconds(30).toNanos();

    private Victim victim;

    @BeforeEach
    void listen() throws IOException {
        victim = new Victim();
    }

    @AfterEach
    void stop() throws IOException {
        victim.close();
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void everyClientAttacksUntilTheEnd(Attack attack) throws InterruptedException {
        try (Crowd crowd = crowd(new Hostility(CLIENTS, List.of(attack)))) {
            crowd.start();
            await(() -> victim.visits.stream()
                            .filter(visit -> isAttack(attack, visit))
                            .count()
                    == CLIENTS);

            Hostile seen = crowd.take(0).get(0);
            assertThat(seen.attack()).isEqualTo(attack);
            assertThat(seen.clients()).isEqualTo(CLIENTS);
            assertThat(seen.connections()).isGreaterThanOrEqualTo(CLIENTS);
            assertThat(seen.sent() > 0).isEqualTo(attack != Attack.IDLE);
            crowd.end();
            await(() -> victim.visits.stream().allMatch(visit -> visit.over));
        }
    }

    private static boolean isAttack(Attack attack, Visit visit) {
        return switch (attack) {
            case IDLE -> visit.text().isEmpty() && !visit.over;
            case TRICKLE ->
                visit.count("Transfer-Encoding: chunked") == 1
                        && visit.count("1\r\n \r\n") >= 3
                        && visit.count("0\r\n\r\n") == 0;
            case ENDLESS ->
                visit.count("Content-Length: 640000") == 1
                        && visit.text().length() > 64_000
                        && visit.text().length() < 70_000;
            case PIPELINE -> visit.count("consumer=hostile ") >= 100;
            case FLOOD -> differentMatches("consumer=(hostile-[0-9]+)", visit) >= 3;
            case UNKNOWN -> differentMatches("/logstores/(nowhere-[0-9]+)", visit) >= 3 && visit.count(",4999]") >= 3;
        };
    }

    private static long differentMatches(String pattern, Visit visit) {
        Matcher matcher = Pattern.compile(pattern).matcher(visit.text());
        return matcher.results().map(match -> match.group(1)).distinct().count();
    }

    @Test
    void aClientThatIsThrownOutComesBack() throws InterruptedException, IOException {
        try (Crowd crowd = crowd(new Hostility(1, List.of(Attack.IDLE)))) {
            crowd.start();
            await(() -> crowd.take(0).get(0).connections() == 1);
            victim.throwOut();
            await(() -> crowd.take(0).get(0).connections() == 2);
            assertThat(crowd.take(0).get(0).closed()).isEqualTo(1);
        }
    }

    @Test
    void withoutHostileClientsNobodyComes() throws InterruptedException {
        try (Crowd crowd = crowd(Hostility.NONE)) {
            crowd.start();
            assertThat(crowd.take(0)).isEmpty();
            assertThat(crowd.deleteGroup()).isTrue();
        }
        assertThat(victim.visits).isEmpty();
    }

    private Crowd crowd(Hostility hostility) {
        GroupSpec group = new GroupSpec(Protocol.SLS, "space", "shards-2", "run-hostile", 20);
        Targets targets = Targets.resolve(List.of(victim.address()), false);
        return new Crowd(hostility, group, new Endpoint(targets, null, SlsSigning.V1, Duration.ofSeconds(5)));
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
