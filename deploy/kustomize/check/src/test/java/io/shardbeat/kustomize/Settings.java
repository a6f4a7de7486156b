package io.shardbeat.kustomize;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that the packaged node has, as patterns of environment variables: its own and those of its extensions. */
final class Settings {
    private static final File APP = new File("../../../target/quarkus-app");
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private final List<Pattern> variables = new ArrayList<>();

    static boolean arePackaged() {
        return new File(APP, "app").isDirectory();
    }

    Settings() {
        try {
            List<URL> path = new ArrayList<>();
            for (String folder : List.of("app", "lib/main")) {
                for (File jar : new File(APP, folder).listFiles((where, name) -> name.endsWith(".jar"))) {
                    path.add(jar.toURI().toURL());
                    readModel(jar);
                }
            }
            try (URLClassLoader node = new URLClassLoader(path.toArray(new URL[0]), null)) {
                add(node.loadClass("io.shardbeat.config.ShardbeatConfig"));
                Class<?> ofDialect = node.loadClass("io.shardbeat.config.settings.SettingsMapping");
                for (Object dialect : ServiceLoader.load(ofDialect, node)) {
                    add((Class<?>) ofDialect.getMethod("type").invoke(dialect));
                }
            }
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String variable) {
        return variables.stream().anyMatch(pattern -> pattern.matcher(variable).matches());
    }

    private void readModel(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            ZipEntry model = jar.getEntry(MODEL);
            if (model != null) {
                for (JsonNode path : new JsonMapper().readTree(jar.getInputStream(model)).findValues("path")) {
                    if (path.hasNonNull("property")) {
                        add(path.path("property").asString().replaceAll("\"[^\"]*\"", "*"));
                    }
                }
            }
        }
    }

    private void add(Class<?> mapping) throws ReflectiveOperationException {
        for (Annotation annotation : mapping.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("ConfigMapping")) {
                add(mapping, (String) annotation.annotationType().getMethod("prefix").invoke(annotation));
            }
        }
    }

    /** The methods of a configuration mapping, and of those it is made of. */
    private void add(Class<?> mapping, String prefix) {
        for (Method method : mapping.getMethods()) {
            Type type = method.getGenericReturnType();
            String key = prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
                key += ".*";
                type = generic.getActualTypeArguments()[1];
            } else if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
                type = generic.getActualTypeArguments()[0];
            }
            if (type instanceof Class<?> nested && nested.isInterface() && nested.getName().startsWith("io.shardbeat")) {
                add(nested, key);
            } else {
                add(key);
            }
        }
    }

    private void add(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_").replace("*", ".+");
        variables.add(Pattern.compile(variable));
    }
}
