package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.ClsSection;
import io.shardbeat.config.RedisChoice;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.CatalogView;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.sls.SlsSection;
import io.shardbeat.testkit.cls.Settings;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node knows of whether the store has been told what is declared. */
class CatalogProvisionerTest {
    private static final CatalogFile FORMAT = new CatalogFile(List.of(new SlsSection(), new ClsSection()));

    private static final Namespace PROJECT = new Namespace("sls", "p");
    private static final GroupId GROUP = new GroupId(PROJECT, "l", "g");
    private static final String CATALOG =
            "sls: {projects: [{name: p, logstores: [{name: l, shards: 2, groups: [{name: g}]}]}]}";

    @TempDir
    private Path folder;

    private String server = "";
    private boolean storeIsAway;
    private final MemoryCatalog catalog = new MemoryCatalog() {
        @Override
        public CompletionStage<Optional<CatalogView>> read(Namespace namespace) {
            if (storeIsAway) {
                return CompletableFuture.failedFuture(new StoreUnavailableException(Reason.UNREACHABLE, "away"));
            }
            if (server.isEmpty()) {
                server = "first";
            }
            return super.read(namespace);
        }
    };
    private boolean groupsAreAway;
    private final MemoryGroupDirectory groups = new MemoryGroupDirectory() {
        @Override
        public CompletionStage<Optional<GroupSettings>> find(GroupId group) {
            return groupsAreAway
                    ? CompletableFuture.failedFuture(new StoreUnavailableException(Reason.UNREACHABLE, "away"))
                    : super.find(group);
        }
    };

