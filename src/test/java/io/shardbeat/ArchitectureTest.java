package io.shardbeat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md: edges know the coordinator, the core knows nobody. */
class ArchitectureTest {
    private static final String BASE = "io.shardbeat.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.shardbeat");

    @Test
    void theCoreImportsOnlyTheJdkAndNullness() {
        classes()
                .that()
                .resideInAnyPackage(in("assignment", "catalog", "group", "coordinator"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        BASE + "assignment..",
                        BASE + "catalog..",
                        BASE + "group..",
                        BASE + "coordinator..")
                .check(CLASSES);
    }

    @Test
    void arrowsPointInwards() {
        noClasses()
                .that()
                .resideInAnyPackage(in("assignment"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("catalog", "group", "coordinator"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(in("catalog"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("group", "coordinator"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(in("group"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("coordinator"))
                .check(CLASSES);
    }

    @Test
    void theCoreReadsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(in("assignment", "catalog", "group", "coordinator"))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void aDialectKnowsNoOtherAndNoStore() {
        noClasses()
                .that()
                .resideInAnyPackage(in("sls"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("cls", "redis", "schedule", "admin", "embedded", "provisioning"))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(in("cls"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("sls", "redis", "schedule", "admin", "embedded", "provisioning"))
                .check(CLASSES);
    }

    @Test
    void nobodyButTheDialectsKnowsADialect() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("sls", "cls"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("sls", "cls"))
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreKnowsRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("redis", "embedded"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.redis..", "io.quarkus.redis..", "redis.embedded..", BASE + "redis..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesWithinPackagesHaveNoCycles() {
        slices().matching(BASE + "(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Two of them at once would write one index of Quarkus, and read it half written; see pom.xml. */
    @Test
    void testsThatStartANodeAreTaggedLongAndNode() {
        classes()
                .that()
                .areAnnotatedWith(QuarkusTest.class)
                .should()
                .beAnnotatedWith(describe(
                        "the tags long and node",
                        annotation -> annotation.getRawType().isEquivalentTo(Tags.class)
                                && Stream.of(annotation.as(Tags.class).value())
                                        .map(Tag::value)
                                        .toList()
                                        .containsAll(List.of("long", "node"))))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages("io.shardbeat"));
    }

    /** Values below, steps above: who reads a room downwards never has to come back up. */
    @Test
    void roomsPointDownwards() {
        downwards("redis.group", "redis.beat", "redis.catalog", "redis.link", "redis.format");
        downwards("redis.directory", "redis.catalog", "redis.link", "redis.format");
        downwards("group.plan", "group.shard", "group", "group.safeguard");
        downwards("assignment.sticky", "assignment.even", "assignment");
        downwards("assignment.sticky", "assignment.subscribed", "assignment");
        downwards("coordinator.heartbeat", "coordinator.pass", "coordinator");
        downwards("coordinator.checkpoint", "coordinator.groups", "coordinator.catalog", "coordinator");
        downwards("sls", "sls.group", "sls.call", "sls.wire");
        downwards("sls", "sls.catalog", "sls.call", "sls.wire");
        downwards("sls", "sls.catalog", "sls.settings");
        downwards("cls", "cls.group", "cls.call", "cls.wire");
        downwards("cls", "cls.catalog", "cls.call", "cls.wire");
        downwards("cls", "cls.catalog", "cls.settings");
        downwards("http.edge", "http");
        downwards("admin.command", "admin.look", "admin.request");
        downwards("admin.live", "admin.request", "admin.view");
        downwards("admin.view", "admin.view.member", "admin.view.shard", "admin.view.history");
    }

    private static void downwards(String... rooms) {
        for (int below = 1; below < rooms.length; below++) {
            for (int above = 0; above < below; above++) {
                noClasses()
                        .that()
                        .resideInAPackage(BASE + rooms[below])
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(BASE + rooms[above])
                        .check(CLASSES);
            }
        }
    }

    private static String[] in(String... packages) {
        String[] patterns = new String[packages.length];
        for (int i = 0; i < packages.length; i++) {
            patterns[i] = BASE + packages[i] + "..";
        }
        return patterns;
    }
}
