package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupSettingsTest {
    private static final GroupSettings SETTINGS = new GroupSettings(20, false, List.of("clicks"));

    @Test
    void oneSettingIsReplacedAndTheOthersAreKept() {
        GroupOverrides own = new GroupOverrides(FenceMargin.AUTO, null, Duration.ZERO);
        GroupSettings changed = SETTINGS.withOverrides(own);
        assertThat(changed).isEqualTo(new GroupSettings(20, false, List.of("clicks"), own));
        assertThat(changed.withTimeoutSeconds(9)).isEqualTo(new GroupSettings(9, false, List.of("clicks"), own));
        assertThat(changed.withOrdered(true)).isEqualTo(new GroupSettings(20, true, List.of("clicks"), own));
        assertThat(changed.withTopics(List.of("views"))).isEqualTo(new GroupSettings(20, false, List.of("views"), own));
    }

    @Test
    void aGroupConsumesSomething() {
        assertThatThrownBy(() -> SETTINGS.withTopics(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
