package io.shardbeat.testkit.sls;

import com.aliyun.openservices.log.common.Logs.Log;
import com.aliyun.openservices.log.common.Logs.Log.Content;
import com.aliyun.openservices.log.common.Logs.LogGroup;
import com.aliyun.openservices.log.common.Logs.LogGroupList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The log groups of one shard, oldest first. A cursor is the base64 of the number of the next one, which is the form of
 * the real service's: the Java client decodes and decrements it.
 */
final class ShardLog {
    private static final String BEGIN = "begin";
    private static final String END = "end";

    private final List<LogGroup> groups = new ArrayList<>();

    /** One log of one field {@code message}. */
    synchronized void append(String message) {
        Content content =
                Content.newBuilder().setKey("message").setValue(message).build();
        Log log = Log.newBuilder()
                .setTime((int) (System.currentTimeMillis() / 1000))
                .addContents(content)
                .build();
        append(LogGroup.newBuilder().addLogs(log).build());
    }

    synchronized void append(LogGroup group) {
        groups.add(group);
    }

    /** @param from {@code begin}, {@code end} or a time, which is taken for the beginning */
    synchronized String cursor(String from) {
        return cursor(from.equals(BEGIN) || !from.equals(END) ? 0 : groups.size());
    }

    synchronized Page read(String cursor, int count) {
        int start = Integer.parseInt(new String(Base64.getDecoder().decode(cursor), StandardCharsets.US_ASCII));
        int end = Math.min(groups.size(), start + count);
        LogGroupList list = LogGroupList.newBuilder()
                .addAllLogGroupList(groups.subList(start, end))
                .build();
        return new Page(cursor(end), end - start, list.toByteArray(), end == groups.size());
    }

    private static String cursor(int number) {
        return Base64.getEncoder().encodeToString(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What a pull gives.
     *
     * @param next the cursor after it
     * @param count the number of log groups
     * @param bytes the log groups as protobuf
     * @param isEnd whether there is nothing after it
     */
    record Page(String next, int count, byte[] bytes, boolean isEnd) {}
}
