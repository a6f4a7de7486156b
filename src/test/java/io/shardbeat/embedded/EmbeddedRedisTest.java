package io.shardbeat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.process.FreePort;
import io.shardbeat.testkit.process.RedisConsole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

class EmbeddedRedisTest {
    @Test
    void startsInAFolderWhoseNameHasBlanksAndQuotes(@TempDir Path parent) throws Exception {
        // given
        Path data = Files.createDirectory(parent.resolve("a checkout \"of mine\""));
        int port = FreePort.find();

        // when
        RedisServer server = EmbeddedRedis.start(port, data);

        // then
        try (RedisConsole console = new RedisConsole(URI.create("redis://127.0.0.1:" + port))) {
            assertThat(console.list("CONFIG", "GET", "dir"))
                    .containsExactly("dir", data.toRealPath().toString());
        } finally {
            server.stop();
        }
    }
}
