package io.shardbeat.load.plan;

/**
 * What the fleet's objects are called. Topics are named after their size, so that runs of different sizes share a
 * catalog; groups are named after the run.
 *
 * @param namespace SLS project and CLS logset
 * @param run a name of the run, the same on all its load machines
 */
public record Naming(String namespace, String run) {
    public Naming {
        if (!namespace.matches("[a-z0-9][a-z0-9-]{0,61}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "namespace '" + namespace + "', expected 2 to 63 of a-z 0-9 - with a letter or digit at both ends");
        }
        if (!run.matches("[A-Za-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("run '" + run + "', expected 1 to 40 of A-Z a-z 0-9 -");
        }
    }

    GroupSpec group(Protocol protocol, int number, int shards, int timeoutSeconds) {
        return new GroupSpec(protocol, namespace, topic(shards), run + "-" + number, timeoutSeconds);
    }

    /** The group that hostile clients join: the fleet's are left alone. */
    public GroupSpec hostileGroup(Protocol protocol, int shards, int timeoutSeconds) {
        return new GroupSpec(protocol, namespace, topic(shards), run + "-hostile", timeoutSeconds);
    }

    public static String topic(int shards) {
        return "shards-" + shards;
    }

    /** The name of a consumer, by its number in the whole fleet. */
    public String consumer(int number) {
        return run + "-c" + number;
    }

    /** What a node must have in its catalog file for a fleet of this size. */
    public String catalog(FleetSize size) {
        String topic = topic(size.shards());
        return """
                sls:
                  projects:
                    - name: %1$s
                      logstores: [{name: %2$s, shards: %3$d}]
                cls:
                  logsets:
                    - id: %1$s
                      topics: [{id: %2$s, partitions: %3$d}]
                """.formatted(namespace, topic, size.shards());
    }
}
