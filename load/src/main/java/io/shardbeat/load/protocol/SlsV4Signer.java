package io.shardbeat.load.protocol;

import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: SLS4-HMAC-SHA256 …}. Source: the official SLS clients. */
final class SlsV4Signer implements Signer {
    private static final String ALGORITHM = "SLS4-HMAC-SHA256";
    private static final String NAMES =
            "content-type;host;x-log-apiversion;x-log-bodyrawsize;x-log-content-sha256;x-log-date";
    private static final String BARE_NAMES = NAMES.substring("content-type;".length());

    private final AccessKey key;
    private final String region;
    private final String host;
    private final Digests digests = new Digests();
    private @Nullable Mac mac;
    private String macDay = "";

    SlsV4Signer(AccessKey key, String region, String host) {
        this.key = key;
        this.region = region;
        this.host = host;
    }

    @Override
    public Signed prepare(Request request) {
        String hash = digests.sha256(request.body());
        boolean typed = request.body().length > 0;
        String before = request.method() + "\n" + request.path() + "\n" + request.sortedQuery() + "\n"
                + (typed ? "content-type:application/json\n" : "") + "host:" + host
                + "\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:0\nx-log-content-sha256:" + hash + "\nx-log-date:";
        String after = "\n\n" + (typed ? NAMES : BARE_NAMES) + "\n" + hash;
        String head = "x-log-apiversion: 0.6.0\r\nx-log-bodyrawsize: 0\r\nx-log-content-sha256: " + hash + "\r\n";
        return times -> head + sign(times, before + times.basicIso() + after);
    }

    private String sign(Clock.Times times, String canonical) {
        String day = times.basicIso().substring(0, 8);
        String scope = day + "/" + region + "/sls/aliyun_v4_request";
        String text = ALGORITHM + "\n" + times.basicIso() + "\n" + scope + "\n" + digests.sha256(canonical);
        return "x-log-date: " + times.basicIso() + "\r\nAuthorization: " + ALGORITHM + " Credential=" + key.id() + "/"
                + scope + ",Signature=" + Digests.hex(mac(day).doFinal(Digests.utf8(text))) + "\r\n";
    }

    private Mac mac(String day) {
        if (mac == null || !macDay.equals(day)) {
            mac = Digests.derived("aliyun_v4" + key.secret(), day, region, "sls", "aliyun_v4_request");
            macDay = day;
        }
        return mac;
    }
}