    @Test
    void itIsInTheStoreOnceItHasBeenApplied() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        assertThat(provisioner.isInStore()).isFalse();
        storeIsAway = true;
        provisioner.applyIfChanged();
        assertThat(provisioner.isInStore()).isFalse();
        storeIsAway = false;
        provisioner.applyIfChanged();
        assertThat(server).as("the first connection was made meanwhile").isEqualTo("first");
        assertThat(provisioner.isInStore()).isTrue();
        assertThat(groups.find(GROUP).toCompletableFuture().join()).isPresent();
    }

    @Test
    void fewerShardsThanThereAreChangeNothingAndAreSaid() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        provisioner.applyIfChanged();
        assertThat(provisioner.problem()).isEmpty();
        CatalogProvisioner later = declaring(CATALOG.replace("shards: 2", "shards: 1"));
        later.applyIfChanged();
        assertThat(later.isSettled()).isTrue();
        assertThat(later.problem().orElseThrow())
                .contains("catalog")
                .endsWith(": sls.projects[0].logstores[0].shards is 1, expected 2 at least, which there are:"
                        + " a topic does not shrink");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        try (var files = Files.list(folder)) {
            files.forEach(file -> assertThat(file.toFile().delete()).isTrue());
        }
        provisioner.applyIfChanged();
        assertThat(provisioner.isSettled()).isFalse();
        assertThat(provisioner.problem().orElseThrow())
                .startsWith("catalog file " + folder)
                .endsWith("cannot be read: there is no such file");
    }

    @Test
    void itIsNotInAServerThatWasNotLookedAt() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        provisioner.applyIfChanged();
        server = "second";
        assertThat(provisioner.isInStore()).isFalse();
        storeIsAway = true;
        provisioner.applyIfChanged();
        assertThat(provisioner.isInStore()).isFalse();
        assertThat(provisioner.isSettled()).as("it was applied at start").isTrue();
    }

    @Test
    void aServerThatTookOverWithItIsLeftAsItIs() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        provisioner.applyIfChanged();
        groups.delete(GROUP, Members.REMOVE);
        server = "second";
        provisioner.applyIfChanged();
        assertThat(provisioner.isInStore()).isTrue();
        assertThat(groups.find(GROUP).toCompletableFuture().join())
                .as("who deleted it meant it")
                .isEmpty();
    }

    @Test
    void aServerWithoutItIsToldAgain() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        provisioner.applyIfChanged();
        server = "second";
        groups.delete(GROUP, Members.REMOVE);
        catalog.delete(catalog.read(PROJECT).toCompletableFuture().join().orElseThrow());
        provisioner.applyIfChanged();
        assertThat(provisioner.isInStore()).isTrue();
        assertThat(groups.find(GROUP).toCompletableFuture().join()).isPresent();
    }

    @Test
    void aServerThatWasToldHalfOfItIsToldTheRest() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG);
        provisioner.applyIfChanged();
        server = "second";
        groups.delete(GROUP, Members.REMOVE);
        catalog.delete(catalog.read(PROJECT).toCompletableFuture().join().orElseThrow());
        groupsAreAway = true;
        provisioner.applyIfChanged();
        assertThat(catalog.read(PROJECT).toCompletableFuture().join())
                .as("told before it broke off")
                .isPresent();
        assertThat(provisioner.isInStore()).isFalse();
        groupsAreAway = false;
        provisioner.applyIfChanged();
        assertThat(provisioner.isInStore()).isTrue();
        assertThat(groups.find(GROUP).toCompletableFuture().join()).isPresent();
    }

    /** By another node, that is: it has not come to the last of them yet. */
    @Test
    void aServerThatLacksTheLastOfWhatIsDeclaredIsToldAgain() throws IOException {
        CatalogProvisioner provisioner =
                declaring(CATALOG + "\ncls: {logsets: [{id: z, topics: [{id: t, partitions: 1}]}]}");
        provisioner.applyIfChanged();
        server = "second";
        groups.delete(GROUP, Members.REMOVE);
        catalog.delete(catalog.read(new Namespace("cls", "z"))
                .toCompletableFuture()
                .join()
                .orElseThrow());
        provisioner.applyIfChanged();
        assertThat(groups.find(GROUP).toCompletableFuture().join()).isPresent();
    }

    @Test
    void whereNothingIsDeclaredNothingIsWaitedFor() {
        CatalogProvisioner provisioner = provisioner();
        provisioner.applyIfChanged();
        server = "second";
        assertThat(provisioner.isInStore()).isTrue();
    }

    /** Cut between two lines it is valid YAML, and a group has lost its settings. */
    @Test
    void aChangeIsBelievedWhenItIsFoundAgain() throws IOException {
        CatalogProvisioner provisioner = declaring(CATALOG.replace("{name: g}", "{name: g, timeout: 7}"));
        provisioner.applyIfChanged();
        Path file = folder.resolve("catalog.yaml");
        Files.writeString(file, CATALOG);
        provisioner.applyIfChanged();
        assertThat(timeout()).as("seen once").isEqualTo(7);
        Files.writeString(file, CATALOG.replace("{name: g}", "{name: g, timeout: 8}"));
        provisioner.applyIfChanged();
        assertThat(timeout()).as("seen once, and not the same").isEqualTo(7);
        provisioner.applyIfChanged();
        assertThat(timeout()).isEqualTo(8);
    }

    @Test
    void whatIsWrongWithItIsToldWithFileAndLine() throws IOException {
        CatalogProvisioner provisioner = declaring("sls:\n  projects:\n  - {nme: p}\n");
        provisioner.applyIfChanged();
        assertThat(provisioner.isSettled()).isFalse();
        assertThat(provisioner.problem().orElseThrow())
                .contains(folder.resolve("catalog.yaml").toString(), "line 3", "name is missing");
        Files.writeString(folder.resolve("catalog.yaml"), CATALOG);
        provisioner.applyIfChanged();
        assertThat(provisioner.problem()).isEmpty();
    }

    private long timeout() {
        return groups.find(GROUP).toCompletableFuture().join().orElseThrow().timeoutSeconds();
    }

    private CatalogProvisioner declaring(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("catalog.yaml"), content);
        return provisioner("catalog.file", file.toString());
    }

    private CatalogProvisioner provisioner(String... settings) {
        ShardbeatConfig config = Settings.of(settings);
        RedisChoice external = new RedisChoice(Optional.of(List.of("redis://redis")), config);
        return new CatalogProvisioner(config, external, catalog, groups, () -> server, FORMAT);
    }
}
