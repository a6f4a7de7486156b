package io.shardbeat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    /** Every browser and server takes them out of an address, percent-encoded too: another group's would be left. */
    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void aStepInAnAddressIsNoName(String name) {
        assertThat(Names.isValid(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a.", "a..b", "-", "_", "host.name-4711"})
    void dotsBesideAnythingElseAreFine(String name) {
        assertThat(Names.isValid(name)).isTrue();
    }
}
