package io.shardbeat.sls;

import static io.shardbeat.sls.SlsWorld.BEAT;
import static io.shardbeat.sls.SlsWorld.GROUP;
import static io.shardbeat.sls.SlsWorld.GROUPS;
import static io.shardbeat.sls.SlsWorld.assertError;
import static io.shardbeat.sls.SlsWorld.request;
import static io.shardbeat.sls.SlsWorld.signedBeat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Limits;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SlsErrorsTest {
    private final SlsWorld open = SlsWorld.open();
    private final SlsWorld guarded = SlsWorld.guarded(AuthMode.REQUIRED, "sls:proj");

    /** Trap 21: each in the one shape that clients read, with a request id in lower case. */
    @Test
    void everyErrorOfTheTableCanBeReached() {
        Map<SlsError, Answer> reached = new EnumMap<>(SlsError.class);
        reachByContent(reached);
        reachByCheckpoint(reached);
        reachByCatalog(reached);
        reachBySignature(reached);
        reachByServer(reached);
        assertThat(reached).containsOnlyKeys(SlsError.values());
        reached.forEach((error, answer) -> assertError(answer, error));
    }

    private void reachByContent(Map<SlsError, Answer> reached) {
        SampleRequest create = request("POST", GROUPS, "{\"consumerGroup\":\"g1\",\"timeout\":1}");
        reached.put(SlsError.CONSUMER_GROUP_ALREADY_EXIST, open.answer(create));
        reached.put(SlsError.JSON_INFO_INVALID, open.answer(create.body("{}")));
        reached.put(SlsError.POST_BODY_INVALID, open.answer(create.body("")));
        reached.put(SlsError.INVALID_CONTENT_TYPE, open.answer(create.header("Content-Type", "text/html")));
        reached.put(SlsError.PARAMETER_INVALID, open.answer("POST", GROUP, "[]"));
        reached.put(SlsError.INVALID_HOST, open.answer(create.header("Host", "127.0.0.1")));
        reached.put(SlsError.MISSING_HOST, open.answer(create.without("Host")));
        reached.put(SlsError.PROJECT_NOT_EXIST, open.answer(create.header("Host", "other")));
        reached.put(SlsError.LOG_STORE_NOT_EXIST, open.answer(create.path("/logstores/other/consumergroups")));
        reached.put(SlsError.CONSUMER_GROUP_NOT_EXIST, open.answer(request("DELETE", GROUPS + "/other")));
        reached.put(SlsError.UNKNOWN_PATH, open.answer(create.path("/other")));
        reached.put(SlsError.INVALID_METHOD, open.answer(create.method("PATCH")));
        open.store.replies(new BeatReply.NoMember());
        reached.put(SlsError.NOT_EXIST_CONSUMER_WITH_BODY, open.answer("POST", BEAT, "[0]"));
    }

    private void reachByCheckpoint(Map<SlsError, Answer> reached) {
        open.checkpoints.holds(SlsWorld.GROUP_ID, "c1", ShardSet.of("ls-px", 0));
        SampleRequest save =
                request("POST", GROUP + "?type=checkpoint&consumer=c1", "{\"shard\":1,\"checkpoint\":\"MQ==\"}");
        reached.put(SlsError.CONSUMER_NOT_MATCH, open.answer(save));
        reached.put(SlsError.SHARD_NOT_EXIST, open.answer(save.body("{\"shard\":2,\"checkpoint\":\"MQ==\"}")));
        reached.put(SlsError.INVALID_SHARD_CHECK_POINT, open.answer(save.body("{\"shard\":0,\"checkpoint\":\"?\"}")));
        reached.put(SlsError.CONSUMER_NOT_EXIST, open.answer(save.query("type=checkpoint&consumer=c2")));
    }

    private static void reachByCatalog(Map<SlsError, Answer> reached) {
        SlsWorld small = SlsWorld.with(Map.of(
                "shardbeat.sls.limits.groups-per-logstore", "1", "shardbeat.sls.limits.logstores-per-project", "2"));
        reached.put(
                SlsError.CONSUMER_GROUP_QUOTA_EXCEED,
                small.answer("POST", GROUPS, "{\"consumerGroup\":\"g2\",\"timeout\":1}"));
        reached.put(SlsError.PROJECT_ALREADY_EXIST, small.answer("POST", "/", "{\"projectName\":\"proj\"}"));
        SampleRequest create = request("POST", "/logstores", "{\"logstoreName\":\"ls-px\",\"shardCount\":1}");
        reached.put(SlsError.LOG_STORE_ALREADY_EXIST, small.answer(create));
        reached.put(SlsError.LOG_STORE_INFO_INVALID, small.answer(create.body("{\"logstoreName\":\"b\"}")));
        small.catalog.declare(SlsWorld.PROJECT, "proj", List.of(new Topic("none", "none", 0)));
        reached.put(
                SlsError.PROJECT_QUOTA_EXCEED,
                small.answer(create.body("{\"logstoreName\":\"third\",\"shardCount\":1}")));
        SlsWorld strict = SlsWorld.limited(
                AuthMode.OFF,
                new RequestQuotas(new Limits(0, 1, 0, 0, 0, Duration.ofSeconds(1)), () -> 0, (dialect, scope) -> {}));
        strict.answer(signedBeat());
        reached.put(SlsError.WRITE_QUOTA_EXCEED, strict.answer(signedBeat()));
        reached.put(SlsError.READ_QUOTA_EXCEED, strict.answer(request("GET", "/logstores")));
        reached.put(SlsError.LOG_STORE_WITHOUT_SHARD, small.answer(request("GET", "/logstores/none/shards")));
    }

    private void reachBySignature(Map<SlsError, Answer> reached) {
        SampleRequest beat = signedBeat();
        assertThat(guarded.answer(beat).status()).isEqualTo(200);
        reached.put(SlsError.MISSING_DATE, guarded.answer(beat.without("Date")));
        reached.put(SlsError.INVALID_DATE_FORMAT, guarded.answer(beat.header("Date", "soon")));
        reached.put(
                SlsError.REQUEST_TIME_TOO_SKEWED, guarded.answer(beat.header("Date", "Sat, 21 Nov 2026 20:47:11 GMT")));
        reached.put(SlsError.MISSING_API_VERSION, guarded.answer(beat.without("x-log-apiversion")));
        reached.put(SlsError.INVALID_API_VERSION, guarded.answer(beat.header("x-log-apiversion", "0.4.0")));
        reached.put(SlsError.MISSING_SIGNATURE_METHOD, guarded.answer(beat.without("x-log-signaturemethod")));
        reached.put(SlsError.INVALID_SIGNATURE_METHOD, guarded.answer(beat.header("x-log-signaturemethod", "none")));
        reached.put(SlsError.MISS_ACCESS_KEY_ID, guarded.answer(beat.without("Authorization")));
        reached.put(SlsError.INVALID_ACCESS_KEY_ID, guarded.answer(beat.header("Authorization", "LOG a/b:c=")));
        reached.put(SlsError.UNAUTHORIZED, guarded.answer(beat.header("Authorization", "LOG ak2:c=")));
        reached.put(SlsError.SIGNATURE_NOT_MATCH, guarded.answer(beat.body("[0]")));
    }

    private void reachByServer(Map<SlsError, Answer> reached) {
        var head = request("POST", BEAT).raw();
        reached.put(SlsError.POST_BODY_TOO_LARGE, open.dialect.open(head).refuse(Refusal.BODY_TOO_LARGE));
        reached.put(SlsError.MISSING_CONTENT_LENGTH, open.dialect.open(head).refuse(Refusal.LENGTH_REQUIRED));
        reached.put(SlsError.INTERNAL_SERVER_ERROR, open.dialect.open(head).refuse(Refusal.INTERNAL));
        reached.put(SlsError.FOREIGN_PAGE, open.dialect.open(head).refuse(Refusal.FOREIGN_PAGE));
        reached.put(SlsError.SERVER_BUSY, open.dialect.open(head).refuse(Refusal.OVERLOADED));
        reached.put(SlsError.UNREADABLE, open.dialect.open(head).refuseUnreadable(400, "no colon"));
        reached.put(SlsError.REQUEST_LINE_TOO_LONG, open.dialect.open(head).refuseUnreadable(414, "too long"));
        reached.put(SlsError.HEADERS_TOO_LONG, open.dialect.open(head).refuseUnreadable(431, "too long"));
        reached.put(SlsError.TOO_SLOW, open.dialect.open(head).refuseUnreadable(408, "too slow"));
        open.store.fails(new StoreUnavailableException(Reason.UNREACHABLE, ""));
        assertError(open.answer("POST", BEAT, "[]"), SlsError.INTERNAL_SERVER_ERROR);
    }

    /** "Not exist" is final for official workers; over an error of the service they keep what they have. */
    @Test
    void whatIsMissingFromAStoreThatHasNotBeenToldTheCatalogIsAnErrorOfTheService() {
        open.declaredIsInStore = false;
        for (SampleRequest request : List.of(
                request("GET", GROUPS).header("Host", "other.sls.test"),
                request("POST", "/logstores/other/consumergroups", "{\"consumerGroup\":\"g2\",\"timeout\":1}"),
                request("PUT", GROUPS + "/other", "{\"timeout\":1}"),
                request("DELETE", GROUPS + "/other"),
                request("GET", GROUPS + "/other"),
                request("POST", GROUPS + "/other?type=checkpoint&consumer=c1", "{\"shard\":0,\"checkpoint\":\"\"}"))) {
            assertError(open.answer(request), SlsError.INTERNAL_SERVER_ERROR);
        }
        open.store.replies(new BeatReply.NoGroup());
        assertError(
                open.answer("POST", GROUPS + "/other?type=heartbeat&consumer=c1", "[0]"),
                SlsError.INTERNAL_SERVER_ERROR);
        assertThat(open.answer("GET", GROUPS, "").status())
                .as("what is there is served")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', MISS_ACCESS_KEY_ID",
        "LOG :c=, MISS_ACCESS_KEY_ID",
        "LOG ak1, PARAMETER_INVALID",
        "LOG ak1:, SIGNATURE_NOT_MATCH",
        "Basic YTpi, PARAMETER_INVALID",
        "SLS4-HMAC-SHA256 x, PARAMETER_INVALID"
    })
    void authorizationsThatAreNoneAreTold(String authorization, SlsError error) {
        SampleRequest beat = signedBeat();
        assertError(
                guarded.answer(
                        authorization.isEmpty()
                                ? beat.without("Authorization")
                                : beat.header("Authorization", authorization)),
                error);
        assertThat(guarded.store.beats).isEmpty();
    }

    @Test
    void aKeyMayUseItsOwnProjectsOnly() {
        SampleRequest elsewhere = signedBeat().header("Host", "other.sls.test");
        assertError(guarded.answer(elsewhere), SlsError.UNAUTHORIZED, "access key 'ak1'", "project 'other'");
        assertError(SlsWorld.guarded(AuthMode.OPTIONAL, "cls:*", "admin").answer(signedBeat()), SlsError.UNAUTHORIZED);
        SlsWorld everywhere = SlsWorld.guarded(AuthMode.REQUIRED, "sls:*");
        assertThat(everywhere.answer(elsewhere).status()).isEqualTo(200);
    }

    @Test
    void whoMayNotUseAProjectIsNotToldWhatIsInIt() {
        SampleRequest unsigned = signedBeat().without("Authorization");
        assertError(guarded.answer(unsigned.path("/logstores/no/consumergroups/no")), SlsError.MISS_ACCESS_KEY_ID);
        assertError(guarded.answer(unsigned.header("Host", "nowhere.sls.test")), SlsError.MISS_ACCESS_KEY_ID);
        assertError(guarded.answer(unsigned.body("garbage")), SlsError.MISS_ACCESS_KEY_ID);
    }

    @Test
    void optionalVerifiesWhatIsSignedAndServesTheRest() {
        SlsWorld optional = SlsWorld.guarded(AuthMode.OPTIONAL, "sls:proj");
        assertThat(optional.answer(signedBeat()).status()).isEqualTo(200);
        assertThat(optional.answer(signedBeat().without("Authorization")).status())
                .isEqualTo(200);
        assertError(optional.answer(signedBeat().body("[0]")), SlsError.SIGNATURE_NOT_MATCH);
    }

    @Test
    void offLooksAtNoSignature() {
        assertThat(open.answer(signedBeat().header("Authorization", "LOG who:knows"))
                        .status())
                .isEqualTo(200);
    }

    /** Whatever comes in: a well-formed answer that is no fault of ours. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noInputIsAFaultOfTheServer(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        String[] seedTexts = {
            BEAT, GROUPS, GROUP, "[0,1]", "{\"shards\":[0]}", "{\"consumerGroup\":\"g\",\"timeout\":9}", "proj.sls.test"
        };
        for (int i = 0; i < 500; i++) {
            SampleRequest request = request(
                            pick(random, "GET", "POST", "PUT", "DELETE", "X"), mutate(random, pick(random, seedTexts)))
                    .header("Host", mutate(random, "proj.sls.test"))
                    .header("Date", mutate(random, "Sat, 21 Nov 2026 20:32:10 GMT"))
                    .body(mutate(random, pick(random, seedTexts)));
            SlsWorld world = random.nextBoolean() ? open : guarded;
            assertWellFormed(world.answer(random.nextBoolean() ? signed(random, request) : request));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static SampleRequest signed(SplittableRandom random, SampleRequest request) {
        return request.header("Authorization", mutate(random, "LOG ak1:wQ2I5PIHYOBpg9VY6Ew/ca17Hp0="))
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-signaturemethod", "hmac-sha1");
    }

    private static void assertWellFormed(Answer answer) throws IOException {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isBetween(200, 499);
        if (answer.status() != 200) {
            JsonNode error = new ObjectMapper().readTree(text);
            assertThat(error.path("errorCode").textValue()).isNotBlank();
            assertThat(error.path("errorMessage").textValue()).isNotBlank();
        }
    }

    private static String pick(SplittableRandom random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Leaves it alone, or overwrites, drops or repeats some of its characters. */
    private static String mutate(SplittableRandom random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0 && mutated.length() > 0; changes--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, mutated.substring(at));
            }
        }
        return mutated.toString();
    }
}
