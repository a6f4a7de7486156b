package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.List;
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
        new Rules(settings, objects).check();
        if (manifests.name().startsWith("prod")) {
            assertThat(objects).as("no secret that would overwrite yours").noneMatch(Secret.class::isInstance);
            assertThat(objects).anyMatch(PriorityClass.class::isInstance);
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
}
