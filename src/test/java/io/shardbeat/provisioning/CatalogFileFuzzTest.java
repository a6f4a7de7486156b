package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.shardbeat.fuzz.Bounds;
import java.io.IOException;

/** A catalog file is either taken or refused with an exception that says why, of the two kinds the provisioner reports. */
class CatalogFileFuzzTest {
    @DictionaryEntries({
        "sls",
        "cls",
        "projects",
        "logstores",
        "logsets",
        "topics",
        "groups",
        "shards",
        "partitions",
        "fence-margin",
        "auto",
        "PT5S",
        "&a",
        "*a",
        "<<:",
        "!!",
        "---",
        "2147483648"
    })
    @FuzzTest
    void everyContentIsTakenOrRefused(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            try {
                assertThat(CatalogFile.parse(input).declarations(20)).doesNotContainNull();
            } catch (IOException | IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
