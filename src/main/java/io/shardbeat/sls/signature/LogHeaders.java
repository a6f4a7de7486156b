package io.shardbeat.sls.signature;

import io.netty.util.AsciiString;
import io.shardbeat.http.HeaderNames;
import io.shardbeat.security.signature.SignedText;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Locale;

/** The headers an SLS signature covers, by name. Neither version lists them; each has a rule. */
final class LogHeaders {
    private static final String META = "x-log-meta-";

    private final boolean v4;
    private Header[] headers = new Header[12];
    private int size;

    private LogHeaders(boolean v4) {
        this.v4 = v4;
    }

    /** {@code x-log-*} and {@code x-acs-*}, but not {@code x-log-date}, which Python adds after signing. */
    static LogHeaders ofV1(MultiMap headers) {
        return new LogHeaders(false).collect(headers);
    }

    /** {@code x-log-*}, {@code x-acs-*}, {@code host} and {@code content-type}. */
    static LogHeaders ofV4(MultiMap headers) {
        return new LogHeaders(true).collect(headers);
    }

    /** {@code name:value} lines without a last line feed. */
    void addTo(SignedText text) {
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                text.add('\n');
            }
            text.wire(headers[i].name).add(':').wire(headers[i].value);
        }
    }

    /** {@code name:value} lines, an empty one, and the names joined by {@code ;}. */
    void addWithNamesTo(SignedText text) {
        for (int i = 0; i < size; i++) {
            text.wire(headers[i].name).add(':').wire(headers[i].value).add('\n');
        }
        for (int i = 0; i < size; i++) {
            text.add(i == 0 ? '\n' : ';').wire(headers[i].name);
        }
    }

    /** Takes {@code x-log-meta-*} out, which Go and Python do not sign. False when there are none. */
    boolean dropMeta() {
        int before = size;
        size = 0;
        for (int i = 0; i < before; i++) {
            if (!headers[i].name.startsWith(META)) {
                headers[size++] = headers[i];
            }
        }
        return size < before;
    }

    private void offer(CharSequence name, CharSequence value) {
        if (!isSigned(name)) {
            return;
        }
        if (size == headers.length) {
            headers = Arrays.copyOf(headers, 2 * size);
        }
        headers[size++] = new Header(
                name.toString().toLowerCase(Locale.ROOT), value.toString().trim());
    }

    private LogHeaders collect(MultiMap all) {
        HeaderNames.forEach(all, this::offer);
        Arrays.sort(headers, 0, size);
        dropRepeated();
        return this;
    }

    /** The first of a name counts, as it does wherever a header is read; the sort has kept their order. */
    private void dropRepeated() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || !headers[i].name.equals(headers[kept - 1].name)) {
                headers[kept++] = headers[i];
            }
        }
        size = kept;
    }

    private boolean isSigned(CharSequence name) {
        if (HeaderNames.beginsWith("x-log-", name) || HeaderNames.beginsWith("x-acs-", name)) {
            return v4 || !AsciiString.contentEqualsIgnoreCase(name, "x-log-date");
        }
        return v4
                && (AsciiString.contentEqualsIgnoreCase(name, "host")
                        || AsciiString.contentEqualsIgnoreCase(name, "content-type"));
    }

    private record Header(String name, String value) implements Comparable<Header> {
        @Override
        public int compareTo(Header other) {
            return name.compareTo(other.name);
        }
    }
}
