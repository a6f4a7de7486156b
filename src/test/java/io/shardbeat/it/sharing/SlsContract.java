package io.shardbeat.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.process.Node;
import org.jspecify.annotations.Nullable;

/** What consumers see through the official client of SLS. */
abstract class SlsContract extends CloudContract {
    SlsContract(SignVersion version) {
        super(new SlsCloud(version));
    }

    @Override
    void assertZombieIsStopped(Consumer zombie, Node node) throws Exception {
        LogException refused = catchThrowableOfType(LogException.class, () -> zombie.beatNow(node));
        assertThat(refused.GetErrorCode()).isEqualTo("NotExistConsumerWithBody");
        assertThat(refused.GetHttpCode()).isEqualTo(400);
        assertThat(refused.GetErrorMessage()).isEqualTo("Non-exist consumer with non-empty body of heartbeat message.");
        assertThat(zombie.isEmptied().beat(node))
                .as("joins again, and waits for its share")
                .isEmpty();
    }

    @Override
    void assertFenced(@Nullable Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        LogException.class,
                        refused -> assertThat(refused.GetErrorCode()).isEqualTo("ConsumerNotMatch"));
    }

    @Override
    String alreadyExists() {
        return "ConsumerGroupAlreadyExist";
    }

    @Override
    String doesNotExist() {
        return "ConsumerGroupNotExist";
    }
}
