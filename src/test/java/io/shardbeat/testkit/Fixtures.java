package io.shardbeat.testkit;

/** What the nodes of the integration tests know: keys, and what there is to consume. */
public final class Fixtures {
    public static final String KEY = "it-key";
    public static final String SECRET = "it-secret-0123456789";
    /** A key that may do nothing in the project and logset below. */
    public static final String STRANGER_KEY = "it-stranger";

    public static final String PROJECT = "it-project";
    /** A logstore of eight shards. */
    public static final String LOGSTORE = "eight";

    /** A logstore of two shards. */
    public static final String SMALL_LOGSTORE = "two";

    public static final String LOGSET = "11111111-2222-3333-4444-555555555555";
    /** A topic of eight partitions. */
    public static final String TOPIC = "66666666-7777-8888-9999-000000000000";

    /** A group of either, declared by the catalog file, with a session timeout of five seconds. */
    public static final String FLEET_GROUP = "fleet";

    /** Groups of either with an automatic fence margin, by session timeout in seconds: {@code fenced-6}, {@code fenced-11}. */
    public static final String FENCED_GROUP = "fenced-";

    /** The project, and in its logset the group, that only the tests of bad input use. */
    public static final String BAD_INPUT_PROJECT = "bad-input";

    public static final String BAD_INPUT_LOGSET = "99999999-2222-3333-4444-555555555555";
    public static final String BAD_INPUT_GROUP = "steady";
    /** Beside it, for consumers under other names. */
    public static final String EDGE_GROUP = "edge";

    /** A key for operators. */
    public static final String ADMIN_KEY = "it-admin";

    public static final String KEYS = """
            keys:
              - {id: it-key, secret: it-secret-0123456789, allow: ["sls:*", "cls:*"]}
              - {id: it-stranger, secret: it-secret-0123456789, allow: ["sls:elsewhere", "cls:elsewhere"]}
              - {id: it-admin, secret: it-secret-0123456789, allow: [admin]}
            """;

    public static final String CATALOG = """
            sls:
              projects:
                - name: it-project
                  logstores:
                    - {name: eight, shards: 8, groups: [{name: fleet, timeout: 5}, {name: fenced-6, timeout: 6, fence-margin: auto}, {name: fenced-11, timeout: 11, fence-margin: auto}]}
                    - {name: two, shards: 2}
                - name: bad-input
                  logstores:
                    - {name: eight, shards: 8, groups: [{name: steady, timeout: 600}, {name: edge, timeout: 600}]}
            cls:
              logsets:
                - id: 11111111-2222-3333-4444-555555555555
                  topics: [{id: 66666666-7777-8888-9999-000000000000, partitions: 8}]
                  groups:
                    - {name: fleet, timeout: 5, topics: [66666666-7777-8888-9999-000000000000]}
                    - {name: fenced-6, timeout: 6, fence-margin: auto, topics: [66666666-7777-8888-9999-000000000000]}
                    - {name: fenced-11, timeout: 11, fence-margin: auto, topics: [66666666-7777-8888-9999-000000000000]}
                - id: 99999999-2222-3333-4444-555555555555
                  topics: [{id: 66666666-7777-8888-9999-000000000000, partitions: 8}]
                  groups: [{name: steady, timeout: 600, topics: [66666666-7777-8888-9999-000000000000]}]
            """;

    private Fixtures() {}
}
