package io.shardbeat.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RedisUserTest {
    @Test
    void whatNodesMayInTheTestsIsWhatTheOperationsPageTellsOperatorsToAllow() throws IOException {
        assertThat(Files.readString(Path.of("docs/operations.md"))).contains(RedisUser.RULES);
    }

    @Test
    void aNodeMayNotWhatHarmsOthers() {
        try (RedisProcess redis = new RedisProcess().start();
                RedisConsole console = new RedisConsole(redis.uri())) {
            for (String command : new String[] {"FLUSHALL", "CONFIG GET x", "KEYS *", "GET other", "SUBSCRIBE c"}) {
                String[] words = ("ACL DRYRUN shardbeat " + command).split(" ");
                assertThat(console.text(words)).as(command).isNotEqualTo("OK");
            }
            assertThat(console.text("ACL", "DRYRUN", "shardbeat", "GET", "sb:x"))
                    .isEqualTo("OK");
        }
    }
}
