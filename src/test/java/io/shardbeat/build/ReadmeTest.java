package io.shardbeat.build;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java in README.md compiles against the official libraries, so that it can be pasted. */
class ReadmeTest {
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String IMPORTS = Stream.of(
                    "com.aliyun.openservices.loghub.client.*",
                    "com.aliyun.openservices.loghub.client.config.*",
                    "com.aliyun.openservices.loghub.client.interfaces.*",
                    "com.tencentcloudapi.cls.v20201016.*",
                    "com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatRequest",
                    "com.tencentcloudapi.common.*",
                    "com.tencentcloudapi.common.profile.*")
            .map(name -> "import " + name + ";\n")
            .collect(joining());

    /** What the reader writes. */
    private static final String PROCESSOR = """
            static class MyProcessor implements ILogHubProcessor {
                public void initialize(int shard) {}
                public String process(java.util.List<com.aliyun.openservices.log.common.LogGroupData> logs,
                        ILogHubCheckPointTracker tracker) { return null; }
                public void shutdown(ILogHubCheckPointTracker tracker) {}
            }
            """;

    @TempDir
    Path classes;

    static List<String> snippets() throws Exception {
        return SNIPPET.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(MatchResult::group)
                .map(text -> text.substring("```java\n".length(), text.length() - "```".length()))
                .toList();
    }

    @Test
    void thereIsOneForEachDialect() throws Exception {
        assertThat(snippets()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetCompiles(String snippet) {
        StringWriter complaints = new StringWriter();
        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        complaints,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(snippet)))
                .call();

        assertThat(compiles).as(complaints.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String snippet;

        private Source(String snippet) {
            super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
            this.snippet = snippet;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return IMPORTS + "class Snippet {\n" + PROCESSOR + "void run() throws Exception {\n" + snippet + "}}";
        }
    }
}
