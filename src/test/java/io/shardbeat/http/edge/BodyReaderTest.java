package io.shardbeat.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.edge.BodyReader.Bounds;
import io.shardbeat.http.edge.BodyReader.Stop;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BodyReaderTest {
    private static final int KB = 1024;
    private static final Bounds BOUNDS = new Bounds(1000 * KB, 64 * KB, 4 * KB);
    private static final Answer DISTRUST = new Answer(401, "", List.of(), new byte[0]);

    private final BodyBudget budget = new BodyBudget(4000 * KB);
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable Answer verdict;

    @Test
    void aBodyInOnePieceIsNotCounted() {
        BodyReader body = reader(60 * KB);
        assertThat(body.begin()).isNull();
        assertThat(body.add(bytes(60 * KB))).isNull();
        assertThat(body.body()).hasSize(60 * KB);
        assertThat(budget.strangers().taken()).isZero();
        assertThat(asked).hasValue(0);
    }

    @Test
    void piecesBecomeOneBody() {
        BodyReader body = reader(-1);
        for (String piece : List.of("[0", ",", "1", "]")) {
            assertThat(body.add(Buffer.buffer(piece))).isNull();
        }
        assertThat(body.body()).asString().isEqualTo("[0,1]");
    }

    /** Copying all at each piece would be a thousand billion bytes. */
    @Test
    @Timeout(30)
    void tinyPiecesCostTheirBytes() {
        BodyReader body = reader(-1);
        Buffer one = bytes(1);
        long start = System.nanoTime();
        for (int i = 0; i < 1000 * KB; i++) {
            assertThat(body.add(one) == null).isTrue();
        }
        assertThat(body.body()).hasSize(1000 * KB);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void noMoreOfAStrangersBodyIsKeptThanAStrangerMaySend() {
        verdict = DISTRUST;
        BodyReader body = reader(-1);
        assertThat(body.add(bytes(64 * KB))).isNull();
        assertThat(asked).as("a short one is nobody's business").hasValue(0);
        assertThat(body.add(bytes(1))).isEqualTo(new Stop(DISTRUST, null));
        assertThat(reader(65 * KB).begin()).isEqualTo(new Stop(DISTRUST, null));
    }

    @Test
    void whoIsKnownIsAskedOnceAndMaySendMore() {
        BodyReader body = reader(-1);
        for (int i = 0; i < 40; i++) {
            assertThat(body.add(bytes(10 * KB))).isNull();
        }
        assertThat(asked).hasValue(1);
        assertThat(budget.strangers().taken()).isZero();
        assertThat(budget.known().taken()).isBetween(396L * KB, 1000L * KB);
        body.release();
        assertThat(budget.known().taken()).isZero();
    }

    @Test
    void nobodyMaySendMoreThanTheLimit() {
        assertThat(reader(1001 * KB).begin()).isEqualTo(new Stop(null, Refusal.BODY_TOO_LARGE));
        BodyReader body = reader(-1);
        assertThat(body.add(bytes(1000 * KB))).isNull();
        assertThat(body.add(bytes(1))).isEqualTo(new Stop(null, Refusal.BODY_TOO_LARGE));
        assertThat(asked).hasValue(1);
    }

    @Test
    void strangersShareTheirPartOfTheBudgetAndNoMore() {
        verdict = DISTRUST;
        int kept = 0;
        while (reader(-1).add(bytes(40 * KB)) == null) {
            kept++;
        }
        assertThat(kept).as("of 2000 KB, 36 each").isEqualTo(55);
        assertThat(reader(-1).add(bytes(40 * KB))).isEqualTo(new Stop(null, Refusal.OVERLOADED));
        assertThat(reader(-1).add(bytes(4 * KB))).as("little is not counted").isNull();
        verdict = null;
        assertThat(reader(-1).add(bytes(40 * KB)))
                .as("who is known has another part")
                .isNull();
    }

    @Test
    void whatIsOverIsGivenBack() {
        BodyReader body = reader(-1);
        body.add(bytes(40 * KB));
        body.release();
        body.release();
        assertThat(budget.strangers().taken()).isZero();
    }

    private BodyReader reader(long announced) {
        return new BodyReader(BOUNDS, announced, budget, () -> {
            asked.incrementAndGet();
            return verdict;
        });
    }

    private static Buffer bytes(int length) {
        return Buffer.buffer(new byte[length]);
    }
}
