package io.shardbeat.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.it.client.ClsCloud;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.testkit.process.Node;
import org.jspecify.annotations.Nullable;

class ClsConsumersIT extends CloudContract {
    ClsConsumersIT() {
        super(new ClsCloud());
    }

    /** There is no code to say no with: it is told to stop, and is a member again. */
    @Override
    void assertZombieIsStopped(Consumer zombie, Node node) throws Exception {
        assertThat(zombie.beatNow(node)).isEmpty();
    }

    /** Not at all: a refusal would end a thread of the Python consumer. */
    @Override
    void assertFenced(@Nullable Throwable failure) {
        assertThat(failure).isNull();
    }

    @Override
    String alreadyExists() {
        return "FailedOperation";
    }

    @Override
    String doesNotExist() {
        return "FailedOperation";
    }
}
