package io.shardbeat.cls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.signature.SignedText;
import java.util.Arrays;
import java.util.Map;

/** The text signature version 1 covers: method, host, path and the parameters, sorted by name and not encoded. */
final class V1Request {
    private final RawRequest request;
    private final Map<String, String> parameters;
    private final String[] names;

    V1Request(RawRequest request, Map<String, String> parameters) {
        this.request = request;
        this.parameters = parameters;
        names = parameters.keySet().toArray(String[]::new);
        Arrays.sort(names);
    }

    /** Whether {@link #signedText} depends on {@code dotted}. */
    boolean hasUnderscores() {
        for (String name : names) {
            if (name.indexOf('_') >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The signed text.
     *
     * @param host the host in it
     * @param dotted whether parameter names have {@code .} for {@code _}, which the Java client signs but does not send
     */
    SignedText signedText(String host, boolean dotted) {
        SignedText text = new SignedText().wire(request.method()).wire(host);
        text.wire(request.path().isEmpty() ? "/" : request.path());
        char separator = '?';
        for (String name : names) {
            if (!name.equals(V1Signature.SIGNATURE)) {
                text.add(separator).utf8(dotted ? name.replace('_', '.') : name);
                text.add('=').utf8(parameters.getOrDefault(name, ""));
                separator = '&';
            }
        }
        return text;
    }
}
