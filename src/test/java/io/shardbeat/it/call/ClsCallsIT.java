package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every action of CLS that is served, through the typed methods of the official client, in each way it can sign. */
class ClsCallsIT {
    private static final Conformance SEEN = new Conformance(
            "cls-calls",
            List.of("action", "seen"),
            Arrays.stream(Mode.values()).map(Mode::toString).toList());

    /** How a request is signed and sent. */
    enum Mode {
        TC3_POST(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_POST),
        TC3_GET(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_GET),
        TC3_UNSIGNED_PAYLOAD(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_POST),
        SHA1_POST(ClientProfile.SIGN_SHA1, HttpProfile.REQ_POST),
        SHA1_GET(ClientProfile.SIGN_SHA1, HttpProfile.REQ_GET),
        SHA256_POST(ClientProfile.SIGN_SHA256, HttpProfile.REQ_POST),
        SHA256_GET(ClientProfile.SIGN_SHA256, HttpProfile.REQ_GET);

        private final String signature;
        private final String method;

        Mode(String signature, String method) {
            this.signature = signature;
            this.method = method;
        }

        private ClsClient client() {
            HttpProfile http = new HttpProfile();
            http.setProtocol(HttpProfile.REQ_HTTP);
            http.setEndpoint("127.0.0.1:" + Cluster.second().port());
            http.setReqMethod(method);
            ClientProfile profile = new ClientProfile(signature, http);
            profile.setUnsignedPayload(this == TC3_UNSIGNED_PAYLOAD);
            return new ClsClient(new Credential(Fixtures.KEY, Fixtures.SECRET), "ap-guangzhou", profile);
        }

        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyActionGivesTheClientWhatItAskedFor(Mode mode) throws Exception {
        Set<String> called = new TreeSet<>();
        ClsCalls calls = new ClsCalls(mode.client(), "calls " + mode, (action, what) -> {
            called.add(action);
            SEEN.sawIn(mode.toString(), action, what);
        });
        calls.createsWhatThereIsToConsume();
        calls.splitsAndMerges();
        calls.createsAGroup();
        calls.consumes();
        calls.commitsOffsets();
        calls.deletes();
        assertThat(called).isEqualTo(served());
    }

    /** The actions that the code has, each a class of its own. */
    private static Set<String> served() {
        return new ClassFileImporter()
                .importPackages("io.shardbeat.cls").stream()
                        .filter(type -> type.isAssignableTo("io.shardbeat.cls.call.Action") && !type.isInterface())
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @AfterAll
    static void thePageSaysWhatWasSeen() throws IOException {
        SEEN.check();
    }
}
