package io.shardbeat.sls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.fuzz.RequestText;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import io.shardbeat.sls.wire.SlsError;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whatever is asked in SLS' dialect is answered in it: JSON, or nothing, with a status of 200, else an error that the
 * table has and that blames the caller. No input makes the server fail, and none costs much.
 */
class SlsRequestsFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> REFUSALS = Arrays.stream(SlsError.values())
            .filter(error -> error.status() < 500)
            .map(error -> error.status() + " " + error.code())
            .collect(Collectors.toUnmodifiableSet());

    @DictionaryFile(resourcePath = "/fuzz/requests.dict")
    @FuzzTest
    void everyRequestIsAnsweredInTheDialect(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            RawRequest request = RequestText.parse(input);
            SlsDialect dialect = SlsWorld.open().dialect;
            dialect.speaks(request);
            assertThat(dialect.open(request).upstream()).isNull();
            assertThat(dialect.open(request).maxBodyBytes()).isPositive();
            assertInDialect(
                    dialect.open(request).answer(request).toCompletableFuture().join());
            assertInDialect(dialect.open(request).refuseUnreadable(400, "it is not"));
        });
    }

    private static void assertInDialect(Answer answer) throws Exception {
        assertThat(SlsWorld.header(answer, "x-log-requestid")).matches("[0-9A-F]{24}");
        if (answer.status() != 200) {
            JsonNode error = JSON.readTree(answer.body());
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(error.size()).isEqualTo(2);
            assertThat(REFUSALS)
                    .contains(answer.status() + " " + error.path("errorCode").asText());
            assertThat(error.path("errorMessage").asText()).isNotEmpty();
        } else if (answer.body().length > 0) {
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(JSON.readTree(answer.body()).isContainerNode()).isTrue();
        }
    }
}
