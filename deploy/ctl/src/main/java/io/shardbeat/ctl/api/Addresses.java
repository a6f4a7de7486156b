package io.shardbeat.ctl.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names as parts of an address, whatever they are made of. */
final class Addresses {
    private Addresses() {}

    static String join(String... parts) {
        return Arrays.stream(parts).map(part -> "/" + part(part)).collect(Collectors.joining());
    }

    /** Percent-encoded; a name of dots only is not taken for a way up. */
    static String part(String name) {
        if (name.equals(".") || name.equals("..")) {
            return name.replace(".", "%2E");
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
