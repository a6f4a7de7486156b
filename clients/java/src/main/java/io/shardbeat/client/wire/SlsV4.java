package io.shardbeat.client.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature version 4 of SLS: an HMAC-SHA256 over method, path, query, headers and the digest of the body. Source: the
 * official clients.
 */
public final class SlsV4 {
    private static final String ALGORITHM = "SLS4-HMAC-SHA256";
    private static final String SERVICE = "sls";
    private static final String ENDING = "aliyun_v4_request";
    private static final int DAY = "yyyyMMdd".length();
    private static final HexFormat HEX = HexFormat.of();

    private SlsV4() {}

    /**
     * The value of {@code Authorization}.
     *
     * @param query pairs in the order of their keys, percent-encoded, and a key alone where the value is empty
     * @param headers {@code x-log-*}, {@code host} and {@code content-type} by their lower-case names
     * @param date as in {@code x-log-date}: {@code yyyyMMdd'T'HHmmss'Z'}
     */
    public static String authorization(
            Key key,
            String region,
            String method,
            String path,
            String query,
            SortedMap<String, String> headers,
            String date) {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n", method, path, query, lines, String.join(";", headers.keySet()), headers.get(BODY_DIGEST));
        String day = date.substring(0, DAY);
        String scope = String.join("/", day, region, SERVICE, ENDING);
        String text = String.join("\n", ALGORITHM, date, scope, sha256(bytes(canonical)));
        byte[] signing = bytes("aliyun_v4" + key.secret());
        for (String part : new String[] {day, region, SERVICE, ENDING}) {
            signing = hmac(signing, part);
        }
        return ALGORITHM + " Credential=" + key.id() + "/" + scope + ",Signature=" + HEX.formatHex(hmac(signing, text));
    }

    /** The header that holds {@link #sha256} of the body. */
    public static final String BODY_DIGEST = "x-log-content-sha256";

    public static String sha256(byte[] data) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
