package io.shardbeat.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands of deploy/README.md that cannot be run without a cluster. */
class DeployReadmeTest {
    /** One that {@code kubectl create} made has no labels of ours, and {@code kubectl apply} warns of it. */
    @Test
    void theNamespaceIsMadeOfItsFileBeforeAnythingIsPutIntoIt() throws Exception {
        String readme = Files.readString(Path.of("deploy/README.md"));
        assertThat(readme).doesNotContain("create namespace", "create ns ");
        assertThat(readme.indexOf("kubectl apply -f deploy/kustomize/overlays/prod/namespace.yaml"))
                .isBetween(0, readme.indexOf("kubectl -n shardbeat create secret"));
        assertThat(Path.of("deploy/kustomize/overlays/prod/namespace.yaml")).exists();
    }
}
