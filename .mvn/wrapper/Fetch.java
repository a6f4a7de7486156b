import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The two things {@code mvnw} needs and a bare JDK has no command for. Run from source:
 * {@code java Fetch.java download <url> <file>} and {@code java Fetch.java verify <file> <sha512>}.
 */
class Fetch {
    public static void main(String[] args) throws Exception {
        try {
            if (args[0].equals("download")) {
                download(URI.create(args[1]), Path.of(args[2]));
            } else {
                verify(Path.of(args[1]), args[2]);
            }
        } catch (IOException e) {
            System.err.println("mvnw: " + e);
            System.exit(1);
        }
    }

    private static void download(URI from, Path to) throws IOException {
        try (var in = from.toURL().openStream()) {
            Files.copy(in, to);
        }
    }

    private static void verify(Path file, String expected) throws Exception {
        var digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
        var actual = HexFormat.of().formatHex(digest);
        if (!actual.equalsIgnoreCase(expected)) {
            throw new IOException("SHA-512 of " + file.getFileName() + " is " + actual + ", expected " + expected);
        }
    }
}
