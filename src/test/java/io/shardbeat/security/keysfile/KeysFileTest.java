package io.shardbeat.security.keysfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.AccessKey;
import io.shardbeat.security.keysfile.KeysFile.Reload;
import io.shardbeat.testkit.UnusableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysFileTest {
    private static final List<String> DIALECTS = List.of("sls", "cls");

    private static final String ONE_KEY = "keys: [{id: ak1, secret: s3cr3t, allow: ['sls:*']}]";

    @TempDir
    Path folder;

    private Path path;
    private KeysFile file;

    @BeforeEach
    void setUp() {
        path = folder.resolve("keys.yaml");
        file = new KeysFile(path, DIALECTS);
    }

    @Test
    void readsYaml() throws IOException {
        Reload reload = load("""
            # rotated monthly
            keys:
              - id: ak1
                secret: "s3cr3t"
                allow: ["sls:my-project", "cls:*", admin]
                tokens: [t1, t2]
              - id: ak2
                secret: other
                allow: []
            """);
        assertThat(reload).isEqualTo(new Reload.Loaded(2));
        assertThat(file.find("ak1"))
                .isEqualTo(new AccessKey(
                        "ak1", "s3cr3t", Set.of("t1", "t2"), List.of("sls:my-project", "cls:*", "admin")));
        assertThat(file.find("ak2")).isEqualTo(new AccessKey("ak2", "other", Set.of(), List.of()));
        assertThat(file.find("ak3")).isNull();
    }

    @Test
    void readsJson() throws IOException {
        Reload reload = load("{\"keys\": [{\"id\": \"ak1\", \"secret\": \"s\", \"allow\": [\"admin:read\"]}]}");
        assertThat(reload).isEqualTo(new Reload.Loaded(1));
    }

    @Test
    void aByteOrderMarkIsNoPartOfIt() throws IOException {
        assertThat(load("\ufeff" + ONE_KEY)).isEqualTo(new Reload.Loaded(1));
    }

    @Test
    void hasNoKeysBeforeItIsRead() throws IOException {
        Files.writeString(path, ONE_KEY);
        assertThat(file.find("ak1")).isNull();
    }

    @Test
    void anUnchangedFileIsLeftAlone() throws IOException {
        load(ONE_KEY);
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Unchanged());
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Unchanged());
    }

    @Test
    void aChangeCountsEvenIfTimeAndSizeStay() throws IOException {
        load(ONE_KEY);
        FileTime time = Files.getLastModifiedTime(path);
        Files.writeString(path, ONE_KEY.replace("ak1", "ak2"));
        Files.setLastModifiedTime(path, time);
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Doubted(1, 1));
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Loaded(1));
        assertThat(file.find("ak1")).isNull();
        assertThat(file.find("ak2")).isNotNull();
    }

    @Test
    void followsASwappedLinkAsInKubernetesMounts() throws IOException {
        Path former = Files.createDirectory(folder.resolve("..2026_11_21"));
        Path next = Files.createDirectory(folder.resolve("..2026_11_22"));
        Files.writeString(former.resolve("keys"), ONE_KEY);
        Files.writeString(next.resolve("keys"), ONE_KEY.replace("ak1", "ak2"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), former.getFileName());
        KeysFile mounted =
                new KeysFile(Files.createSymbolicLink(folder.resolve("keys"), Path.of("..data", "keys")), DIALECTS);
        assertThat(mounted.reloadIfChanged()).isEqualTo(new Reload.Loaded(1));

        Path swap = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(mounted.reloadIfChanged()).isEqualTo(new Reload.Doubted(1, 1));
        assertThat(mounted.reloadIfChanged()).isEqualTo(new Reload.Loaded(1));
        assertThat(mounted.find("ak2")).isNotNull();
    }

    /** Cut between two keys, as by a full disk or in the middle of a copy, it is valid YAML. */
    @Test
    void aFileThatIsCutShortTakesNoKeyAwayUntilItIsFoundSoAgain() throws IOException {
        String whole = "keys:\n- {id: ak1, secret: s, allow: []}\n- {id: ak2, secret: s, allow: []}\n";
        load(whole);
        assertThat(load(whole.substring(0, whole.indexOf("- {id: ak2")))).isEqualTo(new Reload.Doubted(1, 2));
        assertThat(file.find("ak2")).isNotNull();
        assertThat(load(whole)).isEqualTo(new Reload.Loaded(2));

        String less = "keys:\n- {id: ak1, secret: s, allow: []}\n";
        assertThat(load(less)).isEqualTo(new Reload.Doubted(1, 2));
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Loaded(1));
        assertThat(file.find("ak2")).isNull();
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Unchanged());
    }

    @Test
    void aKeyThatChangesIsDoubtedAndOneThatComesIsNot() throws IOException {
        load("keys: [{id: ak1, secret: s, allow: ['sls:a', 'sls:b']}]");
        assertThat(load("keys: [{id: ak1, secret: s, allow: ['sls:a']}]")).isEqualTo(new Reload.Doubted(1, 1));
        assertThat(file.find("ak1").allow()).hasSize(2);
        assertThat(load("keys: [{id: ak1, secret: s, allow: ['sls:a', 'sls:b']}, {id: ak2, secret: s, allow: []}]"))
                .isEqualTo(new Reload.Loaded(2));
    }

    @Test
    void aBrokenFileKeepsTheKeysAndSaysSoUntilItIsMended() throws IOException {
        load(ONE_KEY);
        Reload broken = load("keys: [{id: ak2}]");
        assertThat(broken).isInstanceOf(Reload.Broken.class);
        assertThat(file.reloadIfChanged()).isEqualTo(broken);
        assertThat(file.find("ak1")).isNotNull();
        assertThat(load(ONE_KEY)).isEqualTo(new Reload.Loaded(1));
        assertThat(file.reloadIfChanged()).isEqualTo(new Reload.Unchanged());
    }

    @Test
    void aMissingFileKeepsTheKeys() throws IOException {
        load(ONE_KEY);
        Files.delete(path);
        assertThat(file.reloadIfChanged())
                .isEqualTo(new Reload.Broken("keys file " + path + " cannot be read: there is no such file"));
        assertThat(file.find("ak1")).isNotNull();
    }

    /** One line each, and the keys stay in force. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "directory | it is not a regular file",
                "pipe | it is not a regular file",
                "dangling link | there is no such file",
                "link to itself | Too many levels of symbolic links",
                "locked | it may not be read",
                "a gigabyte | it is longer than 67108864 bytes",
                "no UTF-8 | is neither YAML nor JSON (line 1)",
                "zeros | is neither YAML nor JSON (line 1)",
            })
    @Timeout(20)
    void whatIsNoFileOfKeysKeepsTheKeys(String what, String expected) throws Exception {
        load(ONE_KEY);
        Files.delete(path);
        switch (what) {
            case "no UTF-8" -> Files.write(path, new byte[] {'k', 'e', 'y', 's', ':', ' ', (byte) 0xc3, (byte) 0x28});
            case "zeros" -> Files.write(path, new byte[1_000_000]);
            default -> UnusableFiles.put(what, path, ONE_KEY);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(file.reloadIfChanged()).isInstanceOfSatisfying(Reload.Broken.class, broken -> {
                assertThat(broken.message()).startsWith("keys file " + path).containsIgnoringCase(expected);
                assertThat(broken.message().lines()).hasSize(1);
                assertThat(broken.message().length()).isLessThan(300);
            });
            assertThat(file.find("ak1")).isNotNull();
        }
    }

    /** Whoever writes another file and renames it never shows half of one. */
    @Test
    @Timeout(60)
    void aFileThatIsReplacedWhileItIsReadIsTheOneOrTheOther() throws Exception {
        load(ONE_KEY);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Thread writer = new Thread(() -> {
            for (int i = 0; goesOn.get(); i++) {
                String padding = "# " + "x".repeat(i % 2 * 100_000) + "\n";
                try {
                    Path next = Files.writeString(folder.resolve("next"), padding + ONE_KEY);
                    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 200; i++) {
                assertThat(file.reloadIfChanged()).isNotInstanceOfAny(Reload.Broken.class, Reload.Doubted.class);
                assertThat(file.count()).isEqualTo(1);
            }
        } finally {
            goesOn.set(false);
            writer.join();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | expected one field 'keys'",
                "s3cr3t | expected one field 'keys'",
                "keys: s3cr3t | expected one field 'keys'",
                "keys: {s3cr3t: s3cr3t} | expected one field 'keys'",
                "{keys: [], s3cr3t: []} | expected one field 'keys'",
                "keys: [s3cr3t] | keys[0] must be an object",
                "'keys: [{id: a, secret: s3cr3t, allow: []}, {id: b, secret: s3cr3t, alow: []}]' | keys[1]: field 3 is"
                        + " none",
                "'keys: [{secret: s3cr3t, allow: []}]' | keys[0].id is missing",
                "'keys: [{id: a/s3cr3t, secret: s3cr3t, allow: []}]' | keys[0].id must be printable",
                "'keys: [{id: a, secret: s3cr3t, allow: []}, {id: a, secret: s3cr3t, allow: []}]' | keys[1].id is that"
                        + " of keys[0]",
                "'keys: [{id: a, allow: []}]' | keys[0].secret is missing",
                "'keys: [{id: a, secret: '''', allow: []}]' | keys[0].secret is empty",
                "'keys: [{id: a, secret: null, allow: []}]' | keys[0].secret must be text",
                "'keys: [{id: a, secret: 0123, allow: []}]' | keys[0].secret must be text; put it in quotes",
                "'keys: [{id: a, secret: , allow: []}]' | keys[0].secret is empty",
                "'keys: [{id: a, secret: s3cr3t}]' | keys[0].allow is missing",
                "'keys: [{id: a, secret: s3cr3t, allow: admin}]' | keys[0].allow must be a list",
                "'keys: [{id: a, secret: s3cr3t, allow: [admin, ''kafka:s3cr3t'']}]' | keys[0].allow[1] must be",
                "'keys: [{id: a, secret: s3cr3t, allow: [''sls:'']}]' | keys[0].allow[0] must be",
                "'keys: [{id: a, secret: s3cr3t, allow: [''sls:a*'']}]' | keys[0].allow[0] must be",
                "'keys: [{id: a, secret: s3cr3t, allow: [], tokens: s3cr3t}]' | keys[0].tokens must be a list",
                "'keys: [{id: a, secret: s3cr3t, allow: [], tokens: [12]}]' | keys[0].tokens[0] must be text",
                "'keys: [{id: a, secret: s3cr3t, secret: s3cr3t, allow: []}]' | is neither YAML nor JSON",
                "'keys: [{id: &i a, secret: *i, allow: []}]' | alias",
                "'keys: [{id: a, secret: \"s3cr3t' | is neither YAML nor JSON",
                "'{\"keys\": []} {\"s3cr3t\": 1}' | is neither YAML nor JSON"
            })
    void tellsWhereAFileIsWrongButNoSecret(String content, String expected) throws IOException {
        assertThat(load(content))
                .isInstanceOfSatisfying(
                        Reload.Broken.class,
                        broken -> assertThat(broken.message())
                                .contains(path.toString())
                                .contains(expected)
                                .doesNotContain("s3cr3t"));
        assertThat(file.find("a")).isNull();
    }

    @Test
    void tellsTheLineWhereTheTextEndsToBeYaml() throws IOException {
        Reload reload = load("keys:\n  - id: a\n    secret: s3cr3t\n   allow: []\n");
        assertThat(reload)
                .isInstanceOfSatisfying(
                        Reload.Broken.class,
                        broken -> assertThat(broken.message()).contains("(line 4)"));
    }

    @Test
    void holdsTensOfThousandsOfKeys() throws IOException {
        StringBuilder content = new StringBuilder("keys:\n");
        for (int i = 0; i < 30_000; i++) {
            content.append("- {id: access-key-").append(i).append(", secret: ").append("s".repeat(80));
            content.append(", allow: ['sls:project-").append(i).append("']}\n");
        }
        assertThat(load(content.toString())).isEqualTo(new Reload.Loaded(30_000));
    }

    private Reload load(String content) throws IOException {
        Files.writeString(path, content);
        return file.reloadIfChanged();
    }
}
