package io.shardbeat.config.settings;

import io.shardbeat.security.AuthMode;
import io.shardbeat.security.SignedActions;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How clients show who they are. */
public interface AuthSettings {
    /** Whether a request must be signed; {@code required} unless the node runs on its embedded Redis. */
    Optional<AuthMode> mode();

    /** Access keys, YAML or JSON; read again when it changes. */
    Optional<Path> keysFile();

    /** For which CLS actions a signature of version 3 must cover {@code X-TC-Action}: official clients do not. */
    @WithDefault("none")
    SignedActions signedActions();

    /** Whether signatures of version 1 of SLS are taken, which do not cover the host: official clients' default. */
    @WithDefault("true")
    boolean slsV1();

    /** Whether signatures of version 1 of CLS are taken. */
    @WithDefault("true")
    boolean clsV1();

    /** Whether HMAC-SHA1 is taken, of which version 1 of SLS is made, and of CLS where a client asks for it. */
    @WithDefault("true")
    boolean hmacSha1();

    /** Whether bodies are taken that the signature does not cover: UNSIGNED-PAYLOAD, version 1 of SLS without MD5. */
    @WithDefault("true")
    boolean unsignedBody();

    /**
     * Requests with a bad key, signature or secret that an address may send per second, ten seconds' worth at a time;
     * the answers to more of them wait, for 2 s at the most. 0: none waits.
     */
    @WithDefault("10")
    @Within(min = "0", max = "1000000")
    double failuresPerSecond();
}
