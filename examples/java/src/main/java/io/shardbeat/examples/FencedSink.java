package io.shardbeat.examples;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A sink that checks fencing tokens: lines and positions in a database, written together or not at all. One per thread. The
 * largest token of each shard is kept in the database, so it counts for all processes.
 */
final class FencedSink implements AutoCloseable {
    private static final String SHARDS = "CREATE TABLE IF NOT EXISTS shards"
            + " (shard INTEGER PRIMARY KEY, token INTEGER NOT NULL, position INTEGER NOT NULL)";
    private static final String LINES = "CREATE TABLE IF NOT EXISTS lines"
            + " (shard INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL)";

    private final Connection database;

    /** @param file a file for SQLite */
    FencedSink(String file) throws SQLException {
        // A transaction takes the lock at once, and others wait. A process that is frozen within one holds up all of
        // them:
        // SQLite is one file. A server would not wait.
        database =
                DriverManager.getConnection("jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE&busy_timeout=60000");
        try (Statement statement = database.createStatement()) {
            statement.execute(SHARDS);
            statement.execute(LINES);
        }
    }

    /** Keeps out all who have an older token from now on, and tells up to which position the shard is done. */
    long claim(int shard, long token) throws SQLException, FencedOffException {
        return whole(() -> {
            change("INSERT OR IGNORE INTO shards VALUES (?, 0, 0)", shard);
            requireNewest(
                    shard,
                    token,
                    change("UPDATE shards SET token = ?1 WHERE shard = ?2 AND token <= ?1", token, shard));
            return position(shard);
        });
    }

    /** Stores lines together with the position after them; with an old token nothing. */
    void write(int shard, long token, long position, List<String> lines) throws SQLException, FencedOffException {
        whole(() -> {
            requireNewest(
                    shard,
                    token,
                    change("UPDATE shards SET position = ? WHERE shard = ? AND token <= ?", position, shard, token));
            for (String line : lines) {
                try (PreparedStatement insert = database.prepareStatement("INSERT INTO lines VALUES (?, ?, ?)")) {
                    insert.setInt(1, shard);
                    insert.setLong(2, position);
                    insert.setString(3, line);
                    insert.executeUpdate();
                }
            }
            return position;
        });
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    private interface Work {
        long run() throws SQLException, FencedOffException;
    }

    /** Not longer than needed: outside of a transaction nothing is locked. */
    private long whole(Work work) throws SQLException, FencedOffException {
        database.setAutoCommit(false);
        try {
            long result = work.run();
            database.commit();
            return result;
        } catch (SQLException | FencedOffException e) {
            database.rollback();
            throw e;
        } finally {
            database.setAutoCommit(true);
        }
    }

    private int change(String sql, long... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private long position(int shard) throws SQLException {
        try (PreparedStatement select = database.prepareStatement("SELECT position FROM shards WHERE shard = ?")) {
            select.setInt(1, shard);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void requireNewest(int shard, long token, int found) throws FencedOffException {
        if (found == 0) {
            throw new FencedOffException(shard, token);
        }
    }
}
