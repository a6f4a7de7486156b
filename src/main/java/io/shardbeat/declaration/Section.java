package io.shardbeat.declaration;

/**
 * A dialect's section of the catalog file.
 *
 * @param <T> what it is read as, by Jackson; unknown fields are errors
 */
public interface Section<T> {
    /** Its field at the top of the file, for example {@code sls}. */
    String name();

    Class<T> type();

    /**
     * Notes what the section declares.
     *
     * @throws IllegalArgumentException with place and what was expected
     */
    void declare(T section, Declarations into);
}
