package io.shardbeat.config.settings;

import java.nio.file.Path;
import java.util.Optional;

/** What there is to consume, as a file says. */
public interface CatalogSettings {
    /** Namespaces, topics and groups to create, YAML or JSON; read again when it changes. Removes nothing. */
    Optional<Path> file();
}
