package io.shardbeat.sls.signature;

import static io.shardbeat.testkit.Verdicts.assertAccepted;
import static io.shardbeat.testkit.Verdicts.assertRefused;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.ConsumerGroup;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.wire.RecordingServer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the unmodified Java client signs is accepted, and nothing that was changed on the way. */
class SlsOfficialClientTest {
    private static final String ODD_CONSUMER = "c 1+\u00e9*~/%&=?#[]@!$'(),;:\u4e2d\ud83d\ude00";

    private static RecordingServer server;

    private final SlsSignature signature =
            new SlsSignature(Keys.only("ak1", "sk1"), InstantSource.system(), AcceptedSignatures.ALL);

    @BeforeAll
    static void start() {
        server = new RecordingServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void acceptsEveryConsumerGroupCall(SignVersion version) throws LogException {
        Client client = client(version);
        server.answer("");
        client.CreateConsumerGroup("proj", "ls", new ConsumerGroup("g1", 60, true));
        client.UpdateConsumerGroup("proj", "ls", "g1", false, 30);
        client.UpdateCheckPoint("proj", "ls", "g1", "c1", 0, "MTQ0NzI5OTYwNw==");
        client.UpdateCheckPoint("proj", "ls", "g1", 0, "MTQ0NzI5OTYwNw==");
        client.DeleteConsumerGroup("proj", "ls", "g1");
        server.answer("[]");
        client.ListConsumerGroup("proj", "ls");
        client.GetCheckPoint("proj", "ls", "g1");
        client.HeartBeat("proj", "ls", "g1", ODD_CONSUMER, List.of(1, 0));
        client.ListShard("proj", "ls");
        for (int call = 0; call < 9; call++) {
            assertAccepted(signature.verify(server.take().raw()), "ak1");
        }
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void refusesWhatWasChangedOnTheWay(SignVersion version) throws LogException {
        SampleRequest sent = heartbeat(client(version));
        assertAccepted(signature.verify(sent.raw()), "ak1");
        assertRefused(signature.verify(sent.body("[2]").raw()), Reason.BODY_DIGEST_MISMATCH);
        assertMismatch(sent.query("type=heartbeat&consumer=c2"));
        assertMismatch(sent.path("/logstores/ls/consumergroups/g2"));
        assertMismatch(sent.method("PUT"));
        assertMismatch(sent.header("x-log-bodyrawsize", "1"));
        assertMismatch(sent.header("Content-Type", "text/plain"));
        assertMismatch(sent.header("x-acs-security-token", "t1"));
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void refusesAnotherSecret(SignVersion version) throws LogException {
        SampleRequest sent = heartbeat(client(version));
        SlsSignature other = new SlsSignature(Keys.only("ak1", "sk2"), InstantSource.system(), AcceptedSignatures.ALL);
        assertRefused(other.verify(sent.raw()), Reason.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void acceptsTemporaryCredentials(SignVersion version) throws LogException {
        Client client = client(version);
        client.setSecurityToken("TOK/+==");
        SampleRequest sent = heartbeat(client);
        SlsSignature temporary =
                new SlsSignature(Keys.only("ak1", "sk1", "TOK/+=="), InstantSource.system(), AcceptedSignatures.ALL);
        assertAccepted(temporary.verify(sent.raw()), "ak1");
        assertRefused(signature.verify(sent.raw()), Reason.BAD_TOKEN);
    }

    @Test
    void version4SignsTheHost() throws LogException {
        SampleRequest sent = heartbeat(client(SignVersion.V4));
        assertMismatch(sent.header("Host", "other.cn-test.example.com"));
    }

    private void assertMismatch(SampleRequest request) {
        assertRefused(signature.verify(request.raw()), Reason.SIGNATURE_MISMATCH);
    }

    private static SampleRequest heartbeat(Client client) throws LogException {
        server.answer("[0,1]");
        client.HeartBeat("proj", "ls", "g1", "c1", List.of(0));
        return server.take();
    }

    /** The client refuses addresses and ports as its endpoint, but goes to them as to a proxy. */
    private static Client client(SignVersion version) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(server.port());
        configuration.setSignatureVersion(version);
        configuration.setRegion("cn-test");
        return new Client("http://cn-test.example.com", "ak1", "sk1", configuration);
    }
}
