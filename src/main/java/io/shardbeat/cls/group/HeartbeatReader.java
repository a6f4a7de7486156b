package io.shardbeat.cls.group;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.cls.wire.Arguments;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a heartbeat's arguments in one go, without a tree. Unknown parameters are passed over: the Python and Go
 * consumers send an undocumented {@code PartitionStrategy}.
 */
final class HeartbeatReader {
    private static final String TOPICS = "TopicPartitionsInfo";
    private static final List<String> PARAMETERS = List.of("ConsumerGroup", "Consumer", "LogsetId", TOPICS);

    private final ClsNames names;
    private final ReportBounds bounds;

    HeartbeatReader(ClsNames names, ReportBounds bounds) {
        this.names = names;
        this.bounds = bounds;
    }

    HeartbeatRequest read(Arguments arguments) {
        try (JsonParser json = arguments.stream()) {
            Draft draft = new Draft();
            Json.enterRoot(json);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                readField(name, json, draft);
            }
            Json.leaveRoot(json);
            return checked(draft, arguments.losesEmptyLists());
        } catch (JsonProcessingException e) {
            throw Json.malformed(e);
        } catch (IOException e) {
            throw Json.unreadable(e);
        }
    }

    private void readField(String name, JsonParser json, Draft draft) throws IOException {
        switch (name) {
            case "ConsumerGroup" -> draft.group = Json.text(json, name);
            case "Consumer" -> draft.consumer = Json.text(json, name);
            case "LogsetId" -> draft.logset = Json.text(json, name);
            case TOPICS -> draft.report = TopicPartitions.read(json, name, bounds);
            default -> passOver(name, json);
        }
    }

    private static void passOver(String name, JsonParser json) throws IOException {
        for (String known : PARAMETERS) {
            ClsException.refuseMistyped(name, known);
        }
        json.skipChildren();
    }

    private HeartbeatRequest checked(Draft draft, boolean losesEmptyLists) {
        String group = required("ConsumerGroup", draft.group);
        String consumer = required("Consumer", draft.consumer);
        String logset = required("LogsetId", draft.logset);
        ShardSet report = draft.report;
        if (report == null) {
            if (!losesEmptyLists) {
                throw ClsException.missing(TOPICS);
            }
            report = ShardSet.EMPTY;
        }
        return new HeartbeatRequest(names.group(logset, group), names.consumer(consumer), report);
    }

    private static String required(String parameter, @Nullable String value) {
        if (value == null) {
            throw ClsException.missing(parameter);
        }
        return value;
    }

    private static final class Draft {
        private @Nullable String group;
        private @Nullable String consumer;
        private @Nullable String logset;
        private @Nullable ShardSet report;
    }
}
