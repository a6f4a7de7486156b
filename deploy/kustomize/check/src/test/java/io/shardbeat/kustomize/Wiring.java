package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the node of a rendering is told is there: its values, files, ports, and what somebody else must supply. */
final class Wiring {
    private static final String FILES = "/etc/";

    private final Container node;
    private final PodSpec pod;
    private final Map<String, EnvVar> variables;

    Wiring(PodSpec pod) {
        this.pod = pod;
        node = pod.getContainers().get(0);
        variables = node.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, each -> each));
    }

    void check(List<HasMetadata> objects) {
        assertThat(node.getEnv())
                .as("Kubernetes refuses a value beside its source")
                .noneMatch(each -> each.getValue() != null && each.getValueFrom() != null);
        Set<String> volumes = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        assertThat(node.getVolumeMounts().stream().map(VolumeMount::getName).collect(Collectors.toSet()))
                .as("all volumes are mounted, and no other")
                .isEqualTo(volumes);
        for (EnvVar each : node.getEnv()) {
            if (value(each.getName()).startsWith(FILES)) {
                assertThat(node.getVolumeMounts())
                        .as("the file of " + each.getName() + " is in a volume")
                        .anyMatch(mount -> each.getValue().startsWith(mount.getMountPath() + "/"));
            }
        }
        assertThat(ports()).as("ports that the node listens on").isEqualTo(told());
        assertThat(named()).as("what is made here, or is asked for by a kustomization.yaml").allMatch(object ->
                isMade(objects, object) || Manifests.comments().contains(object));
    }

    private Map<String, Integer> ports() {
        return node.getPorts().stream()
                .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort, (a, b) -> a, TreeMap::new));
    }

    private Map<String, Integer> told() {
        Map<String, Integer> told = new TreeMap<>();
        told.put("http", number("QUARKUS_HTTP_PORT", 8080));
        told.put("management", number("QUARKUS_MANAGEMENT_PORT", 9000));
        if (!value("QUARKUS_HTTP_TLS_CONFIGURATION_NAME").isEmpty()) {
            told.put("https", number("QUARKUS_HTTP_SSL_PORT", 8443));
        }
        return told;
    }

    private int number(String variable, int otherwise) {
        return value(variable).isEmpty() ? otherwise : Integer.parseInt(value(variable));
    }

    private String value(String variable) {
        EnvVar found = variables.get(variable);
        return found == null || found.getValue() == null ? "" : found.getValue();
    }

    /** Secrets and config maps by their names. */
    private Set<String> named() {
        Set<String> named = new TreeSet<>();
        for (Volume volume : pod.getVolumes()) {
            if (volume.getSecret() != null) {
                named.add(volume.getSecret().getSecretName());
            } else if (volume.getConfigMap() != null) {
                named.add(volume.getConfigMap().getName());
            }
        }
        node.getEnv().stream()
                .filter(each -> each.getValueFrom() != null)
                .flatMap(each -> Stream.ofNullable(each.getValueFrom().getSecretKeyRef()))
                .forEach(secret -> named.add(secret.getName()));
        return named;
    }

    private static boolean isMade(List<HasMetadata> objects, String name) {
        return objects.stream()
                .filter(object -> object instanceof Secret || object instanceof ConfigMap)
                .anyMatch(object -> object.getMetadata().getName().equals(name));
    }
}
