package io.shardbeat.testkit.process;

import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The packaged application as a process of its own, on ports that stay the same when it is started again. */
public final class Node extends RestartableProcess implements Endpoint {
    /** This version, as it was packaged. */
    public static final Path APP = Path.of(System.getProperty("shardbeat.app", "target/quarkus-app/quarkus-run.jar"));

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration PROBE = Duration.ofSeconds(10);

    private final int port = FreePort.find();
    private final int managementPort = FreePort.find();
    private final Path log = folder.resolve("log");
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Path app = APP;
    private int heapMegabytes = 192;
    private int openFiles;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Node() {
        super("shardbeat-test-node");
        set("quarkus.http.host", "127.0.0.1");
        set("quarkus.http.port", Integer.toString(port));
        set("quarkus.management.host", "127.0.0.1");
        set("quarkus.management.port", Integer.toString(managementPort));
    }

    /** A node with no setting but its addresses. */
    public static Node withDefaults() {
        return new Node();
    }

    /** A node as in production: Redis, keys and catalog are given, and requests must be signed. */
    public static Node on(URI redis) {
        Node node = new Node();
        Path keys = node.folder.resolve("keys.yaml");
        Path catalog = node.folder.resolve("catalog.yaml");
        TempFolder.write(keys, Fixtures.KEYS);
        TempFolder.write(catalog, Fixtures.CATALOG);
        return node.set("quarkus.redis.hosts", redis.toString())
                .set("shardbeat.auth.mode", "required")
                .set("shardbeat.auth.keys-file", keys.toString())
                .set("shardbeat.catalog.file", catalog.toString());
    }

    /** A folder that goes when the node does, for files that its settings name. */
    public Path folder() {
        return folder;
    }

    /** A file in that folder. */
    public Path write(String name, String content) {
        Path file = folder.resolve(name);
        TempFolder.write(file, content);
        return file;
    }

    public Node set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** @param jar another version's {@code quarkus-run.jar}, from its next start on */
    public Node version(Path jar) {
        app = jar;
        return this;
    }

    public Node heap(int megabytes) {
        heapMegabytes = megabytes;
        return this;
    }

    /** How many files and connections it may have open. */
    public Node openFiles(int most) {
        openFiles = most;
        return this;
    }

    /** From now on: whatever it has open stays open. Only with {@link #openFiles}. */
    public void openNoMoreFiles() throws IOException, InterruptedException {
        try (var open = Files.list(Path.of("/proc/" + process().pid() + "/fd"))) {
            limitFiles(open.count());
        }
    }

    public void openFilesAgain() throws IOException, InterruptedException {
        limitFiles(openFiles);
    }

    private void limitFiles(long soft) throws IOException, InterruptedException {
        String limit = "--nofile=" + soft + ":" + openFiles;
        int code = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(process().pid()), limit)
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("prlimit " + limit + " ended with " + code);
        }
    }

    /** Of its process, in megabytes; 0 where the system does not tell. */
    public int residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/" + process().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** As if nobody had set it. */
    public Node unset(String key) {
        settings.remove(key);
        return this;
    }

    /** @param variable an environment variable */
    public Node export(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Returns at once: see {@link #awaitReady()}. */
    public Node start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (openFiles > 0) {
            command.addAll(0, List.of("sh", "-c", "ulimit -n " + openFiles + "; exec \"$@\"", "sh"));
        }
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", app.toAbsolutePath().toString()));
        start(command, environment, log);
        return this;
    }

    /** Until it takes requests; fails at once when it ends instead. */
    public Node awaitReady() {
        await("node is ready").atMost(START).pollInterval(Duration.ofMillis(50)).until(this::isReady);
        return this;
    }

    private boolean isReady() {
        if (!process().isAlive()) {
            throw new IllegalStateException("the node ended, its log is\n" + log());
        }
        return probe("ready") == 200;
    }

    public void awaitNotReady() {
        await("node is not ready").atMost(PROBE).until(() -> probe("ready") == 503);
    }

    public void awaitLive() {
        await("node is live").atMost(START).until(() -> probe("live") == 200);
    }

    /** Until it has ended by itself. */
    public int awaitExit() {
        await("node ends").atMost(START).until(() -> !process().isAlive());
        return process().exitCode();
    }

    /** The status of {@code live}, {@code ready} or {@code started}; 0 when nobody answers. */
    public int probe(String name) {
        return management("/q/health/" + name, BodyHandlers.discarding());
    }

    /** What a probe says. */
    public String health(String name) {
        return managed("/q/health/" + name);
    }

    /** Its metrics, as Prometheus reads them. */
    public String metrics() {
        return managed("/q/metrics");
    }

    private String managed(String path) {
        StringBuilder text = new StringBuilder();
        management(
                path,
                info -> java.net.http.HttpResponse.BodySubscribers.mapping(
                        java.net.http.HttpResponse.BodySubscribers.ofString(java.nio.charset.StandardCharsets.UTF_8),
                        text::append));
        return text.toString();
    }

    private int management(String path, java.net.http.HttpResponse.BodyHandler<?> body) {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        try {
            return http.send(HttpRequest.newBuilder(uri).timeout(PROBE).build(), body)
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public String log() {
        return process().log();
    }

    /** The lines of its log that report an error. */
    public List<String> errors() {
        return log().lines().filter(line -> line.contains(" ERROR ")).toList();
    }

    /** SIGTERM. */
    public void stop() {
        process().stop();
    }

    @Override
    public void close() {
        if (isStarted()) {
            process().stop();
        }
        TempFolder.delete(folder);
    }
}
