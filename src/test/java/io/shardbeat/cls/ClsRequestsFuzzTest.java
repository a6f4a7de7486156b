package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.fuzz.RequestText;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whatever is asked in CLS' dialect is answered in its envelope, with a status of 200 and, where it is refused, a code that
 * the table has and that blames the caller; calls of the older API get that one's error. No input makes the server fail,
 * and none costs much.
 */
class ClsRequestsFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> REFUSALS = Arrays.stream(ClsError.values())
            .filter(error -> error != ClsError.INTERNAL_ERROR)
            .map(ClsError::code)
            .collect(Collectors.toUnmodifiableSet());

    @DictionaryFile(resourcePath = "/fuzz/requests.dict")
    @FuzzTest
    void everyRequestIsAnsweredInTheDialect(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            RawRequest request = RequestText.parse(input);
            ClsServer server = ClsServer.open();
            server.store.grants(7, "[{\"TopicID\":\"t1\",\"Partitions\":[0,1]}]");
            server.dialect.speaks(request);
            assertThat(server.dialect.open(request).upstream()).isNull();
            assertThat(server.dialect.open(request).maxBodyBytes()).isPositive();
            Answer answer = server.answer(request);
            if (LogCalls.isOne(request)) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(JSON.readTree(answer.body()).path("errorcode").asText())
                        .isEqualTo("NotAllowed");
            } else {
                assertInDialect(answer);
            }
            assertInDialect(server.dialect.open(request).refuseUnreadable(400, "it is not"));
        });
    }

    private static void assertInDialect(Answer answer) {
        JsonNode response = ClsServer.opened(answer);
        if (response.has("Error")) {
            assertThat(REFUSALS).contains(response.path("Error").path("Code").asText());
        }
    }
}
