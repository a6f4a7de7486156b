package io.shardbeat.coordinator.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For an official client "does not exist" is final: it is not said while what is declared is on its way into the store. */
class GroupsTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");

    private final MemoryCatalog catalog = new MemoryCatalog();
    private final MemoryGroupDirectory directory = new MemoryGroupDirectory();
    /** Whether the store has been told, one look after the other; the last stands. */
    private final Deque<Boolean> told = new ArrayDeque<>(List.of(true));

    private final Groups groups = new Groups(
            catalog,
            directory,
            () -> told.size() > 1 ? told.remove() : told.element(),
            List.of(new GroupLimit("sls", 9)));

    @Test
    void whatIsMissingInAStoreThatWasToldAllDoesNotExist() {
        assertThat(missing()).isEqualTo(new GroupOutcome.NoNamespace(PROJECT));
        declare();
        assertThat(missing()).isEqualTo(new GroupOutcome.NoGroup(GROUP));
    }

    @Test
    void whatIsMissingBeforeItWasToldMayStillCome() {
        told.clear();
        told.add(false);
        assertThatThrownBy(this::missing).hasCauseInstanceOf(StoreUnavailableException.class);
        declare();
        told.clear();
        told.addAll(List.of(false, true));
        assertThatThrownBy(this::missing)
                .as("told while it was asked")
                .hasCauseInstanceOf(StoreUnavailableException.class);
        told.addAll(List.of(true, false));
        assertThatThrownBy(this::missing)
                .as("came back empty while it was asked")
                .hasCauseInstanceOf(StoreUnavailableException.class);
    }

    /** Who asks did not find it, and it was made before it was asked why. */
    @Test
    void aGroupThatHasJustComeIsNotMissing() {
        declare();
        directory.create(GROUP, new GroupSettings(30, false, List.of("logstore")));
        assertThatThrownBy(this::missing).hasCauseInstanceOf(StoreUnavailableException.class);
    }

    private void declare() {
        catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 2)));
    }

    private GroupOutcome missing() {
        return groups.missing(GROUP).toCompletableFuture().join();
    }
}
