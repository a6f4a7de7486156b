package io.shardbeat.kustomize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What kustomize makes of an overlay and some components, by {@code kubectl kustomize}. */
record Manifests(String name, String yaml) {
    private static final Path ROOT = Path.of("..");

    /** Of each of these sets at most one: they say different things of the same object. */
    private static final List<Set<String>> EXCLUSIVE = List.of(
            Set.of("hpa-cpu", "hpa-heartbeats"),
            Set.of("redis", "redis-sentinel", "redis-cluster"),
            Set.of("redis", "redis-tls"));

    static boolean canRender() {
        try {
            return run(Path.of("."), "kubectl", "version", "--client") != null;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /** Both overlays alone and with each component, prod with each pair, and with as many as go together. */
    static List<Manifests> all() {
        List<String> components = new ArrayList<>(namesIn("components"));
        List<Manifests> all = new ArrayList<>();
        for (String overlay : namesIn("overlays")) {
            all.add(render(overlay, List.of()));
            for (int i = 0; i < components.size(); i++) {
                all.add(render(overlay, List.of(components.get(i))));
                for (int j = i + 1; j < components.size() && overlay.equals("prod"); j++) {
                    List<String> pair = List.of(components.get(i), components.get(j));
                    if (goTogether(pair)) {
                        all.add(render(overlay, pair));
                    }
                }
            }
        }
        for (String store : List.of("redis", "redis-sentinel", "redis-cluster")) {
            List<String> many = new ArrayList<>(List.of(store));
            for (String component : components) {
                many.add(component);
                if (!goTogether(many) || component.equals(store)) {
                    many.remove(many.size() - 1);
                }
            }
            all.add(render("prod", many));
        }
        return all;
    }

    private static boolean goTogether(List<String> components) {
        return EXCLUSIVE.stream()
                .allMatch(set -> components.stream().distinct().filter(set::contains).count() <= 1);
    }

    static Set<String> namesIn(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isDirectory).forEach(file -> names.add(file.getFileName().toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the overlays and components say of themselves, and of what they are to be supplied with. */
    static String comments() {
        try (Stream<Path> files = Files.find(ROOT, 3, (file, is) -> file.endsWith("kustomization.yaml"))) {
            StringBuilder comments = new StringBuilder();
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream().filter(line -> line.startsWith("#")).forEach(comments::append);
            }
            return comments.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifests render(String overlay, List<String> components) {
        String name = overlay + components;
        try {
            Path folder = Files.createDirectories(Path.of("target", "rendered", name.replaceAll("[^a-z]+", "-")));
            StringBuilder text = new StringBuilder("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
                    + "namespace: " + (overlay.equals("dev") ? "shardbeat-dev" : "shardbeat") + "\n"
                    + "resources: [../../../../overlays/" + overlay + "]\ncomponents:\n");
            components.forEach(each -> text.append("  - ../../../../components/").append(each).append('\n'));
            Files.writeString(
                    folder.resolve("kustomization.yaml"),
                    components.isEmpty() ? text.toString().replace("components:\n", "") : text.toString());
            return new Manifests(name, run(folder, "kubectl", "kustomize", "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " in " + folder + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
