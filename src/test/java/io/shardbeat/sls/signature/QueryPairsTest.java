package io.shardbeat.sls.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.signature.ConstantTime;
import io.shardbeat.security.signature.Digest;
import io.shardbeat.security.signature.SignedText;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryPairsTest {
    @ParameterizedTest
    @CsvSource({
        "b=2&a=1, a=1&b=2, a=1&b=2",
        "a, a=, a",
        "a=, a=, a",
        "b=1&a&c=&d=2&e=3, a=&b=1&c=&d=2&e=3, a&b=1&c&d=2&e=3",
        "a=b=c, a=b=c, a=b%3Dc",
        "a=+%2B%20, 'a= + ', a=%20%2B%20",
        "a=%C3%a9*~-_., a=\u00e9*~-_., a=%C3%A9%2A~-_.",
        "%61=%3D%26, a==&, a=%3D%26",
        "a=%&b=%4&c=%zz&d=%4g, a=%&b=%4&c=%zz&d=%4g, a=%25&b=%254&c=%25zz&d=%254g",
        "&&a=1&&b=2&, a=1&b=2, a=1&b=2",
        "a=2&a=1, a=2&a=1, a=2&a=1",
        "a=1&%61%62=1&a-=1, a=1&a-=1&ab=1, a=1&a-=1&ab=1",
        "=1, =1, =1"
    })
    void sortsAndDecodes(String query, String v1, String v4) {
        SignedText decoded = new SignedText();
        QueryPairs.of(query).addTo(decoded);
        assertSame(decoded, v1);
        SignedText encoded = new SignedText();
        QueryPairs.of(query).addEncodedTo(encoded);
        assertSame(encoded, v4);
    }

    private static void assertSame(SignedText text, String expected) {
        byte[] digest = Digest.SHA256.of(new SignedText().utf8(expected));
        assertThat(ConstantTime.isHex(Digest.SHA256.of(text), HexFormat.of().formatHex(digest)))
                .isTrue();
    }
}
