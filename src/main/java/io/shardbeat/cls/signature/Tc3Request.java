package io.shardbeat.cls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.signature.Digest;
import io.shardbeat.security.signature.SignedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The canonical request of TC3, in the forms clients give it: the documentation has header values in lower case, but
 * all clients sign the content type as they send it; for the host see {@link HostForms}.
 */
final class Tc3Request {
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final String HOST = "host";
    private static final String CONTENT_TYPE = "content-type";

    private final RawRequest request;
    private final String signedHeaders;
    private final byte[] payloadDigest;
    private String[] names = new String[4];
    private String[] values = new String[4];
    private int size;

    /** @param signedHeaders the names the client lists, joined by {@code ;} */
    Tc3Request(RawRequest request, String signedHeaders) {
        this.request = request;
        this.signedHeaders = signedHeaders;
        payloadDigest = isUnsignedPayload(request)
                ? Digest.SHA256.of(UNSIGNED_PAYLOAD.getBytes(StandardCharsets.US_ASCII))
                : Digest.SHA256.of(request.body());
    }

    static boolean isUnsignedPayload(RawRequest request) {
        return UNSIGNED_PAYLOAD.equals(request.header("X-TC-Content-SHA256"));
    }

    /** Reads the signed headers; the name of one the request does not have, or {@code null} when all are there. */
    @Nullable String readHeaders() {
        int start = 0;
        while (start < signedHeaders.length()) {
            int semicolon = signedHeaders.indexOf(';', start);
            int end = semicolon < 0 ? signedHeaders.length() : semicolon;
            String name = signedHeaders.substring(start, end);
            String value = request.headers().get(name);
            if (value == null) {
                return name;
            }
            add(name.toLowerCase(Locale.ROOT), value.trim());
            start = end + 1;
        }
        return null;
    }

    /** The hosts the client may have signed; one that does not matter when it signed none. */
    String[] hosts() {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(HOST)) {
                return HostForms.of(values[i]);
            }
        }
        return new String[] {""};
    }

    /** Whether {@link #digest} depends on {@code asSent}. */
    boolean hasUpperCase() {
        for (int i = 0; i < size; i++) {
            if (isSentAsSigned(names[i]) && !values[i].equals(values[i].toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The digest of the canonical request.
     *
     * @param host the host in it, one of {@link #hosts}
     * @param asSent whether content type and host are signed in the case they were sent in, rather than in lower case
     */
    byte[] digest(String host, boolean asSent) {
        SignedText text = new SignedText();
        text.wire(request.method()).add('\n').add('/').add('\n');
        if (request.query() != null) {
            text.wire(request.query());
        }
        text.add('\n');
        for (int i = 0; i < size; i++) {
            String value = names[i].equals(HOST) ? host : values[i];
            text.wire(names[i]).add(':');
            if (asSent && isSentAsSigned(names[i])) {
                text.wire(value);
            } else {
                text.wireLower(value);
            }
            text.add('\n');
        }
        return Digest.SHA256.of(text.add('\n').wire(signedHeaders).add('\n').hex(payloadDigest));
    }

    private static boolean isSentAsSigned(String name) {
        return name.equals(CONTENT_TYPE) || name.equals(HOST);
    }

    private void add(String name, String value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }
}
