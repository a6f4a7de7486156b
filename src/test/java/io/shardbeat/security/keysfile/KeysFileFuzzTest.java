package io.shardbeat.security.keysfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.security.AccessKey;
import java.util.List;
import java.util.Map;

/**
 * A keys file is either taken, and then holds keys that are whole, or refused with one line that names no secret. It never
 * fails the reload.
 */
class KeysFileFuzzTest {
    @DictionaryEntries({
        "keys",
        "secret",
        "allow",
        "tokens",
        "sls:*",
        "admin",
        "admin:read",
        "&a",
        "*a",
        "<<:",
        "!!",
        "---",
        "\""
    })
    @FuzzTest
    void everyContentIsTakenOrRefused(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            KeysParser parser = new KeysParser(List.of("sls", "cls"));
            Map<String, AccessKey> keys = parser.parse(input);
            String problem = parser.problem();
            if (problem != null) {
                assertThat(problem).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
                assertThat(problem).doesNotContain("t0p-s3cret");
            } else {
                assertThat(keys).allSatisfy((id, key) -> {
                    assertThat(key.id()).isEqualTo(id);
                    assertThat(AccessKey.isId(id)).isTrue();
                    assertThat(key.secret()).isNotEmpty();
                });
            }
        });
    }
}
