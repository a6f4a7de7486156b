package io.shardbeat.config.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of settings that is missing, torn, or of another kind is one line, too. */
class SettingsFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"quarkus.config.locations", "smallrye.config.locations"})
    void aFileOfSettingsThatIsNotThereIsRefused(String key, @TempDir Path folder) throws IOException {
        Path there = Files.createFile(folder.resolve("there.properties"));
        SettingsCheck.mustBeThere(config(Map.of(key, there + ",file:" + there + "," + there.toUri() + ",http://h/x")));
        Throwable refused =
                catchThrowable(() -> SettingsCheck.mustBeThere(config(Map.of(key, there + ",/none/node.properties"))));
        assertThat(StartFailures.lines(refused))
                .containsExactly(
                        key
                                + " names \"/none/node.properties\", expected a file or folder, and there is none of that name");
    }

    @Test
    void aFileOfSettingsOfAnotherKindIsRefused(@TempDir Path folder) throws IOException {
        Path yaml = Files.createFile(folder.resolve("node.yaml"));
        SettingsCheck.mustBeThere(config(Map.of("quarkus.config.locations", folder.toString())));
        Throwable refused = catchThrowable(
                () -> SettingsCheck.mustBeThere(config(Map.of("quarkus.config.locations", yaml.toString()))));
        assertThat(StartFailures.lines(refused))
                .containsExactly("quarkus.config.locations names \"" + yaml
                        + "\", expected a file whose name ends with .properties: others are not read");
    }

    @Test
    void aFileOfSettingsThatCannotBeReadIsOneLine(@TempDir Path folder) throws IOException {
        Path torn = Files.writeString(folder.resolve("torn.properties"), "a=\\u00zz");
        for (String location : List.of(torn.toString(), "file:///none.properties")) {
            Throwable refused = catchThrowable(() -> new SmallRyeConfigBuilder()
                    .withSources(new PropertiesLocationConfigSourceFactory())
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(Map.of("smallrye.config.locations", location), "test", 500))
                    .build());
            assertThat(StartFailures.lines(new ExceptionInInitializerError(refused)))
                    .singleElement()
                    .asString()
                    .startsWith("the settings cannot be read (")
                    .endsWith("): see config/application.properties and quarkus.config.locations");
        }
    }

    @Test
    void aFileThatLooksLikeSettingsAndIsNotReadIsNamed(@TempDir Path folder) throws IOException {
        assertThat(SettingsCheck.unreadFiles(folder)).isEmpty();
        Files.createDirectory(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.yaml"), "shardbeat: {}");
        assertThat(SettingsCheck.unreadFiles(folder)).as("Quarkus says it").isEmpty();
        Files.writeString(folder.resolve("application.yml"), "shardbeat: {}");
        assertThat(SettingsCheck.unreadFiles(folder))
                .containsExactly("application.yml is not read, settings are expected in config/application.properties");
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }
}
