package io.shardbeat.it.client;

import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests written by hand, for what the official clients never send, and signed by the text of the documentation. */
public final class Requests {
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Requests() {}

    /** An SLS request without a signature. */
    public static SampleRequest sls(String method, String project, String target, String body) {
        return SampleRequest.of(method, target)
                .body(body)
                .header("Host", project + ".cn-test.example.com")
                .header("Content-Type", "application/json")
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-signaturemethod", "hmac-sha1")
                .header("x-log-bodyrawsize", "0");
    }

    /** Version 1 of the SLS signature; the request must be complete. */
    public static SampleRequest slsSigned(SampleRequest request, Instant when) {
        SampleRequest dated = request.header("Date", RFC_1123.format(when));
        if (dated.raw().body().length > 0) {
            byte[] digest = digest("MD5", dated.raw().body());
            dated = dated.header("Content-MD5", HexFormat.of().withUpperCase().formatHex(digest));
        }
        String type = dated.raw().header("Content-Type");
        String md5 = dated.raw().header("Content-MD5");
        String text = dated.raw().method() + "\n" + (md5 == null ? "" : md5) + "\n" + (type == null ? "" : type) + "\n"
                + dated.raw().header("Date") + "\n" + logHeaders(dated) + "\n" + resource(dated);
        String signature = Base64.getEncoder().encodeToString(hmac("HmacSHA1", bytes(Fixtures.SECRET), text));
        return dated.header("Authorization", "LOG " + Fixtures.KEY + ":" + signature);
    }

    private static String logHeaders(SampleRequest request) {
        TreeMap<String, String> headers = new TreeMap<>();
        request.raw()
                .headers()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) -> {
            if (name.startsWith("x-log-")) {
                text.append(text.isEmpty() ? "" : "\n").append(name).append(':').append(value);
            }
        });
        return text.toString();
    }

    /** Only for queries without percent-encoding. */
    private static String resource(SampleRequest request) {
        String query = request.raw().query();
        if (query == null) {
            return request.raw().path();
        }
        TreeMap<String, String> pairs = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            pairs.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        StringBuilder text = new StringBuilder(request.raw().path());
        pairs.forEach((key, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                .append(key)
                .append('=')
                .append(value));
        return text.toString();
    }

    /** A CLS request without a signature. */
    public static SampleRequest cls(String action, String body) {
        return SampleRequest.of("POST", "/")
                .body(body)
                .header("Host", "cls.example.com")
                .header("Content-Type", "application/json")
                .header("X-TC-Action", action)
                .header("X-TC-Version", "2020-10-16")
                .header("X-TC-Region", "ap-guangzhou");
    }

    /** TC3; the request must be complete. */
    public static SampleRequest clsSigned(SampleRequest request, Instant when) {
        String date = when.toString().substring(0, 10);
        String scope = date + "/cls/tc3_request";
        String query = request.raw().query();
        String canonical = request.raw().method() + "\n/\n" + (query == null ? "" : query) + "\ncontent-type:"
                + request.raw().header("Content-Type") + "\nhost:"
                + request.raw().header("Host")
                + "\n\ncontent-type;host\n"
                + hex(digest("SHA-256", request.raw().body()));
        String text = "TC3-HMAC-SHA256\n" + when.getEpochSecond() + "\n" + scope + "\n"
                + hex(digest("SHA-256", bytes(canonical)));
        byte[] key = bytes("TC3" + Fixtures.SECRET);
        for (String part : new String[] {date, "cls", "tc3_request"}) {
            key = hmac("HmacSHA256", key, part);
        }
        return request.header("X-TC-Timestamp", Long.toString(when.getEpochSecond()))
                .header(
                        "Authorization",
                        "TC3-HMAC-SHA256 Credential=" + Fixtures.KEY + "/" + scope
                                + ", SignedHeaders=content-type;host, Signature="
                                + hex(hmac("HmacSHA256", key, text)));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
