package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Deletion;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What group and catalog commands may rely on, whatever keeps the groups. */
public abstract class GroupDirectoryContract extends StoreContract {
    private static final GroupSettings WIDER = new GroupSettings(7, true, List.of(LOGSTORE, "second"));

    @Test
    void aGroupIsFoundAsItWasCreated() {
        assertThat(create("other", WIDER)).isTrue();
        assertThat(join(stores().directory().find(other("other")))).contains(WIDER);
        assertThat(join(stores().directory().find(other("nobody")))).isEmpty();
    }

    @Test
    void whatAGroupHasOfItsOwnIsKeptAndCanBeTakenAway() {
        GroupOverrides own = new GroupOverrides(FenceMargin.AUTO, Duration.ofSeconds(2), Duration.ofMillis(1_500));
        GroupOverrides fixed = new GroupOverrides(new FenceMargin(Duration.ofSeconds(5)), null, null);
        assertThat(create("other", WIDER.withOverrides(own))).isTrue();
        assertThat(join(stores().directory().find(other("other")))).contains(WIDER.withOverrides(own));
        assertThat(join(stores().directory().update(other("other"), WIDER.withOverrides(fixed))))
                .isTrue();
        assertThat(listed()).containsEntry(other("other"), WIDER.withOverrides(fixed));
        assertThat(join(stores().directory().update(other("other"), WIDER))).isTrue();
        assertThat(join(stores().directory().find(other("other")))).contains(WIDER);
    }

    @Test
    void namesAreUniqueIgnoringCase() {
        assertThat(create("group", WIDER)).isFalse();
        assertThat(create("GROUP", WIDER)).isFalse();
        assertThat(join(stores().directory().find(other("GROUP")))).isEmpty();
        assertThat(join(stores().directory().find(group))).contains(SETTINGS);
    }

    @Test
    void aDeletedGroupsNameIsFreeInAnySpelling() {
        assertThat(delete(Members.REMOVE)).isEqualTo(Deletion.DELETED);
        assertThat(delete(Members.REMOVE)).isEqualTo(Deletion.NO_GROUP);
        assertThat(delete(Members.KEEP)).isEqualTo(Deletion.NO_GROUP);
        assertThat(create("GROUP", WIDER)).isTrue();
        assertThat(listed()).containsExactly(Map.entry(other("GROUP"), WIDER));
    }

    @Test
    void aGroupWithMembersIsDeletedOnlyIfTheyMayGoToo() {
        beat("c1");
        assertThat(delete(Members.KEEP)).isEqualTo(Deletion.HAS_MEMBERS);
        assertThat(join(stores().directory().find(group))).contains(SETTINGS);
        assertThat(known(beat("c1"))).isNotNull();
        assertThat(delete(Members.REMOVE)).isEqualTo(Deletion.DELETED);
        assertThat(beat("c1")).isInstanceOf(BeatReply.NoGroup.class);
        create("group", SETTINGS);
        assertThat(delete(Members.KEEP)).isEqualTo(Deletion.DELETED);
    }

    private Deletion delete(Members members) {
        return join(stores().directory().delete(group, members));
    }

    @Test
    void groupsAreListedByNameWithinTheirScope() {
        create("b", WIDER);
        create("a", SETTINGS);
        assertThat(listed())
                .containsExactly(
                        Map.entry(other("a"), SETTINGS), Map.entry(other("b"), WIDER), Map.entry(group, SETTINGS));
        assertThat(join(stores().directory().list(namespace, "second"))).isEmpty();
        assertThat(join(stores().directory().list(namespace, ""))).isEmpty();
    }

    @Test
    void newSettingsMakeTheGroupDueAndDisturbNoGrant() {
        beat("c1");
        pass();
        assertThat(join(stores().directory().update(group, SETTINGS.withTimeoutSeconds(9))))
                .isTrue();
        assertThat(join(stores().directory().find(group))).contains(SETTINGS.withTimeoutSeconds(9));
        assertThat(due()).contains(group);
        long epoch = claim().snapshot().epoch();
        pass();
        assertThat(claim().snapshot().epoch()).isEqualTo(epoch);
        assertThat(join(stores().directory().update(other("nobody"), SETTINGS))).isFalse();
        assertThat(join(stores().directory().find(other("nobody")))).isEmpty();
    }

    @Test
    void aNamespaceExistsOnceDeclaredWithItsTopics() {
        Namespace fresh = new Namespace("sls", namespace.name() + "-fresh");
        assertThat(join(stores().catalog().topics(fresh))).isEmpty();
        join(stores().catalog().declare(fresh, "display", List.of()));
        assertThat(join(stores().catalog().topics(fresh)))
                .hasValueSatisfying(topics -> assertThat(topics).isEmpty());
        Topic topic = new Topic("t", "its name", 3);
        join(stores().catalog().declare(fresh, "display", List.of(topic)));
        join(stores().catalog().declare(fresh, "display", List.of(new Topic("t", "its name", 1))));
        assertThat(join(stores().catalog().topics(fresh)).orElseThrow()).containsOnlyKeys("t");
        Topic stored = join(stores().catalog().topic(fresh, "t")).orElseThrow();
        assertThat(stored).isEqualTo(topic.createdAt(stored.lineage().created()));
        assertThat(stored.lineage().created().toEpochMilli()).isBetween(nowMillis() - 60_000, nowMillis());
    }

    private boolean create(String name, GroupSettings settings) {
        return join(stores().directory().create(other(name), settings));
    }

    private Map<io.shardbeat.group.GroupId, GroupSettings> listed() {
        return join(stores().directory().list(namespace, LOGSTORE));
    }
}
