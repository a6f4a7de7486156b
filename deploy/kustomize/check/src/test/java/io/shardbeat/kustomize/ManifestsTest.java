package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** Every overlay with every component, alone and together, against Kubernetes' own schema and our rules. */
class ManifestsTest {
    private static Settings settings;

    @BeforeAll
    static void package_() {
        assumeTrue(Manifests.canRender(), "no kubectl here");
        assumeTrue(Settings.arePackaged(), "the node is not packaged");
        settings = new Settings();
    }

    static List<Manifests> all() {
        return Manifests.canRender() ? Manifests.all() : List.of(new Manifests("nothing", ""));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyObjectIsOneOfKubernetesAndKeepsOurRules(Manifests manifests) {
        List<HasMetadata> objects = Schema.read(manifests.yaml());
        assertThat(of(Deployment.class, objects)).isNotEmpty();
        pods(objects).forEach((name, pod) -> assertPod(name, pod, objects));
        Deployment node = only(Deployment.class, "shardbeat", objects);
        assertNode(node, objects);
        for (Namespace namespace : of(Namespace.class, objects)) {
            for (String mode : List.of("enforce", "audit", "warn")) {
                assertThat(namespace.getMetadata().getLabels())
                        .containsEntry("pod-security.kubernetes.io/" + mode, "restricted");
            }
        }
        for (Service service : of(Service.class, objects)) {
            assertServed(service, objects);
        }
    }

    @Test
    void aFieldThatKubernetesDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> Schema.read("apiVersion: v1\nkind: Service\nspec: {port: [1]}\n"))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("port");
    }

    @Test
    void aVariableThatTheNodeDoesNotHaveIsNoticed() {
        assertThat(settings.has("SHARDBEAT_AUTH_KEYS_FILE")).isTrue();
        assertThat(settings.has("SHARDBEAT_AUTH_KEY_FILE")).isFalse();
        assertThat(settings.has("QUARKUS_REDIS_HOSTS")).isTrue();
        assertThat(settings.has("QUARKUS_REDIS_HOST")).isFalse();
    }

    /** What the restricted Pod Security standard asks of a pod, and what keeps it from harming others. */
    private static void assertPod(String name, PodTemplateSpec template, List<HasMetadata> objects) {
        PodSpec pod = template.getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).as(name).isFalse();
        assertThat(template.getMetadata().getLabels())
                .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/part-of", "app.kubernetes.io/managed-by");
        for (Container container : pod.getContainers()) {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(container.getResources().getLimits()).containsKeys("memory", "ephemeral-storage");
            assertThat(container.getReadinessProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            Set<String> mounts =
                    container.getVolumeMounts().stream().map(mount -> mount.getMountPath()).collect(Collectors.toSet());
            assertThat(mounts).as("mounted once each").hasSameSizeAs(container.getVolumeMounts());
        }
        boolean covered = of(NetworkPolicy.class, objects).stream()
                .map(policy -> policy.getSpec().getPodSelector().getMatchLabels())
                .anyMatch(labels -> template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()));
        assertThat(covered || name.equals("redis")).as("a network policy for " + name).isTrue();
    }

    private void assertNode(Deployment node, List<HasMetadata> objects) {
        PodSpec pod = node.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().get(0);
        Map<String, String> values = container.getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, env -> env.getValue() == null ? "" : env.getValue()));
        assertThat(values.keySet()).allMatch(settings::has);

        assertThat(container.getLifecycle()).as("the shutdown delay is instead of a preStop hook").isNull();
        long delay = seconds(values.get("QUARKUS_SHUTDOWN_DELAY"));
        long requests = seconds(values.get("QUARKUS_SHUTDOWN_TIMEOUT"));
        assertThat(delay).as("longer than the longest default heartbeat interval").isGreaterThan(20);
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(delay + requests + 5);

        Probe live = container.getLivenessProbe();
        assertThat(live.getTerminationGracePeriodSeconds()).as("a frozen node ends soon").isLessThanOrEqualTo(5);
        assertThat(live.getPeriodSeconds() * live.getFailureThreshold() + live.getTimeoutSeconds())
                .as("seconds until a frozen node is noticed")
                .isLessThanOrEqualTo(20);
        for (Probe probe : List.of(live, container.getReadinessProbe(), container.getStartupProbe())) {
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
            assertThat(probe.getHttpGet().getPath()).startsWith("/q/health/");
            assertThat(probe.getTimeoutSeconds()).as("longer than the readiness check waits for Redis").isGreaterThanOrEqualTo(2);
        }
        assertThat(pod.getTopologySpreadConstraints()).hasSize(2);
        assertThat(of(PodDisruptionBudget.class, objects)).hasSize(1);
        boolean scaled = !of(HorizontalPodAutoscaler.class, objects).isEmpty();
        assertThat(node.getSpec().getReplicas() == null).as("no replicas where an autoscaler is").isEqualTo(scaled);

        NetworkPolicy policy = only(NetworkPolicy.class, "shardbeat", objects);
        Set<String> open = policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal())
                .collect(Collectors.toSet());
        assertThat(open).isEqualTo(container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet()));
        boolean passesOn = values.keySet().stream().anyMatch(name -> name.endsWith("_UPSTREAM"));
        boolean mayGoOut = policy.getSpec().getEgress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .anyMatch(port -> Integer.valueOf(443).equals(port.getPort().getIntVal()));
        assertThat(mayGoOut).as("egress to the log service").isEqualTo(passesOn);
    }

    private static long seconds(String duration) {
        return Duration.parse("PT" + duration).toSeconds();
    }

    /** Its selector finds a pod, and the pod has the port. */
    private static void assertServed(Service service, List<HasMetadata> objects) {
        Stream<PodTemplateSpec> found = pods(objects).values().stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(service.getSpec().getSelector().entrySet()));
        Set<String> ports = found.flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName)
                .collect(Collectors.toSet());
        service.getSpec().getPorts().forEach(port -> assertThat(ports)
                .as(service.getMetadata().getName())
                .contains(port.getTargetPort().getStrVal()));
    }

    private static Map<String, PodTemplateSpec> pods(List<HasMetadata> objects) {
        return Stream.concat(
                        of(Deployment.class, objects).stream().map(each -> Map.entry(each.getMetadata().getName(), each.getSpec().getTemplate())),
                        of(StatefulSet.class, objects).stream().map(each -> Map.entry(each.getMetadata().getName(), each.getSpec().getTemplate())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static <T extends HasMetadata> List<T> of(Class<T> kind, List<HasMetadata> objects) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T extends HasMetadata> T only(Class<T> kind, String name, List<HasMetadata> objects) {
        List<T> found =
                of(kind, objects).stream().filter(each -> each.getMetadata().getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
