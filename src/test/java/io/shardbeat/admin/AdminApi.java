package io.shardbeat.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** A running node, as operators and an SLS consumer meet it. */
final class AdminApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // The project is in Host, which the client lets nobody set otherwise.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;

    AdminApi(URI node) {
        this.node = node;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** @param headers names and values */
    HttpResponse<String> put(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** @param headers names and values */
    HttpResponse<String> change(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** @param headers names and values */
    HttpResponse<String> delete(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).DELETE();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** @param headers names and values */
    HttpResponse<String> command(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " was answered with " + response.statusCode() + " " + response.body());
        }
        return parse(response.body());
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a group over {@code my-logstore}, as its consumers do. */
    HttpResponse<String> createGroup(String name) {
        String body = "{\"consumerGroup\":\"" + name + "\",\"timeout\":20,\"order\":false}";
        return post("/logstores/my-logstore/consumergroups", body);
    }

    /** A logstore of one shard that was split in two, and an ordered group. */
    void createSplitLogstore(String name, String group) {
        String logstore = "{\"logstoreName\":\"" + name + "\",\"ttl\":1,\"shardCount\":1}";
        String ordered = "{\"consumerGroup\":\"" + group + "\",\"timeout\":20,\"order\":true}";
        for (HttpResponse<String> answer : List.of(
                post("/logstores", logstore),
                post("/logstores/" + name + "/consumergroups", ordered),
                post("/logstores/" + name + "/shards/0?action=split&shardCount=2", ""))) {
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        }
    }

    /** A heartbeat for the group of {@link #createSplitLogstore}. */
    HttpResponse<String> beat(String logstore, String group, String consumer, String held) {
        return post(
                "/logstores/" + logstore + "/consumergroups/" + group + "?type=heartbeat&consumer=" + consumer, held);
    }

    /** @param held the shards reported, as JSON */
    HttpResponse<String> beat(String group, String consumer, String held) {
        return beat("my-logstore", group, consumer, held);
    }

    /** To an address of SLS. */
    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(node.resolve(path))
                .headers(
                        "Host", "my-project.sls.test",
                        "Content-Type", "application/json",
                        "x-log-apiversion", "0.6.0",
                        "x-log-bodyrawsize", Integer.toString(body.length()))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Free ports, so that a node on this machine does not disturb. */
    public static class OpenNode implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0",
                    "shardbeat.auth.mode", "optional",
                    "shardbeat.live.interval", "100ms",
                    "shardbeat.live.keep-alive", "1s",
                    "shardbeat.live.streams-per-key", "3");
        }
    }

    /** Serves nobody without a key. */
    public static class ClosedNode implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0",
                    "shardbeat.auth.mode", "required",
                    "shardbeat.live.interval", "100ms",
                    "shardbeat.auth.keys-file", keysFile().toString());
        }

        /** The line of a key that a test takes away. */
        static final String GONE_SOON = "  - {id: gone, secret: soon, allow: [\"admin:read\"]}\n";

        /** Where the node reads its keys. */
        static Path keys() {
            return Path.of(ConfigProvider.getConfig().getValue("shardbeat.auth.keys-file", String.class));
        }

        private static Path keysFile() {
            try {
                Path file = Files.createTempFile("shardbeat-keys", ".yaml");
                file.toFile().deleteOnExit();
                return Files.writeString(
                        file,
                        "keys:\n  - {id: ops, secret: look, allow: [\"admin:read\"]}\n"
                                + "  - {id: root, secret: rule, allow: [\"admin\"]}\n"
                                + "  - {id: app, secret: beat, allow: [\"sls:*\"]}\n"
                                + GONE_SOON);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
