package io.shardbeat.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.Shards;
import org.junit.jupiter.api.Test;

class LibraryWorkTest {
    private static final Shards BOTH = Shards.of(0, 1);
    private static final Shards FIRST = Shards.of(0);
    private static final Shards SECOND = Shards.of(1);
    private static final long PROCESSING = 10;

    @Test
    void whatAnAnswerHasIsBegunAndStoppedWithAtTurnsOfTheLoop() {
        LibraryWork work = workingOnBoth(ClientKind.SLS_GO);

        work.isGranted(FIRST);
        assertThat(work.working()).isEqualTo(BOTH);
        assertThat(work.turn(0).stopped()).isEqualTo(Shards.NONE);
        assertThat(work.turn(PROCESSING - 1).stopped()).isEqualTo(Shards.NONE);
        assertThat(work.turn(PROCESSING).stopped()).isEqualTo(SECOND);
        assertThat(work.working()).isEqualTo(FIRST);
    }

    @Test
    void aShardStaysInTheReportUntilItHasStopped() {
        LibraryWork work = workingOnBoth(ClientKind.SLS_PYTHON);

        work.isGranted(FIRST);
        work.turn(0);
        assertThat(work.report()).isEqualTo(BOTH);
        work.turn(PROCESSING);
        assertThat(work.report()).isEqualTo(FIRST);
    }

    @Test
    void clsGoReportsItsLastAnswerWhetherItHasStoppedOrNot() {
        LibraryWork work = workingOnBoth(ClientKind.CLS_GO);

        work.isGranted(FIRST);
        assertThat(work.report()).isEqualTo(FIRST);
        assertThat(work.working()).isEqualTo(BOTH);
    }

    @Test
    void aShardThatIsGivenBackWhileItStopsIsBegunAfterTheNextAnswerThatHasIt() {
        LibraryWork work = workingOnBoth(ClientKind.SLS_JAVA);
        work.isGranted(FIRST);
        work.turn(0);

        work.isGranted(BOTH);
        work.turn(PROCESSING);
        assertThat(work.report()).isEqualTo(FIRST);
        assertThat(work.turn(PROCESSING + 1).begun()).isEqualTo(Shards.NONE);

        work.isGranted(BOTH);
        assertThat(work.turn(PROCESSING + 2).begun()).isEqualTo(SECOND);
    }

    @Test
    void whoFencesItselfStopsAtTheNextTurnAndReportsOnUntilThen() {
        LibraryWork work = workingOnBoth(ClientKind.SLS_JAVA);

        work.fence();
        assertThat(work.report()).isEqualTo(BOTH);
        work.turn(0);
        assertThat(work.turn(PROCESSING).stopped()).isEqualTo(BOTH);
        assertThat(work.report()).isEqualTo(Shards.NONE);
    }

    @Test
    void theNewerJavaLibraryReportsNothingOnceItHasFencedItself() {
        LibraryWork work = workingOnBoth(ClientKind.SLS_JAVA_NEW);

        work.fence();

        assertThat(work.report()).isEqualTo(Shards.NONE);
        assertThat(work.working()).isEqualTo(BOTH);
    }

    private static LibraryWork workingOnBoth(ClientKind kind) {
        LibraryWork work = new LibraryWork(kind, PROCESSING);
        work.isGranted(BOTH);
        assertThat(work.turn(-1).begun()).isEqualTo(BOTH);
        return work;
    }
}
