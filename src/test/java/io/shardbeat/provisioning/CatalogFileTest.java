package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.ClsSection;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.wish.WeightRule;
import io.shardbeat.sls.SlsSection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFileTest {
    private static final CatalogFile FORMAT = new CatalogFile(List.of(new SlsSection(), new ClsSection()));

    @Test
    void aGroupMayHaveMarginsAndADelayOfItsOwn() throws IOException {
        assertThat(group("{name: g, fence-margin: auto, release-margin: 2s, initial-delay: 1500ms}"))
                .isEqualTo(new GroupSettings(
                        20,
                        false,
                        List.of("l"),
                        new GroupOverrides(FenceMargin.AUTO, Duration.ofSeconds(2), Duration.ofMillis(1_500))));
        assertThat(group("{name: g, fence-margin: 5s}").overrides())
                .isEqualTo(new GroupOverrides(new FenceMargin(Duration.ofSeconds(5)), null, null));
        assertThat(group("{name: g}").overrides()).isEqualTo(GroupOverrides.NONE);
    }

    /** Tenants who share a file do not see each other's logsets, so the names of these may be the same. */
    @Test
    void logsetsMayHaveOneNameAndSoMayTopicsOfTwo() throws IOException {
        String file = "cls: {logsets: [{id: a, name: logs, topics: [{id: t, name: x, partitions: 1}]},"
                + " {id: b, name: logs, topics: [{id: u, name: x, partitions: 1}]}]}";
        assertThat(FORMAT.read(file.getBytes(StandardCharsets.UTF_8), 20)).hasSize(2);
    }

    @Test
    void aMarginThatIsNoneIsNamedWithItsGroup() {
        assertThatThrownBy(() -> group("{name: g, fence-margin: often}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sls.projects[0].logstores[0].groups[0]: a fence margin is auto or a duration such as 5s, was \"often\"");
        assertThatThrownBy(() -> group("{name: g, fence-margin: -5s}")).hasMessageContaining("-5s");
        assertThatThrownBy(() -> group("{name: g, release-margin: -5s}")).hasMessageContaining("PT-5S");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            slz: {projects: []}                                    | (line 1): slz is not known, expected one of cls, sls
            sls: {projekts: []}                                    | (line 1): sls.projekts is not known, expected one of projects
            sls: {projects: {name: p}}                             | (line 1): sls.projects, expected a list
            sls: {projects: [{logstores: []}]}                     | (line 1): sls.projects[0].name is missing
            sls: {projects: [{name: ''}]}                          | (line 1): sls.projects[0]: name is empty
            sls: {projects: [{name: p, logstores: [{name: l, shards: two}]}]}  | (line 1): sls.projects[0].logstores[0].shards, expected a whole number
            sls: {projects: [{name: p, logstores: [{name: l, shards: 2, order: true}]}]} | (line 1): sls.projects[0].logstores[0].order is not known, expected one of groups, name, shards
            sls: {projects: [{name: p, name: q}]}                  | the field 'name' is given twice
            sls: {projects: [                                      | expected YAML or JSON
            sls: {projects: [{name: p}, {name: q}, {name: p}]}     | sls.projects[2].name is "p", as sls.projects[0].name is: expected a name of its own
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1}, {name: l, shards: 2}]}]} | sls.projects[0].logstores[1].name is "l", as sls.projects[0].logstores[0].name is: expected a name of its own
            sls: {projects: [{name: p, logstores: [{name: l, shards: -1}]}]} | sls.projects[0].logstores[0]: topic l must have 0 to 500000 shards, was -1
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g}, {name: g}]}]}]} | sls.projects[0].logstores[0].groups[1].name is "g", as sls.projects[0].logstores[0].groups[0].name is: expected a name of its own
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g, timeout: soon}]}]}]} | (line 1): sls.projects[0].logstores[0].groups[0].timeout, expected a whole number
            cls: {logsets: [{id: a, topics: [{id: t, partitions: 1}, {id: t, partitions: 1}]}]} | cls.logsets[0].topics[1].id is "t", as cls.logsets[0].topics[0].id is: expected a name of its own
            cls: {logsets: [{id: a}, {id: a}]}                     | cls.logsets[1].id is "a", as cls.logsets[0].id is: expected a name of its own
            cls: {logsets: [{id: a, topics: [{id: t, name: x, partitions: 1}, {id: u, name: x, partitions: 1}]}]} | cls.logsets[0].topics[1].name is "x", as cls.logsets[0].topics[0].name is: expected a name of its own
            cls: {logsets: [{id: a, topics: [{id: t, partitions: 1}, {id: u, name: t, partitions: 1}]}]} | cls.logsets[0].topics[1].name is "t", as cls.logsets[0].topics[0].id is: expected a name of its own
            cls: {logsets: [null]}                                 | is empty
            sls: {projects: [{name: ~}]}                           | (line 1): sls.projects[0]: name is empty
            sls: {projects: [{name: [p]}]}                         | (line 1): sls.projects[0].name, expected a text
            sls: {projects: [{name: p, logstores: [{name: l, shards: }]}]}     | (line 1): sls.projects[0].logstores[0]: shards is empty, expected a whole number
            sls: {projects: [{name: p, logstores: [{name: l, shards: ''}]}]}   | (line 1): sls.projects[0].logstores[0].shards, expected a whole number
            sls: {projects: [{name: p, logstores: [{name: l, shards: 2.7}]}]}  | (line 1): sls.projects[0].logstores[0].shards, expected a whole number
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g, timeout: 20.9}]}]}]} | (line 1): sls.projects[0].logstores[0].groups[0].timeout, expected a whole number
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g, order: 1}]}]}]} | (line 1): sls.projects[0].logstores[0].groups[0].order, expected true or false
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g, order: ''}]}]}]} | (line 1): sls.projects[0].logstores[0].groups[0].order, expected true or false
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g, weights: {a: 1.9}}]}]}]} | (line 1): sls.projects[0].logstores[0].groups[0].weights.a, expected a whole number
            sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g, topics: [l]}]}]}]} | sls.projects[0].logstores[0].groups[0]: topics are for groups of CLS
            cls: {logsets: [{id: i, name: ''}]}                    | (line 1): cls.logsets[0]: name is empty
            cls: {logsets: [{id: i, topics: [{id: t, name: '', partitions: 1}]}]} | (line 1): cls.logsets[0].topics[0]: name is empty
            cls: {logsets: [{id: i, topics: [{id: t, partitions: ~}]}]} | (line 1): cls.logsets[0].topics[0]: partitions is empty, expected a whole number
            cls: {logsets: [{id: i, groups: [{name: g, topics: ['a b']}]}]} | cls.logsets[0].groups[0].topics[0]: a topic name is 1 to 256 characters of A-Z a-z 0-9 . _ - and neither . nor .., was "a b"
            cls: {logsets: [{id: i, groups: [{name: .., topics: [t]}]}]} | cls.logsets[0].groups[0].name: a group name is 1 to 256 characters of A-Z a-z 0-9 . _ - and neither . nor .., was ".."
            cls: {logsets: [{id: i, groups: [{name: g, topics: [t, t]}]}]} | cls.logsets[0].groups[0].topics[1] is "t", as cls.logsets[0].groups[0].topics[0] is: expected a name of its own
            """)
    void whatIsWrongIsNamedByItsPlace(String file, String problem) {
        assertThat(problemOf(file)).contains(problem).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            sls: {projects: [{name: p}]}|---|sls: {projects: [{name: q}]} ; the file: there is more than one document, expected one
            {"sls": {}}|{"cls": {}}                                   ; (line 2): expected YAML or JSON
            sls: {projects: [{name: &a p}, {name: *a}]}                ; (line 1): the file: has a YAML alias, which is not supported
            sls:|>projects: []                                       ; expected YAML or JSON
            """)
    void whatWouldBeReadInPartOrOtherwiseIsRefused(String file, String problem) {
        assertThat(problemOf(file.replace('|', '\n').replace('>', '\t')))
                .contains(problem)
                .hasLineCount(1);
    }

    @Test
    void aByteOrderMarkIsNoPartOfIt() {
        assertThat(problemOf("\ufeffsls: {projects: [{name: p}]}")).isEmpty();
        assertThat(problemOf("\ufeff{\"sls\": {\"projects\": []}}")).isEmpty();
    }

    @Test
    void oneNameMayBeUsedInTwoPlaces() {
        assertThat(
                        problemOf(
                                "sls: {projects: [{name: p, logstores: [{name: l, shards: 1, groups: [{name: g}]},"
                                        + " {name: m, shards: 1, groups: [{name: g}]}]}, {name: q, logstores: [{name: l, shards: 1}]}]}"))
                .isEmpty();
    }

    @Test
    void oneDocumentMayHaveItsMarks() {
        assertThat(problemOf("---\nsls: {projects: [{name: a}]}\n...\n")).isEmpty();
    }

    /** As they are written: YAML's words for yes, no and nothing but {@code null} and {@code ~} are names like any other. */
    @ParameterizedTest
    @ValueSource(strings = {"NONE", "none", "true", "no", "12", "017", "1.50", "1e3", "2026-11-30", "'null'", "NaN"})
    void aNameIsWhatIsWritten(String name) throws IOException {
        String file = "sls: {projects: [{name: " + name + "}]}";

        assertThat(FORMAT.read(file.getBytes(StandardCharsets.UTF_8), 20).get(0).namespace())
                .isEqualTo(new Namespace("sls", name.replace("'", "")));
    }

    private static String problemOf(String file) {
        try {
            FORMAT.read(file.getBytes(StandardCharsets.UTF_8), 20);
            return "";
        } catch (JsonProcessingException e) {
            return CatalogErrors.told(e);
        } catch (IOException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aGroupMayWeighMembersByTheirNamesInTheOrderOfTheFile() throws IOException {
        assertThat(group("{name: g, weights: {'big-*': 4, '*': 2}}").overrides().weights())
                .containsExactly(new WeightRule("big-*", 4), new WeightRule("*", 2));
        assertThatThrownBy(() -> group("{name: g, weights: {a: 0}}"))
                .hasMessageContaining("a weight is from 1 to 1000, was 0");
    }

    private static GroupSettings group(String entry) throws IOException {
        String file = "sls: {projects: [{name: p, logstores: [{name: l, shards: 2, groups: [" + entry + "]}]}]}";
        return FORMAT.read(file.getBytes(StandardCharsets.UTF_8), 20)
                .get(0)
                .groups()
                .values()
                .iterator()
                .next();
    }
}
