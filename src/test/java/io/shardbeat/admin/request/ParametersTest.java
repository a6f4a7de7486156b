package io.shardbeat.admin.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.admin.view.shard.ShardPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void whatIsLeftOutHasADefault() {
        assertThat(Parameters.limit(null, 7)).isEqualTo(7);
        assertThat(Parameters.offset(null)).isZero();
        assertThat(Parameters.state(null)).isNull();
        assertThat(Parameters.parts(null)).isEmpty();
    }

    @Test
    void whatIsGivenIsRead() {
        assertThat(Parameters.limit("1000", 7)).isEqualTo(1000);
        assertThat(Parameters.offset("12")).isEqualTo(12);
        assertThat(Parameters.state("handing-over")).isEqualTo(ShardPhase.HANDING_OVER);
        assertThat(Parameters.parts("members,history")).containsExactlyInAnyOrder("members", "history");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "many", "", "1.5", "99999999999"})
    void aLimitOutOfRangeIsRefused(String limit) {
        assertThatThrownBy(() -> Parameters.limit(limit, 7)).hasMessage("limit must be a number from 1 to 1000");
    }

    @Test
    void wordsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Parameters.state("HELD"))
                .hasMessageContaining("held, handing-over, free, fenced, parked");
        assertThatThrownBy(() -> Parameters.parts("members,secrets")).hasMessageContaining("include");
    }

    @Test
    void aNameThatCannotBeIsTheCallersFault() {
        assertThatThrownBy(() -> Parameters.group("sls/a b/c/d"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.error()).isEqualTo(AdminError.INVALID_ARGUMENT));
    }
}
