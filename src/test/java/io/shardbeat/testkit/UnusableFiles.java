package io.shardbeat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What may lie where a file should be that a node reads, whatever it is for. */
public final class UnusableFiles {
    private UnusableFiles() {}

    /**
     * @param what directory, pipe, dangling link, link to itself, locked or a gigabyte
     * @param path where nothing is yet
     * @param good what a file would have that can be used
     */
    public static void put(String what, Path path, String good) throws Exception {
        switch (what) {
            case "directory" -> Files.createDirectory(path);
            case "pipe" ->
                assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                        .isZero();
            case "dangling link" -> Files.createSymbolicLink(path, path.resolveSibling("nothing"));
            case "link to itself" -> Files.createSymbolicLink(path, path);
            case "locked" -> {
                Files.writeString(path, good);
                Files.setPosixFilePermissions(path, Set.of());
                assumeFalse(Files.isReadable(path), "root may read whatever is locked");
            }
            case "a gigabyte" -> {
                try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
                    sparse.setLength(1L << 30);
                }
            }
            default -> throw new IllegalArgumentException(what);
        }
    }
}
