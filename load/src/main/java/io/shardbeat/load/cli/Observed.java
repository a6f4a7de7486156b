package io.shardbeat.load.cli;

import io.shardbeat.load.report.Circumstances;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Learns when and where a run is made. Who does not answer is left out. */
final class Observed {
    private static final int WAIT_MILLIS = 3_000;
    private static final Pattern BUILD = Pattern.compile("shardbeat_build_info\\{([^}]*)}");
    private static final Pattern REDIS = Pattern.compile("(?:redis|valkey)_version:(\\S+)");

    private Observed() {}

    static Circumstances now(List<String> targets, List<String> management, @Nullable String redis)
            throws InterruptedException {
        Set<String> nodes = new LinkedHashSet<>();
        for (String address : management) {
            node(address).ifPresent(nodes::add);
        }
        return new Circumstances(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                List.of(machine()),
                targets,
                List.copyOf(nodes),
                redis == null ? List.of() : redis(redis).map(List::of).orElse(List.of()));
    }

    private static String machine() {
        String version = Observed.class.getPackage().getImplementationVersion();
        return host() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.vm.version") + ", shardbeat-load " + (version == null ? "" : version);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed host";
        }
    }

    /** What a node says of itself in its metrics. */
    static Optional<String> node(String management) throws InterruptedException {
        try {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofMillis(WAIT_MILLIS))
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + management + "/q/metrics"))
                    .timeout(Duration.ofMillis(WAIT_MILLIS))
                    .build();
            Matcher build =
                    BUILD.matcher(client.send(request, BodyHandlers.ofString()).body());
            return build.find()
                    ? Optional.of(
                            "Shardbeat " + label(build.group(1), "version") + ", Java " + label(build.group(1), "java"))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String label(String labels, String name) {
        Matcher label = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(labels);
        return label.find() ? label.group(1) : "?";
    }

    static Optional<String> redis(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(address.substring(colon + 1));
            socket.connect(new InetSocketAddress(address.substring(0, Math.max(colon, 0)), port), WAIT_MILLIS);
            socket.setSoTimeout(WAIT_MILLIS);
            socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            Matcher version = REDIS.matcher(new String(in.readNBytes(100_000), StandardCharsets.UTF_8));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
