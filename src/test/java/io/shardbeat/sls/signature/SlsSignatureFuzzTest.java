package io.shardbeat.sls.signature;

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
import java.util.Set;

/**
 * A verdict is given on every request, and the only ones accepted are those whose signatures are in the corpus, or
 * requests that mean the same: the time may be in Date or, without that, in x-log-date. Version 1 covers the decoded
 * query as one text, so names in a value can be made parameters: that much its definition leaves open.
 */
class SlsSignatureFuzzTest {
    private static final SlsSignature SIGNATURE = new SlsSignature(
            Keys.only("ak1", "sk1"),
            InstantSource.fixed(Instant.parse("2026-11-21T20:32:10Z")),
            AcceptedSignatures.ALL);
    private static final Set<SignedParts> SIGNED = SignedParts.ofCorpus(
            SlsSignatureFuzzTest.class, "onlyWhatWasSignedIsAccepted", SlsSignatureFuzzTest::signed);

    @DictionaryFile(resourcePath = "/fuzz/requests.dict")
    @FuzzTest
    void onlyWhatWasSignedIsAccepted(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            RawRequest request = RequestText.parse(input);
            if (SIGNATURE.verify(request) instanceof Accepted) {
                assertThat(SIGNED).contains(parts(request));
            }
        });
    }

    private static SignedParts signed(RawRequest request) {
        assertThat(SIGNATURE.verify(request)).isInstanceOf(Accepted.class);
        return parts(request);
    }

    private static SignedParts parts(RawRequest request) {
        String authorization = String.valueOf(request.header("Authorization"));
        return authorization.startsWith(SlsV1Signature.SCHEME)
                ? SignedParts.of(request, SlsSignatureFuzzTest::isSignedInV1)
                        .withHeaderFor("date", request.header("x-log-date"))
                        .withJoinedQuery()
                : SignedParts.of(request, SlsSignatureFuzzTest::isSignedInV4);
    }

    private static boolean isSignedInV1(String header) {
        return (header.startsWith("x-log-") || header.startsWith("x-acs-")) && !header.equals("x-log-date")
                || Set.of("content-md5", "content-type", "date").contains(header);
    }

    private static boolean isSignedInV4(String header) {
        return header.startsWith("x-log-") && !header.startsWith("x-log-meta-")
                || header.startsWith("x-acs-")
                || Set.of("host", "content-type").contains(header);
    }
}
