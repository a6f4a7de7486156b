package io.shardbeat.load.protocol;

import java.util.Base64;
import javax.crypto.Mac;

/** {@code Authorization: LOG id:signature}. Source: "Request signatures" of the SLS API reference. */
final class SlsV1Signer implements Signer {
    private static final String LOG_HEADERS =
            "x-log-apiversion:0.6.0\nx-log-bodyrawsize:0\nx-log-signaturemethod:hmac-sha1\n";

    private final String id;
    private final Mac mac;
    private final Digests digests = new Digests();

    SlsV1Signer(AccessKey key) {
        id = key.id();
        mac = Digests.mac("HmacSHA1", Digests.utf8(key.secret()));
    }

    @Override
    public Signed prepare(Request request) {
        String md5 = request.body().length == 0 ? "" : digests.md5(request.body());
        String type = request.body().length == 0 ? "" : "application/json";
        String before = request.method() + "\n" + md5 + "\n" + type + "\n";
        String resource = request.query().isEmpty() ? request.path() : request.path() + "?" + request.sortedQuery();
        String after = "\n" + LOG_HEADERS + resource;
        String head = "x-log-apiversion: 0.6.0\r\nx-log-bodyrawsize: 0\r\nx-log-signaturemethod: hmac-sha1\r\n"
                + (md5.isEmpty() ? "" : "Content-MD5: " + md5 + "\r\n");
        return times -> head + "Date: " + times.rfc1123() + "\r\nAuthorization: LOG " + id + ":"
                + Base64.getEncoder().encodeToString(mac.doFinal(Digests.utf8(before + times.rfc1123() + after)))
                + "\r\n";
    }
}
