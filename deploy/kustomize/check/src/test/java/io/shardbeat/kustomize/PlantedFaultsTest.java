package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds the fault it is for: one is planted in what kustomize rendered, and the rest left as it is. */
class PlantedFaultsTest {
    private static Settings settings;
    private static String whole;

    @BeforeAll
    static void render() {
        assumeTrue(Manifests.canRender(), "no kubectl here");
        assumeTrue(Settings.arePackaged(), "the node is not packaged");
        settings = new Settings();
        whole = Manifests.render("prod", List.of("hpa-cpu", "ingress", "redis", "tls", "upstream")).yaml();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                planted("runs as root", "runAsNonRoot: true", "runAsNonRoot: false"),
                planted("any system call", "type: RuntimeDefault", "type: Unconfined"),
                planted("a token of the API server", "(?m)^      automountServiceAccountToken: false", "      automountServiceAccountToken: true"),
                planted("more privileges", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"),
                planted("a root that can be written to", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
                planted("capabilities kept", "- ALL", "- NET_RAW"),
                planted("no request of storage", "            ephemeral-storage: 64Mi\n", ""),
                planted("no limit of storage", "            ephemeral-storage: 256Mi\n", ""),
                planted("no limit of memory", "            memory: 2Gi\n          requests", "          requests"),
                planted("no request of CPU", "            cpu: \"2\"\n", ""),
                planted("no readiness probe", "(?s)        readinessProbe:.*?(?=        resources:)", ""),
                planted("no startup probe", "(?s)        startupProbe:.*?(?=        volumeMounts:)", ""),
                planted("no liveness probe", "(?s)        livenessProbe:.*?(?=        name: shardbeat)", ""),
                planted("a frozen node is left for long", "          terminationGracePeriodSeconds: 3\n", ""),
                planted("a frozen node is noticed late", "failureThreshold: 3", "failureThreshold: 10"),
                planted("readiness asked as liveness", "/q/health/live", "/q/health/ready"),
                planted("probes of the clients' port", "            port: management", "            port: http"),
                planted("a probe shorter than its check", "(?s)(/q/health/ready.*?timeoutSeconds: )2", "$11"),
                planted("a preStop hook", "        livenessProbe:", "        lifecycle:\n          preStop:\n            sleep:\n              seconds: 5\n        livenessProbe:"),
                planted("a delay shorter than an interval", "value: 25s", "value: 5s"),
                planted("a grace shorter than the delay", "terminationGracePeriodSeconds: 40", "terminationGracePeriodSeconds: 30"),
                planted("no spread over zones", "topology.kubernetes.io/zone", "kubernetes.io/hostname"),
                planted("a spread of other pods", "(?s)(topologySpreadConstraints:.*?app.kubernetes.io/name: )shardbeat", "$1other"),
                planted("drained two at a time", "  maxUnavailable: 1", "  maxUnavailable: 2"),
                planted("a budget for other pods", "(?s)(maxUnavailable: 1\n  selector:.*?name: )shardbeat", "$1other"),
                planted("rolled out with one less", "maxUnavailable: 0", "maxUnavailable: 1"),
                planted("replicas beside an autoscaler", "  minReadySeconds: 5", "  minReadySeconds: 5\n  replicas: 3"),
                planted("an autoscaler of another", "(?s)(scaleTargetRef:.*?name: )shardbeat", "$1other"),
                planted("the TLS port closed by the policy", "    - port: https\n", ""),
                planted("the TLS port not served", "  - name: https\n    port: 8443\n    targetPort: https\n", ""),
                planted("the management port open to all", "(?s)  - from:\n    - namespaceSelector:.*?    ports:\n    - port: management", "  - ports:\n    - port: management"),
                planted("the management port served to clients", "    targetPort: http\n", "    targetPort: management\n"),
                planted("no way out to the log service", "  - ports:\n    - port: 443\n      protocol: TCP\n", ""),
                planted("no way out to Redis", "    - port: 6379\n    - port: 26379", "    - port: 26379"),
                planted("egress not restricted", "(?m)^  - Egress\n", ""),
                planted("a variable that is none", "SHARDBEAT_AUTH_KEYS_FILE", "SHARDBEAT_AUTH_KEY_FILE"),
                planted("a value beside its source", "(- name: QUARKUS_REDIS_HOSTS\n)", "$1          value: redis://redis:6379\n"),
                planted("a file that is nowhere", "value: /etc/shardbeat/tls/tls.key", "value: /etc/shardbeat/tl/tls.key"),
                planted("a volume for nothing", "(?m)^        - mountPath: /etc/shardbeat/tls\n          name: tls\n          readOnly: true\n", ""),
                planted("another port than is listened on", "containerPort: 8443", "containerPort: 8444"),
                planted("HTTPS that nobody serves", "(?m)^        - name: QUARKUS_HTTP_TLS_CONFIGURATION_NAME\n.*\n", ""),
                planted("a secret that nobody was asked for", "secretName: shardbeat-tls", "secretName: shardbeat-certificate"),
                planted("variables named after Services", "enableServiceLinks: false", "enableServiceLinks: true"),
                planted("a namespace that only warns of less", "warn: restricted", "warn: baseline"),
                planted("a namespace that enforces less", "enforce: restricted", "enforce: baseline"),
                planted("a priority that is not used", "      priorityClassName: shardbeat\n", ""),
                planted("an image that changes", "image: shardbeat:[0-9.]+", "image: shardbeat:latest"),
                planted("an object elsewhere", "  namespace: shardbeat\n", ""),
                planted("mounted twice", "mountPath: /etc/shardbeat/keys", "mountPath: /etc/shardbeat/catalog"),
                planted("no /tmp", "        - mountPath: /tmp\n          name: tmp\n", ""),
                planted("a /tmp without end", "          sizeLimit: 128Mi", "          medium: \"\""),
                planted("Redis open to all", "(?s)(name: shardbeat-redis\n  namespace: shardbeat\nspec:\n  egress.*podSelector:\n    matchLabels:\n      app.kubernetes.io/name: )shardbeat-redis", "$1other"),
                planted("a Redis that evicts", "- noeviction", "- allkeys-lru"),
                planted("a Redis that forgets", "- --appendonly", "- --no-appendfsync-on-rewrite"),
                planted("an ingress to nowhere", "(?s)(kind: Ingress.*?service:\n            name: )shardbeat", "$1other"));
    }

    private static Arguments planted(String fault, String regex, String replacement) {
        return arguments(fault, regex, replacement);
    }

    @Test
    void withoutAFaultNoneIsFound() {
        new Rules(settings, Schema.read(whole)).check();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsFound(String fault, String regex, String replacement) {
        String broken = Pattern.compile(regex).matcher(whole).replaceFirst(replacement);
        assertThat(broken).as("planted").isNotEqualTo(whole);
        List<HasMetadata> objects = Schema.read(broken);
        assertThatThrownBy(() -> new Rules(settings, objects).check())
                .as(fault)
                .isInstanceOf(AssertionError.class);
    }
}
