package io.shardbeat.coordinator.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCursorTest {
    @ParameterizedTest
    @ValueSource(strings = {"sls/p/l/g", "cls/n/g", "sls/p/"})
    void aPlaceIsReadBackAsItWasWritten(String text) {
        assertThat(GroupCursor.parse(text)).hasToString(text);
    }

    @Test
    void noTextIsTheStart() {
        assertThat(GroupCursor.parse("")).isEqualTo(GroupCursor.START);
    }

    @Test
    void placesGoByNamespaceThenScopeThenName() {
        assertThat(GroupCursor.at(GroupId.parse("sls/a/l/g"))).isLessThan(GroupCursor.at(GroupId.parse("sls/a-b/l/g")));
        assertThat(GroupCursor.at(GroupId.parse("sls/a/l/z"))).isLessThan(GroupCursor.at(GroupId.parse("sls/a/l-2/a")));
    }

    @Test
    void aNamespaceBeginsBeforeItsGroupsAndEndsAfterThem() {
        Namespace namespace = new Namespace("sls", "p");
        GroupCursor group = GroupCursor.at(GroupId.parse("sls/p/z/z"));

        assertThat(GroupCursor.startOf(namespace)).isLessThan(group);
        assertThat(GroupCursor.endOf(namespace)).isGreaterThan(group);
        assertThat(GroupCursor.endOf(namespace, "z")).isGreaterThan(group);
        assertThat(GroupCursor.endOf(namespace, "y")).isLessThan(group);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sls", "sls/p", "sls/p/l/g/more"})
    void whatIsNoPlaceIsRefused(String text) {
        assertThatThrownBy(() -> GroupCursor.parse(text)).hasMessageContaining("3 or 4 parts");
    }
}
