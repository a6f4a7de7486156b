package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every rendering must keep to. {@link PlantedFaultsTest} shows that each of these can fail. */
final class Rules {
    private static final Set<String> OF_THE_CLUSTER = Set.of("Namespace", "PriorityClass");

    private final Settings settings;
    private final List<HasMetadata> objects;

    Rules(Settings settings, List<HasMetadata> objects) {
        this.settings = settings;
        this.objects = objects;
    }

    /** Fails with what is wrong. */
    void check() {
        pods().forEach(this::assertPod);
        assertNode(only(Deployment.class, "shardbeat"));
        new Wiring(only(Deployment.class, "shardbeat").getSpec().getTemplate().getSpec()).check(objects);
        for (Namespace namespace : of(Namespace.class)) {
            for (String mode : List.of("enforce", "audit", "warn")) {
                assertThat(namespace.getMetadata().getLabels())
                        .containsEntry("pod-security.kubernetes.io/" + mode, "restricted");
            }
        }
        assertThat(objects.stream()
                        .filter(object -> !OF_THE_CLUSTER.contains(object.getKind()))
                        .map(object -> String.valueOf(object.getMetadata().getNamespace()))
                        .collect(Collectors.toSet()))
                .as("one namespace for all, that of the overlay")
                .isEqualTo(of(Namespace.class).stream()
                        .map(namespace -> namespace.getMetadata().getName())
                        .collect(Collectors.toSet()));
        of(Service.class).forEach(this::assertServed);
        of(Ingress.class).forEach(this::assertLeadsToAService);
        of(StatefulSet.class).forEach(redis -> assertThat(
                        String.join(" ", redis.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs()))
                .contains("--appendonly yes", "--maxmemory-policy noeviction", "--aclfile "));
    }

