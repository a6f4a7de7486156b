package io.shardbeat.catalog;

/**
 * What topics live in: an SLS project or a CLS logset.
 *
 * @param dialect {@code sls} or {@code cls}: the protocol the names belong to
 * @param name the project's name or the logset's id
 */
public record Namespace(String dialect, String name) {
    public Namespace {
        dialect = Names.checked("dialect", dialect);
        name = Names.checked("namespace", name);
    }

    @Override
    public String toString() {
        return dialect + "/" + name;
    }
}
