package io.shardbeat.redis.link;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A script out of {@code src/main/resources/lua}. Run by its hash, which {@link PipelinedConnection} makes known on every new
 * connection; it sends the text when the server has forgotten the hash nevertheless.
 */
public final class LuaScript {
    private static final Queue<LuaScript> ALL = new ConcurrentLinkedQueue<>();

    private final String name;
    private final String text;
    private final byte[] sha1;
    private final boolean changesGroup;

    private LuaScript(String name, String text, boolean changesGroup) {
        this.changesGroup = changesGroup;
        this.name = name;
        this.text = text;
        this.sha1 = sha1(text).getBytes(StandardCharsets.US_ASCII);
    }

    public static LuaScript named(String name) {
        return of(name, false);
    }

    /** One after which heartbeats of a group may be answered differently: its first key is the group's hash. */
    public static LuaScript changingGroup(String name) {
        return of(name, true);
    }

    private static LuaScript of(String name, boolean changesGroup) {
        String resource = "/lua/" + name + ".lua";
        try (InputStream in = LuaScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no script " + resource);
            }
            LuaScript script = new LuaScript(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), changesGroup);
            ALL.add(script);
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a server know every script that is in use. */
    static List<Request> loads() {
        return ALL.stream()
                .map(script -> Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text))
                .toList();
    }

    /** A call of this script; keys and arguments are {@code String} or {@code byte[]}. */
    public RedisCall call(List<?> keys, Object... args) {
        return new RedisCall(
                name,
                request(Command.EVALSHA, sha1, keys, args),
                () -> request(Command.EVAL, text.getBytes(StandardCharsets.UTF_8), keys, args),
                keys.get(0),
                changesGroup);
    }

    private static Request request(Command command, byte[] script, List<?> keys, Object[] args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        for (Object key : keys) {
            add(request, key);
        }
        for (Object arg : args) {
            add(request, arg);
        }
        return request;
    }

    private static void add(Request request, Object arg) {
        if (arg instanceof byte[] bytes) {
            request.arg(bytes);
        } else {
            request.arg((String) arg);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