    /** What the restricted Pod Security standard asks of a pod, and what keeps it from harming others. */
    private void assertPod(String name, PodTemplateSpec template) {
        PodSpec pod = template.getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).as(name).isFalse();
        assertThat(template.getMetadata().getLabels())
                .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/part-of", "app.kubernetes.io/managed-by");
        for (Container container : pod.getContainers()) {
            assertThat(container.getImage()).as("a tag that says what it is").matches(".+:.+").doesNotEndWith(":latest");
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(container.getResources().getLimits()).containsKeys("memory", "ephemeral-storage");
            assertThat(container.getReadinessProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            Set<String> mounts =
                    container.getVolumeMounts().stream().map(VolumeMount::getMountPath).collect(Collectors.toSet());
            assertThat(mounts).as("mounted once each").hasSameSizeAs(container.getVolumeMounts());
        }
        boolean covered = of(NetworkPolicy.class).stream()
                .map(policy -> policy.getSpec().getPodSelector().getMatchLabels())
                .anyMatch(labels -> template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()));
        assertThat(covered || name.equals("redis")).as("a network policy for " + name).isTrue();
    }

    private void assertNode(Deployment node) {
        PodTemplateSpec template = node.getSpec().getTemplate();
        PodSpec pod = template.getSpec();
        Container container = pod.getContainers().get(0);
        Map<String, String> values = container.getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, env -> env.getValue() == null ? "" : env.getValue()));
        assertThat(values.keySet()).allMatch(settings::has);
        assertThat(pod.getEnableServiceLinks()).as("no variables named after Services").isFalse();
        assertThat(node.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();

        assertEnding(container, pod, values);
        assertProbes(container);
        assertTmp(container, pod);
        assertSpread(node, template);

        NetworkPolicy policy = only(NetworkPolicy.class, "shardbeat");
        assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        Set<String> open = policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal())
                .collect(Collectors.toSet());
        Set<String> ports =
                container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(open).as("ports that the policy opens").isEqualTo(ports);
        assertThat(policy.getSpec().getIngress().stream()
                        .filter(rule -> rule.getPorts().stream()
                                .anyMatch(port -> "management".equals(port.getPort().getStrVal())))
                        .map(NetworkPolicyIngressRule::getFrom))
                .as("the management port is for somebody only")
                .isNotEmpty()
                .noneMatch(List::isEmpty);
        ports.remove("management");
        assertThat(only(Service.class, "shardbeat").getSpec().getPorts())
                .as("all ports for clients, and no other")
                .extracting(port -> port.getTargetPort().getStrVal())
                .containsExactlyInAnyOrderElementsOf(ports);
        boolean passesOn = values.keySet().stream().anyMatch(name -> name.endsWith("_UPSTREAM"));
        assertThat(goesOutTo(policy, 443)).as("egress to the log service").isEqualTo(passesOn);
        assertThat(goesOutTo(policy, 6379) && goesOutTo(policy, 53)).as("egress to Redis and DNS").isTrue();
    }

    private static boolean goesOutTo(NetworkPolicy policy, int number) {
        return policy.getSpec().getEgress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .anyMatch(port -> Integer.valueOf(number).equals(port.getPort().getIntVal()));
    }

    private static void assertEnding(Container container, PodSpec pod, Map<String, String> values) {
        assertThat(container.getLifecycle()).as("the shutdown delay is instead of a preStop hook").isNull();
        long delay = seconds(values.get("QUARKUS_SHUTDOWN_DELAY"));
        long requests = seconds(values.get("QUARKUS_SHUTDOWN_TIMEOUT"));
        assertThat(delay).as("longer than the longest default heartbeat interval").isGreaterThan(20);
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(delay + requests + 5);
    }

    private static void assertProbes(Container container) {
        assertThat(container.getStartupProbe()).isNotNull();
        Probe live = container.getLivenessProbe();
        assertThat(live.getTerminationGracePeriodSeconds())
                .as("a frozen node ends soon")
                .isNotNull()
                .isLessThanOrEqualTo(5);
        assertThat(live.getPeriodSeconds() * live.getFailureThreshold() + live.getTimeoutSeconds())
                .as("seconds until a frozen node is noticed")
                .isLessThanOrEqualTo(20);
        Map.of("live", live, "ready", container.getReadinessProbe(), "started", container.getStartupProbe())
                .forEach((name, probe) -> {
                    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
                    assertThat(probe.getHttpGet().getPath()).isEqualTo("/q/health/" + name);
                    assertThat(probe.getTimeoutSeconds())
                            .as("longer than the readiness check waits for Redis")
                            .isGreaterThanOrEqualTo(2);
                });
    }

    /** The root cannot be written to; the JVM and Vert.x need some room, and no more. */
    private static void assertTmp(Container container, PodSpec pod) {
        String tmp = container.getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals("/tmp"))
                .map(VolumeMount::getName)
                .findFirst()
                .orElse("nothing");
        assertThat(pod.getVolumes())
                .filteredOn(Volume::getName, tmp)
                .as("/tmp")
                .hasSize(1)
                .allSatisfy(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
    }

    private void assertSpread(Deployment node, PodTemplateSpec template) {
        PodSpec pod = template.getSpec();
        assertThat(pod.getTopologySpreadConstraints())
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactlyInAnyOrder("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(pod.getTopologySpreadConstraints()).allSatisfy(spread -> assertFinds(
                spread.getLabelSelector().getMatchLabels(), template));
        PodDisruptionBudget budget = only(PodDisruptionBudget.class, "shardbeat");
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertFinds(budget.getSpec().getSelector().getMatchLabels(), template);
        assertThat(of(PriorityClass.class).stream().map(each -> each.getMetadata().getName()).toList())
                .as("the priority that there is, is used")
                .isEqualTo(Stream.ofNullable(pod.getPriorityClassName()).toList());
        List<HorizontalPodAutoscaler> scalers = of(HorizontalPodAutoscaler.class);
        assertThat(node.getSpec().getReplicas() == null)
                .as("no replicas where an autoscaler is")
                .isEqualTo(!scalers.isEmpty());
        assertThat(scalers).allSatisfy(scaler -> assertThat(scaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(node.getMetadata().getName()));
    }

    private static void assertFinds(Map<String, String> selector, PodTemplateSpec template) {
        assertThat(template.getMetadata().getLabels()).as("what a selector looks for").containsAllEntriesOf(selector);
    }

    private static long seconds(String duration) {
        return Duration.parse("PT" + duration).toSeconds();
    }

    /** Its selector finds a pod, and the pod has the port. */
    private void assertServed(Service service) {
        Stream<PodTemplateSpec> found = pods().values().stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(service.getSpec().getSelector().entrySet()));
        Set<String> ports = found.flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName)
                .collect(Collectors.toSet());
        service.getSpec().getPorts().forEach(port -> assertThat(ports)
                .as(service.getMetadata().getName())
                .contains(port.getTargetPort().getStrVal()));
    }

    private void assertLeadsToAService(Ingress ingress) {
        ingress.getSpec().getRules().forEach(rule -> rule.getHttp().getPaths().forEach(path -> {
            IngressServiceBackend backend = path.getBackend().getService();
            assertThat(only(Service.class, backend.getName()).getSpec().getPorts())
                    .extracting(ServicePort::getName)
                    .contains(backend.getPort().getName());
        }));
    }

    private Map<String, PodTemplateSpec> pods() {
        return Stream.concat(
                        of(Deployment.class).stream().map(each -> Map.entry(each.getMetadata().getName(), each.getSpec().getTemplate())),
                        of(StatefulSet.class).stream().map(each -> Map.entry(each.getMetadata().getName(), each.getSpec().getTemplate())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private <T extends HasMetadata> List<T> of(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private <T extends HasMetadata> T only(Class<T> kind, String name) {
        List<T> found = of(kind).stream().filter(each -> each.getMetadata().getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
