package io.shardbeat.load.protocol;

import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: TC3-HMAC-SHA256 …}. Source: "Signature v3" of the Tencent Cloud API reference. */
final class Tc3Signer implements Signer {
    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String NAMES = "content-type;host";

    private final AccessKey key;
    private final String service;
    private final String type;
    private final String host;
    private final Digests digests = new Digests();
    private @Nullable Mac mac;
    private String macDay = "";

    /** @param type the Content-Type of every request */
    Tc3Signer(AccessKey key, String service, String type, String host) {
        this.key = key;
        this.service = service;
        this.type = type;
        this.host = host;
    }

    @Override
    public Signed prepare(Request request) {
        String canonical = request.method() + "\n" + request.path() + "\n" + request.query() + "\ncontent-type:" + type
                + "\nhost:" + host + "\n\n" + NAMES + "\n" + digests.sha256(request.body());
        String hash = digests.sha256(canonical);
        return times -> sign(times, hash);
    }

    private String sign(Clock.Times times, String hash) {
        String scope = times.day() + "/" + service + "/tc3_request";
        String text = ALGORITHM + "\n" + times.seconds() + "\n" + scope + "\n" + hash;
        return "X-TC-Timestamp: " + times.seconds() + "\r\nAuthorization: " + ALGORITHM + " Credential=" + key.id()
                + "/" + scope + ", SignedHeaders=" + NAMES + ", Signature="
                + Digests.hex(mac(times.day()).doFinal(Digests.utf8(text))) + "\r\n";
    }

    private Mac mac(String day) {
        if (mac == null || !macDay.equals(day)) {
            mac = Digests.derived("TC3" + key.secret(), day, service, "tc3_request");
            macDay = day;
        }
        return mac;
    }
}
