package io.shardbeat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams of events of a whole node with a real Redis. */
@Tag("long")
@Tag("node")
@QuarkusTest
@TestProfile(AdminApi.OpenNode.class)
class LiveApiTest {
    private static final String ALL = "/admin/v1/events";
    private static final String STORE = "/admin/v1/groups/sls/my-project/my-logstore/";
    /** As the profile has it. */
    private static final int MOST_STREAMS = 3;

    @TestHTTPResource
    URI node;

    private AdminApi api;

    @BeforeEach
    void startClient() {
        api = new AdminApi(node);
        await().until(() -> api.get(STORE + "consumer_group_test").statusCode() == 200);
    }

    @Test
    void theWholeComesFirstAndThenWhatDiffers() throws IOException {
        api.createGroup("live");
        api.beat("live", "one", "[]");
        try (EventStream stream = stream(STORE + "live/events")) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            JsonNode whole = stream.next().data();
            assertThat(whole.at("/members/order").toString()).isEqualTo("[\"one\"]");
            assertThat(whole.at("/map/members/0").asText()).isEqualTo("one");

            api.beat("live", "two", "[]");
            JsonNode joined = stream.nextThat(
                            event -> event.data().at("/members/rows").has("two"))
                    .data();

            assertThat(joined.at("/group/memberCounts/total").asInt()).isEqualTo(2);
            assertThat(joined.at("/group").has("path"))
                    .as("what did not change")
                    .isFalse();
        }
    }

    @Test
    void groupsAreWatchedTogetherToo() throws IOException {
        try (EventStream stream = stream(ALL)) {
            assertThat(stream.next().data().at("/nodes/nodes").size()).isOne();
            api.createGroup("appears");
            String path = "sls/my-project/my-logstore/appears";
            JsonNode row = stream.nextThat(
                            event -> event.data().at("/groups/rows").has(path))
                    .data()
                    .at("/groups/rows")
                    .get(path);
            assertThat(row.at("/state").asText()).isEqualTo("empty");
            api.delete("/admin/v1/groups/" + path);
            assertThat(stream.nextThat(event -> event.data().at("/groups/rows").has(path))
                            .data()
                            .at("/groups/rows")
                            .get(path)
                            .isNull())
                    .isTrue();
        }
    }

    /** What one stream does not want must not be missing in another one. */
    @Test
    void whoWatchesNodesTakesNoGroupsFromOthers() throws IOException {
        try (EventStream nodes = stream(ALL + "?parts=nodes")) {
            assertThat(nodes.next().data().has("groups")).isFalse();
            try (EventStream groups = stream(ALL + "?parts=groups")) {
                assertThat(groups.next().data().at("/groups/rows").size()).isPositive();
            }
        }
    }

    @Test
    void aGroupThatIsDeletedEndsItsStreams() throws IOException {
        api.createGroup("deleted");
        try (EventStream stream = stream(STORE + "deleted/events")) {
            stream.next();
            api.delete(STORE + "deleted");
            EventStream.Event end = stream.nextCalled("error");
            assertThat(end.data().at("/error").asText()).isEqualTo("GroupNotFound");
            assertThat(end.data().at("/status").asInt()).isEqualTo(404);
            assertThat(stream.hasEnded()).isTrue();
        }
    }

    @Test
    void silenceIsFilledWithComments() throws IOException {
        api.createGroup("silent");
        try (EventStream stream = stream(STORE + "silent/events?parts=group")) {
            stream.next();
            assertThat(stream.hasComment()).isTrue();
        }
    }

    @Test
    void whoCannotReadStreamsAsksForTheFirstEventAlone() throws IOException {
        try (EventStream stream = stream(ALL + "?once=true&parts=groups")) {
            assertThat(stream.next().data().at("/groups/rows").size()).isPositive();
            assertThat(stream.hasEnded()).isTrue();
        }
    }

    @Test
    void streamsAreCountedAndFreedWhenTheirClientGoes() throws IOException {
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < MOST_STREAMS; i++) {
            streams.add(stream(ALL));
        }
        try (EventStream more = new EventStream(node, ALL)) {
            assertThat(more.status()).isEqualTo(429);
            assertThat(more.header("Retry-After")).isEqualTo("1");
            assertThat(more.error().at("/error").asText()).isEqualTo("TooManyStreams");
        }
        for (EventStream stream : streams) {
            assertThat(stream.status()).isEqualTo(200);
            stream.close();
        }
        try (EventStream again = stream(ALL)) {
            assertThat(again.status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsAskedWronglyIsRefusedAsElsewhere() throws IOException {
        for (String query : List.of("?x=1", "?parts=secrets", "?once=perhaps", "?once=true&once=true")) {
            try (EventStream stream = stream(ALL + query)) {
                assertThat(stream.status()).as(query).isEqualTo(400);
                assertThat(stream.error().at("/error").asText()).isEqualTo("InvalidArgument");
            }
        }
        try (EventStream stream = stream(STORE + "nobody/events")) {
            assertThat(stream.status()).isEqualTo(404);
            assertThat(stream.error().at("/error").asText()).isEqualTo("GroupNotFound");
        }
    }

    /** As soon as there is room for it: the node notices a moment later that those before it are closed. */
    private EventStream stream(String path, String... headers) {
        AtomicReference<EventStream> opened = new AtomicReference<>();
        await().until(() -> {
            EventStream stream = new EventStream(node, path, headers);
            opened.set(stream);
            if (stream.status() == 429) {
                stream.close();
            }
            return stream.status() != 429;
        });
        return opened.get();
    }
}
