package io.shardbeat.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Packaged nodes on one Redis, the one that they bring along, as processes of their own. */
final class Packaged implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CATALOG = """
            sls:
              projects:
                - name: my-project
                  logstores:
                    - {name: my-logstore, shards: 4, groups: [{name: workers, timeout: 3}]}
            """;
    private static final String KEYS = """
            keys:
              - {id: worker, secret: worker-secret, allow: ["sls:my-project"]}
              - {id: ops, secret: ops-secret, allow: ["admin"]}
            """;

    private final Path app;
    private final Path folder;
    private final int redisPort = freePort();
    private final List<Process> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    Packaged(Path app, int nodes) throws Exception {
        this.app = app;
        folder = Files.createTempDirectory("shardbeat-client-test");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Files.writeString(folder.resolve("catalog.yaml"), CATALOG);
        Files.writeString(folder.resolve("keys.yaml"), KEYS);
        start("redis", List.of(redis().toString(), "--port", "" + redisPort, "--bind", "127.0.0.1", "--save", ""));
        await(() -> connects(redisPort));
        for (int i = 0; i < nodes; i++) {
            ports.add(freePort());
            startNode(i);
        }
        for (int port : ports) {
            await(() -> answers(port));
        }
    }

    String[] addresses() {
        return ports.stream().map(port -> "http://127.0.0.1:" + port).toArray(String[]::new);
    }

    /** SIGKILL. */
    void kill(int node) throws InterruptedException {
        processes.get(1 + node).destroyForcibly().waitFor();
    }

    private void startNode(int number) throws IOException {
        start(
                "node-" + number,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + ports.get(number),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + freePort(),
                        "-Dquarkus.redis.hosts=redis://127.0.0.1:" + redisPort,
                        "-Dshardbeat.auth.mode=required",
                        "-Dshardbeat.auth.keys-file=" + folder.resolve("keys.yaml"),
                        "-Dshardbeat.catalog.file=" + folder.resolve("catalog.yaml"),
                        "-jar",
                        app.toAbsolutePath().toString()));
    }

    private void start(String name, List<String> command) throws IOException {
        processes.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    /** Out of the artifact that a node starts its own Redis from. */
    private Path redis() throws IOException {
        String system =
                System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        try (Stream<Path> jars = Files.list(app.resolveSibling("lib").resolve("main"))) {
            Path jar = jars.filter(file -> file.getFileName().toString().contains("embedded-redis"))
                    .findFirst()
                    .orElseThrow();
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                var entry = zip.stream()
                        .filter(it -> it.getName().contains("redis-server"))
                        .filter(it ->
                                it.getName().contains(system) && it.getName().contains(machine))
                        .findFirst()
                        .orElseThrow();
                Path binary = folder.resolve("redis-server");
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, binary);
                }
                Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
                return binary;
            }
        }
    }

    private static boolean connects(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    /** Until it has applied the catalog: the group is listed. */
    private static boolean answers(int port) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/admin/v1/groups/sls/my-project/my-logstore/workers"))
                .header("Authorization", "Bearer ops:ops-secret")
                .build();
        return HttpClient.newHttpClient()
                        .send(list, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private interface Check {
        boolean isTrue() throws Exception;
    }

    private static void await(Check check) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (check.isTrue()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                TimeUnit.MILLISECONDS.sleep(50); // not there yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("not up in " + PATIENCE);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            return; // another close was faster
        }
    }
}
