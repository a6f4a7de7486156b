package io.shardbeat.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table "who repeats what" of docs/clients.md. */
class ClientKindTest {
    @ParameterizedTest
    @CsvSource({
        "sls-java, 4, 4200, 60",
        "sls-java-0.6.54, 8, 9400, 60",
        "sls-go, 1, 0, 7",
        "sls-python, 10, 10000, 120",
        "cls-python, 10, 10000, 30",
        "cls-go, 10, 9000, 30"
    })
    void aHeartbeatIsTriedAsOftenAndForAsLongAsItsLibraryDoes(String word, int tries, long millis, int tryTimeout) {
        ClientKind kind = ClientKind.parse(word);
        int failed = 1;
        Duration all = kind.lastPause();
        for (Duration pause = kind.pauseAfter(1); pause != null; pause = kind.pauseAfter(failed)) {
            all = all.plus(pause);
            failed++;
        }

        assertThat(failed).isEqualTo(tries);
        assertThat(all).hasMillis(millis);
        assertThat(kind.tryTimeout(Duration.ofSeconds(7))).hasSeconds(tryTimeout);
        assertThat(kind.toString()).isEqualTo(word);
    }

    @Test
    void anUnknownLibraryIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> ClientKind.parse("java")).hasMessageContaining("'java'", "sls-java-0.6.54, sls-go");
    }

    @Test
    void librariesAreDealtInTurnToTheGroupsOfTheirProtocol() {
        Rhythm rhythm = new Rhythm(
                Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(9));
        LoadPlan plan = new LoadPlan(
                new Naming("space", "run"),
                new FleetSize(1, 1, 4, 4),
                Slice.WHOLE,
                rhythm,
                List.of(),
                List.of(ClientKind.SLS_JAVA, ClientKind.SLS_GO));

        assertThat(plan.client(0, Protocol.SLS)).isEqualTo(ClientKind.SLS_JAVA);
        assertThat(plan.client(1, Protocol.SLS)).isEqualTo(ClientKind.SLS_GO);
        assertThat(plan.client(2, Protocol.SLS)).isEqualTo(ClientKind.SLS_JAVA);
        assertThat(plan.client(0, Protocol.CLS)).isNull();
    }
}
