package io.shardbeat.fuzz;

import io.shardbeat.http.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a signature covers of a request, worked out with none of the server's code: of two requests with one signature
 * and unequal parts, one is forged.
 */
public record SignedParts(
        String method, String path, List<String> query, SortedMap<String, String> headers, String body) {
    /** @param isSigned which headers are covered, by their names in lower case */
    public static SignedParts of(RawRequest request, Predicate<String> isSigned) {
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (isSigned.test(name)) {
                headers.putIfAbsent(name, header.getValue().trim());
            }
        });
        return new SignedParts(
                request.method(),
                request.path(),
                pairs(request.query() == null ? "" : request.query()),
                headers,
                new String(request.body(), StandardCharsets.ISO_8859_1));
    }

    /** For methods that cover the query as one text: pairs may hide in the values of others. */
    public SignedParts withJoinedQuery() {
        String joined = query.stream().map(pair -> pair.replace('\0', '=')).collect(Collectors.joining("&"));
        return new SignedParts(method, path, List.of(joined), headers, body);
    }

    /** Where nothing is there under this name, the other one stands for it. */
    public SignedParts withHeaderFor(String name, @Nullable String other) {
        SortedMap<String, String> all = new TreeMap<>(headers);
        if (other != null) {
            all.putIfAbsent(name, other.trim());
        }
        return new SignedParts(method, path, query, all, body);
    }

    /** Those of all files {@code signed-*} in a target's corpus. */
    public static Set<SignedParts> ofCorpus(Class<?> test, String target, Function<RawRequest, SignedParts> parts) {
        try {
            Path inputs = Path.of(
                    test.getResource(test.getSimpleName() + "Inputs/" + target).toURI());
            try (Stream<Path> files = Files.list(inputs)) {
                return files.filter(file -> file.getFileName().toString().startsWith("signed-"))
                        .map(SignedParts::content)
                        .map(RequestText::parse)
                        .map(parts)
                        .collect(Collectors.toUnmodifiableSet());
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Decoded, name and value apart, sorted. */
    private static List<String> pairs(String query) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> decoded(pair[0]) + '\0' + (pair.length == 1 ? "" : decoded(pair[1])))
                .sorted()
                .toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
