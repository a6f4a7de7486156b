package io.shardbeat.load.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
    @Test
    void anotherMachineIsOnlyLoadedWhenThatIsMeant() {
        List<String> remote = List.of("192.0.2.1:8080");

        assertThatThrownBy(() -> Targets.resolve(remote, false)).hasMessageContaining("--allow-remote");
        assertThat(Targets.resolve(remote, true).size()).isEqualTo(1);
    }

    @Test
    void oneRemoteTargetAmongLocalOnesIsRefusedToo() {
        assertThatThrownBy(() -> Targets.resolve(List.of("127.0.0.1:1", "192.0.2.1:1"), false))
                .hasMessageContaining("192.0.2.1:1");
    }

    @Test
    void whatIsNoTargetIsRefusedInWords() {
        assertThatThrownBy(() -> Targets.resolve(List.of("127.0.0.1"), false)).hasMessageContaining("host:port");
    }
}
