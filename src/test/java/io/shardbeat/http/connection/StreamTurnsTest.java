package io.shardbeat.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Whose requests of HTTP/2 begin when. */
class StreamTurnsTest {
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final StreamTurns greedy = new StreamTurns(channel);
    private final StreamTurns modest = new StreamTurns(new EmbeddedChannel());

    @Test
    void aFewOfEachConnectionInATurn() {
        for (int i = 0; i < 2 * StreamTurns.AT_ONCE; i++) {
            add(greedy, "greedy-" + i);
        }
        add(modest, "modest");
        while (!loop.isEmpty()) {
            turn();
        }
        assertThat(begun).hasSize(2 * StreamTurns.AT_ONCE + 1);
        assertThat(begun.indexOf("modest")).isEqualTo(StreamTurns.AT_ONCE);
        assertThat(begun).startsWith("greedy-0", "greedy-1").endsWith("greedy-14", "greedy-15");
    }

    @Test
    void whileManyWaitNothingMoreIsRead() {
        for (int i = 0; i < StreamTurns.MOST_WAITING + StreamTurns.AT_ONCE; i++) {
            assertThat(channel.config().isAutoRead()).isEqualTo(i < StreamTurns.MOST_WAITING);
            add(greedy, "greedy-" + i);
        }
        assertThat(greedy.areMany()).isTrue();
        turn();
        assertThat(greedy.areMany()).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();
        for (int i = 0; i <= StreamTurns.AT_ONCE; i++) {
            turn();
        }
        assertThat(greedy.areMany()).isFalse();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    /** It is answered as a fault of ours; those behind it wait for their turn all the same. */
    @Test
    void whatFailsHoldsUpNobody() {
        greedy.add(
                () -> {
                    throw new IllegalStateException("as planned");
                },
                loop::add);
        add(greedy, "next");
        while (!loop.isEmpty()) {
            try {
                turn();
            } catch (IllegalStateException planned) {
                begun.add("failed");
            }
        }
        assertThat(begun).containsExactly("failed", "next");
    }

    private void add(StreamTurns turns, String name) {
        turns.add(() -> begun.add(name), loop::add);
    }

    private void turn() {
        loop.remove().run();
    }
}
