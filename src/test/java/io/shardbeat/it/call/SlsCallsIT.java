package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openservices.log.http.signer.SignVersion;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of SLS that is served, through each method that the official client has for it, in both signatures. */
class SlsCallsIT {
    private static final Conformance SEEN =
            new Conformance("sls-calls", List.of("call", "client's method", "seen"), List.of("V1", "V4"));

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void everyCallGivesTheClientWhatItAskedFor(SignVersion version) throws Exception {
        Set<String> called = new TreeSet<>();
        SlsCalls calls = new SlsCalls(
                SlsCloud.client(Cluster.first(), version, Fixtures.KEY, Fixtures.SECRET),
                "calls-" + version.name().toLowerCase(Locale.ROOT),
                (call, method, what) -> {
                    called.add(call);
                    SEEN.sawIn(version.name(), call, method, what);
                });
        calls.createsWhatThereIsToConsume();
        calls.splitsAndMerges();
        calls.createsAGroup();
        calls.consumes();
        calls.savesCheckpoints();
        calls.consumesTwoLogstores();
        calls.deletes();
        assertThat(called).isEqualTo(served());
    }

    /** The calls that the code has, each a class of its own. */
    private static Set<String> served() {
        return new ClassFileImporter()
                .importPackages("io.shardbeat.sls").stream()
                        .filter(type -> type.isAssignableTo("io.shardbeat.sls.call.Operation") && !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @AfterAll
    static void thePageSaysWhatWasSeen() throws IOException {
        SEEN.check();
    }
}
