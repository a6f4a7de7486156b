package io.shardbeat.sls.signature;

import io.shardbeat.security.signature.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The value of {@code Content-MD5} for a body. */
final class Md5 {
    private Md5() {}

    static String of(String body) {
        return HexFormat.of().withUpperCase().formatHex(Digest.MD5.of(body.getBytes(StandardCharsets.UTF_8)));
    }
}
