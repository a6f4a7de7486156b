package io.shardbeat.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Loads the classes that requests, answers and connections may ever need, once the node has started. The class loader of a
 * packaged node opens jar files again and again. When the process may open no more files, whoever needs a class that was
 * not needed before, an event loop for example, waits for that jar for ever, also when files can be opened again. It is then
 * that most such classes are needed: those of errors, of closing and of reconnecting.
 */
@ApplicationScoped
public class ClassesAhead {
    private static final Logger LOG = Logger.getLogger(ClassesAhead.class);
    private static final String CLASS = ".class";
    private static final String PACKAGED = "io.quarkus.bootstrap.runner.RunnerClassLoader";
    /** What runs while a node serves. Classes of the JDK need no file. */
    private static final List<String> NEEDED = List.of(
            "io/shardbeat/",
            "io/netty/buffer/",
            "io/netty/channel/",
            "io/netty/handler/codec/http",
            "io/netty/handler/codec/compression/",
            "io/netty/handler/ssl/",
            "io/netty/handler/timeout/",
            "io/netty/handler/codec/base64/",
            "io/netty/util/",
            "io/vertx/core/",
            "io/vertx/ext/web/",
            "io/vertx/redis/client/",
            "io/smallrye/health/",
            "io/smallrye/mutiny/",
            "io/micrometer/core/",
            "io/micrometer/prometheus/",
            "io/prometheus/",
            "io/quarkus/vertx/",
            "io/quarkus/resteasy/",
            "io/quarkus/micrometer/",
            "io/quarkus/smallrye/health/",
            "io/quarkus/runtime/",
            "io/quarkus/arc/",
            "io/quarkus/rest/",
            "jakarta/ws/rs/",
            "org/jboss/resteasy/",
            "org/jboss/threads/",
            "com/fasterxml/jackson/",
            "org/yaml/snakeyaml/");

    private final ClassLoader loader = ClassesAhead.class.getClassLoader();
    private int loaded;

    void load(@Observes StartupEvent started) {
        if (!loader.getClass().getName().equals(PACKAGED)) {
            return;
        }
        Thread thread = new Thread(this::loadAll, "classes-ahead");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void loadAll() {
        long since = System.nanoTime();
        CodeSource source = ClassesAhead.class.getProtectionDomain().getCodeSource();
        try {
            // Of app/shardbeat.jar; beside it are lib/main with what others wrote, and quarkus with what was generated.
            Path root = Path.of(source.getLocation().toURI()).resolve("../..").normalize();
            for (Path folder : List.of(root.resolve("app"), root.resolve("quarkus"), root.resolve("lib/main"))) {
                try (Stream<Path> jars = Files.list(folder)) {
                    jars.filter(jar -> jar.toString().endsWith(".jar")).forEach(this::loadJar);
                }
            }
            LOG.debugf("%d classes loaded ahead in %d ms", loaded, (System.nanoTime() - since) / 1_000_000);
        } catch (Exception e) {
            LOG.warnf("not all classes are loaded ahead: %s", e);
        }
    }

    private void loadJar(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(ClassesAhead::isNeeded)
                    .forEach(this::loadClass);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }

    private static boolean isNeeded(String entry) {
        return entry.endsWith(CLASS) && NEEDED.stream().anyMatch(entry::startsWith);
    }

    /** What rests on a library that is not there is not needed here either. */
    private void loadClass(String entry) {
        try {
            Class.forName(entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'), false, loader);
            loaded++;
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.tracef("%s is not loaded ahead: %s", entry, e);
        }
    }
}
