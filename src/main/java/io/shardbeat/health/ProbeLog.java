package io.shardbeat.health;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jboss.logging.Logger;

/** Says in the log what probes find, when it changes: probes come every few seconds, for as long as something lasts. */
@Singleton
class ProbeLog {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.health");

    private final Map<String, Status> last = new ConcurrentHashMap<>();

    /** The same answer. */
    HealthCheckResponse told(HealthCheckResponse answer) {
        String name = answer.getName();
        Status now = answer.getStatus();
        Status before = last.put(name, now);
        if (now == Status.DOWN && before == null) {
            LOG.infof("not ready yet: %s%s", name, reasons(answer));
        } else if (now == Status.DOWN && before == Status.UP) {
            LOG.warnf("not ready: %s%s", name, reasons(answer));
        } else if (now == Status.UP && before == Status.DOWN) {
            LOG.infof("ready: %s", name);
        }
        return answer;
    }

    private static String reasons(HealthCheckResponse answer) {
        Optional<Map<String, Object>> data = answer.getData();
        return data.filter(all -> !all.isEmpty())
                .map(all -> all.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", ", ": ", "")))
                .orElse("");
    }
}
