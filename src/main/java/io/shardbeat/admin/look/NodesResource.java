package io.shardbeat.admin.look;

import io.shardbeat.admin.view.NodeList;
import io.shardbeat.schedule.NodeRoll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The nodes, for those who run them. */
@Path("/admin/v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "nodes", description = "Looking at nodes")
public class NodesResource {
    private final NodeRoll roll;

    NodesResource(NodeRoll roll) {
        this.roll = roll;
    }

    @GET
    @Operation(
            summary = "The nodes that are live, as the one that is asked heard at its last tick",
            description = "A node that was killed is listed for two seconds more, one that was stopped is not.")
    public NodeList nodes() {
        return NodeList.of(roll.view(), roll.id(), roll.buckets(), roll::bucketsOf);
    }
}
