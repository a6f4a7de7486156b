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
    void oneOfEachConnectionInATurn() {
        for (int i = 0; i < 10; i++) {
            add(greedy, "greedy-" + i);
        }
        add(modest, "modest");
        turn();
        turn();
        assertThat(begun).containsExactly("greedy-0", "modest");
        while (!loop.isEmpty()) {
            turn();
        }
        assertThat(begun).hasSize(11).endsWith("greedy-8", "greedy-9");
    }

    @Test
    void whileManyWaitNothingMoreIsRead() {
        for (int i = 0; i < StreamTurns.MOST_WAITING + 3; i++) {
            assertThat(channel.config().isAutoRead()).isEqualTo(i < StreamTurns.MOST_WAITING);
            add(greedy, "greedy-" + i);
        }
        assertThat(greedy.areMany()).isTrue();
        for (int i = 0; i < 4; i++) {
            assertThat(channel.config().isAutoRead()).isFalse();
            turn();
        }
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(greedy.areMany()).isFalse();
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
        try {
            turn();
        } catch (IllegalStateException planned) {
            begun.add("failed");
        }
        turn();
        assertThat(begun).containsExactly("failed", "next");
    }

    private void add(StreamTurns turns, String name) {
        turns.add(() -> begun.add(name), loop::add);
    }

    private void turn() {
        loop.remove().run();
    }
}
