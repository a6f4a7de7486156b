package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogFileTest {
    @Test
    void aGroupMayHaveMarginsAndADelayOfItsOwn() throws IOException {
        assertThat(group("{name: g, fence-margin: auto, release-margin: 2s, initial-delay: 1500ms}"))
                .isEqualTo(new GroupSettings(
                        20,
                        false,
                        List.of("l"),
                        new GroupOverrides(FenceMargin.AUTO, Duration.ofSeconds(2), Duration.ofMillis(1_500))));
        assertThat(group("{name: g, fence-margin: 5s}").overrides())
                .isEqualTo(new GroupOverrides(new FenceMargin(Duration.ofSeconds(5)), null, null));
        assertThat(group("{name: g}").overrides()).isEqualTo(GroupOverrides.NONE);
    }

    @Test
    void aMarginThatIsNoneIsNamedWithItsGroup() {
        assertThatThrownBy(() -> group("{name: g, fence-margin: often}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("group g: a fence margin is auto or a duration such as 5s, was \"often\"");
        assertThatThrownBy(() -> group("{name: g, fence-margin: -5s}")).hasMessageContaining("-5s");
        assertThatThrownBy(() -> group("{name: g, release-margin: -5s}")).hasMessageContaining("PT-5S");
    }

    private static GroupSettings group(String entry) throws IOException {
        String file = "sls: {projects: [{name: p, logstores: [{name: l, shards: 2, groups: [" + entry + "]}]}]}";
        return CatalogFile.parse(file.getBytes(StandardCharsets.UTF_8))
                .declarations(20)
                .get(0)
                .groups()
                .values()
                .iterator()
                .next();
    }
}
