package io.shardbeat.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    @Test
    void aBodyHasTheLengthThatItsHeadSays() throws IOException {
        Answer answer = read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-Shardbeat-Epoch:  9 \r\n\r\n[0]rest");
        assertThat(answer.body()).isEqualTo("[0]");
        assertThat(answer.headers()).containsEntry("x-shardbeat-epoch", "9");
        assertThat(AnswerReader.endsConnection(answer)).isFalse();
    }

    @Test
    void chunksArePutTogether() throws IOException {
        Answer answer = read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[0\r\n1;x=y\r\n]\r\n0\r\n\r\n");
        assertThat(answer.body()).isEqualTo("[0]");
    }

    @Test
    void aBodyWithoutALengthEndsWithItsConnection() throws IOException {
        Answer answer = read("HTTP/1.0 500 No\r\n\r\nsorry");
        assertThat(answer.body()).isEqualTo("sorry");
        assertThat(answer.errorCode()).isEqualTo("status 500 without an errorCode");
        assertThat(AnswerReader.endsConnection(answer)).isTrue();
    }

    @Test
    void anAnswerWithoutContentIsNotWaitedFor() throws IOException {
        Answer answer = read("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.isDone()).isTrue();
        assertThat(AnswerReader.endsConnection(answer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "SSH-2.0 hello\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[0]",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            })
    void whatIsNoWholeAnswerIsNone(String text) {
        assertThatIOException().isThrownBy(() -> read(text));
    }

    @Test
    void aHeadWithoutEndIsGivenUp() {
        assertThatIOException()
                .isThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(300_000)))
                .withMessageContaining("bytes");
    }

    private static Answer read(String text) throws IOException {
        return new AnswerReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).read(0);
    }
}
