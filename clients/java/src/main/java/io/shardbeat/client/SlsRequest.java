package io.shardbeat.client;

import io.shardbeat.client.wire.Key;
import io.shardbeat.client.wire.Request;
import io.shardbeat.client.wire.SlsV4;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A call in the dialect of SLS. It always has a date: a node tells by it a report from a delayed copy of an earlier one.
 *
 * @param query parameters by name
 */
record SlsRequest(
        Settings settings,
        InstantSource clock,
        String method,
        String path,
        SortedMap<String, String> query,
        String json)
        implements Request {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Override
    public byte[] to(URI address) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String date = DATE.format(clock.instant());
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("host", settings.group().project() + "." + domain(address));
        headers.put("x-log-apiversion", "0.6.0");
        headers.put("x-log-bodyrawsize", Integer.toString(body.length));
        headers.put("x-log-date", date);
        headers.put(SlsV4.BODY_DIGEST, SlsV4.sha256(body));
        String pairs = query.entrySet().stream()
                .map(pair -> pair.getValue().isEmpty() ? pair.getKey() : pair.getKey() + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
        Key key = settings.signingKey();
        if (key != null) {
            headers.put(
                    "authorization",
                    SlsV4.authorization(key, settings.region(), method, path, pairs, new TreeMap<>(headers), date));
        }
        headers.put("user-agent", "shardbeat-client-java");
        return Request.wire(method, pairs.isEmpty() ? path : path + "?" + pairs, headers, body);
    }

    private String domain(URI address) {
        String domain = settings.domain();
        return domain == null ? address.getHost() : domain;
    }

    /** As RFC 3986 has it. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
