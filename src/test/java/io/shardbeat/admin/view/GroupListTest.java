package io.shardbeat.admin.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.groups.GroupListing.Row;
import io.shardbeat.coordinator.groups.GroupListing.Rows;
import io.shardbeat.group.GroupId;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupListTest {
    private static final Comparator<GroupRow> BY_MEMBERS = Comparator.comparing(GroupRow::members);

    @Test
    void aSortedListingSaysWhereTheGroupsBeginThatItLeavesOut() throws Exception {
        GroupCursor next = GroupCursor.at(id("c"));

        GroupList cut = GroupList.of(new Rows(List.of(row("a", 2), row("b", 1)), next), "", BY_MEMBERS, 0, 1);

        assertThat(cut.groups()).extracting(GroupRow::name).containsExactly("b");
        assertThat(cut.next()).isEqualTo("1");
        assertThat(cut.beyond()).isEqualTo(next.toString());
        assertThat(GroupCursor.parse(cut.beyond())).isEqualTo(next);
    }

    @Test
    void oneThatHasAllDoesNot() throws Exception {
        Rows all = new Rows(List.of(row("a", 2)), null);

        assertThat(new ObjectMapper().writeValueAsString(GroupList.of(all, "", BY_MEMBERS, 0, 1)))
                .endsWith("\"next\":null}");
        assertThat(new ObjectMapper().writeValueAsString(GroupList.of(all, ""))).endsWith("\"next\":null}");
    }

    private static Row row(String name, int members) {
        return new Row(id(name), new Summary(id(name), 7, members, 0, 0, false, false, null));
    }

    private static GroupId id(String name) {
        return new GroupId(new Namespace("sls", "p"), "l", name);
    }
}
