package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.shardbeat.cls.ClsSection;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.sls.SlsSection;
import java.io.IOException;
import java.util.List;

/** A catalog file is either taken or refused with an exception that says why, of the two kinds the provisioner reports. */
class CatalogFileFuzzTest {
    private static final CatalogFile FORMAT = new CatalogFile(List.of(new SlsSection(), new ClsSection()));

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
                assertThat(FORMAT.read(input, 20)).doesNotContainNull();
            } catch (IOException | IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
