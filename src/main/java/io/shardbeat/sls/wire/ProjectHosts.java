package io.shardbeat.sls.wire;

import io.shardbeat.catalog.Names;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the project a request is for. Clients put it into the host name and nowhere else; some send the port along, and
 * names may have upper case and {@code _}, so the header is taken as it came.
 */
public final class ProjectHosts {
    private final Map<String, String> projects = new HashMap<>();

    /** @param projects host to project, for endpoints whose hosts do not begin with the project */
    public ProjectHosts(Map<String, String> projects) {
        projects.forEach(
                (host, project) -> this.projects.put(host.toLowerCase(Locale.ROOT), Names.checked("project", project)));
    }

    public String project(@Nullable String hostHeader) {
        if (hostHeader == null || hostHeader.isBlank()) {
            throw new CallRefused(SlsError.MISSING_HOST, "Host does not exist in http header.");
        }
        String host = withoutPort(hostHeader.trim());
        String mapped = projects.isEmpty() ? null : projects.get(host.toLowerCase(Locale.ROOT));
        if (mapped != null) {
            return mapped;
        }
        int dot = host.indexOf('.');
        String label = dot < 0 ? host : host.substring(0, dot);
        if (!Names.isValid(label) || isAddress(host)) {
            throw new CallRefused(
                    SlsError.INVALID_HOST,
                    "Host header " + Excerpt.of(hostHeader) + " names no project, expected <project>.<endpoint> or a"
                            + " host of shardbeat.sls.hosts");
        }
        return label;
    }

    /** An IPv6 address keeps its brackets and is then no name. */
    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.charAt(0) == '[' ? host : host.substring(0, colon);
    }

    /** Whether it is an IPv4 address. Python sends {@code project.127.0.0.1}, which is none. */
    private static boolean isAddress(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
