package io.shardbeat.admin.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.shard.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Plans a snapshot as a node would, without a server: for reports of what looks wrong. {@code Replay FILE}, or {@code -} for
 * what comes in; prints the plan as JSON. Ends with 0; 1 when the file is no snapshot, 2 when it is called wrongly.
 */
public final class Replay {
    /** The biggest group has about 20 MB. */
    private static final int MOST_BYTES = 256 << 20;

    private Replay() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.in, System.out, System.err));
    }

    static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
        if (args.size() != 1) {
            err.println(
                    "usage: Replay FILE, a snapshot from GET /admin/v1/groups/{group}/snapshot; - for standard input");
            return 2;
        }
        try {
            out.println(plan(SnapshotFile.decode(read(args.get(0), in))));
            return 0;
        } catch (NoSuchFileException e) {
            err.println("cannot read " + args.get(0) + ": there is no such file");
        } catch (IOException e) {
            err.println("cannot read " + args.get(0) + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            err.println(args.get(0) + ": " + e.getMessage());
        } catch (RuntimeException e) {
            err.println(args.get(0) + ": this is no group that can be planned: " + e);
        }
        return 1;
    }

    private static String read(String file, InputStream in) throws IOException {
        try (InputStream from = file.equals("-") ? in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = from.readNBytes(MOST_BYTES);
            if (bytes.length == MOST_BYTES) {
                throw new IOException("a snapshot has less than " + MOST_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String plan(GroupSnapshot group) {
        Plan plan = new Planner(new StickyBalancedAssignor()).plan(group);
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("group", group.id().path());
        root.put("epoch", group.epoch());
        root.put("count", plan.decisions().size());
        ArrayNode decisions = root.putArray("decisions");
        plan.decisions().forEach(decision -> put(decisions.addObject(), decision));
        return root.toPrettyString();
    }

    private static void put(ObjectNode node, Decision decision) {
        node.put("kind", word(decision.kind()));
        node.put("shard", decision.shard() == null ? null : decision.shard().toString());
        node.put("from", name(decision.from()));
        node.put("to", name(decision.to()));
        node.put("cause", decision.cause() == null ? null : word(decision.cause()));
    }

    private static @Nullable String name(@Nullable MemberId member) {
        return member == null ? null : member.name();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
