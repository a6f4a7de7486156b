package io.shardbeat.cls.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.fuzz.RequestText;
import io.shardbeat.fuzz.SignedParts;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict.Accepted;
import io.shardbeat.testkit.Keys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A verdict is given on every request, and the only ones accepted are those whose signatures are in the corpus, or
 * requests that mean the same. What a method leaves open is left open here: TC3 covers the headers that the client lists,
 * version 1 the parameters as one text, in which {@code _} in a name counts as {@code .}, too.
 */
class ClsSignatureFuzzTest {
    private static final String SECRET = "*".repeat(32);
    private static final ClsSignature SIGNATURE = new ClsSignature(
            Keys.only("AKID", SECRET), InstantSource.fixed(Instant.ofEpochSecond(1551113065)), AcceptedSignatures.ALL);
    private static final Set<SignedParts> SIGNED = SignedParts.ofCorpus(
            ClsSignatureFuzzTest.class, "onlyWhatWasSignedIsAccepted", ClsSignatureFuzzTest::signed);

    @DictionaryFile(resourcePath = "/fuzz/requests.dict")
    @FuzzTest
    void onlyWhatWasSignedIsAccepted(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            RawRequest request = RequestText.parse(input);
            if (SIGNATURE.verify(request, parameters(request)) instanceof Accepted) {
                assertThat(SIGNED).contains(parts(request));
            }
        });
    }

    /** As they stand in the query: decoding them is not the signature's task. */
    private static Map<String, String> parameters(RawRequest request) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair :
                request.query() == null ? new String[0] : request.query().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static SignedParts signed(RawRequest request) {
        assertThat(SIGNATURE.verify(request, parameters(request))).isInstanceOf(Accepted.class);
        return parts(request);
    }

    private static SignedParts parts(RawRequest request) {
        return request.header("Authorization") == null ? v1(request) : tc3(request);
    }

    /** The content type and the host may be signed in lower case, the host without its port. */
    private static SignedParts tc3(RawRequest request) {
        SignedParts parts = SignedParts.of(request, Set.of("content-type", "host", "x-tc-timestamp")::contains);
        parts.headers().computeIfPresent("content-type", (name, type) -> type.toLowerCase(Locale.ROOT));
        parts.headers().computeIfPresent("host", (name, host) -> withoutPort(host.toLowerCase(Locale.ROOT)));
        return new SignedParts(parts.method(), "/", parts.query(), parts.headers(), parts.body());
    }

    private static SignedParts v1(RawRequest request) {
        Map<String, String> parameters = parameters(request);
        parameters.remove("Signature");
        StringBuilder text = new StringBuilder();
        parameters.keySet().stream()
                .sorted()
                .forEach(name -> text.append(name.replace('_', '.'))
                        .append('=')
                        .append(parameters.get(name))
                        .append('&'));
        RawRequest plain = new RawRequest(
                request.method(),
                request.path().isEmpty() ? "/" : request.path(),
                "text=" + text.toString().replace('&', ' '),
                request.headers(),
                new byte[0]);
        SignedParts parts = SignedParts.of(plain, "host"::equals);
        parts.headers().computeIfPresent("host", (name, host) -> withoutPort(host));
        return parts;
    }

    private static String withoutPort(String host) {
        return HostForms.of(host)[HostForms.of(host).length - 1];
    }
}
