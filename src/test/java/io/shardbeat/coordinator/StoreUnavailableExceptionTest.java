package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class StoreUnavailableExceptionTest {
    @Test
    void theStoresOwnWordIsBehindAFailureHoweverItIsWrappedAndWhateverCausedIt() {
        // given
        StoreUnavailableException store =
                new StoreUnavailableException(Reason.UNREACHABLE, "no answer", new IllegalStateException("reset"));

        // when
        Throwable behind = StoreUnavailableException.behind(new CompletionException(new RuntimeException(store)));

        // then
        assertThat(behind).isSameAs(store);
    }

    @Test
    void theRootCauseIsBehindAFailureThatIsNotTheStores() {
        // given
        IllegalStateException root = new IllegalStateException("a fault");

        // when
        Throwable behind = StoreUnavailableException.behind(new CompletionException(new RuntimeException(root)));

        // then
        assertThat(behind).isSameAs(root);
    }
}
