package io.shardbeat.admin;

import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupDirectory.Deletion;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.GroupDirectory.Rebuilt;
import io.shardbeat.coordinator.SetApart;
import io.shardbeat.group.GroupId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What operators do about a group that is damaged, or not wanted any more. */
@Path("/admin/v1/groups")
@Tag(name = "group repair", description = "Rebuilding and dropping consumer groups")
public class GroupChangesResource {
    private static final String GROUP = "/{group: sls(?:/[^/]+){3}|cls(?:/[^/]+){2}}";

    private final GroupDirectory directory;
    private final SetApart apart;

    GroupChangesResource(GroupDirectory directory, SetApart apart) {
        this.directory = directory;
        this.apart = apart;
    }

    @POST
    @Path(GROUP + "/rebuild")
    @Operation(
            summary = "Has who holds what rebuilt from the members' reports",
            description = "What is stored of the group and cannot be read is dropped. Takes a session timeout.")
    public CompletionStage<Void> rebuild(@PathParam("group") String path) {
        GroupId group = Parameters.group(path);
        return directory.rebuild(group).thenAccept(begun -> {
            if (begun == Rebuilt.NO_GROUP) {
                throw new AdminException(AdminError.GROUP_NOT_FOUND, "there is no group " + group.path());
            }
            if (begun == Rebuilt.SETTINGS_LOST) {
                throw new AdminException(
                        AdminError.GROUP_DAMAGED,
                        "the settings of " + group.path() + " are lost: delete it, and create it again");
            }
            apart.tryAgain(group);
        });
    }

    @DELETE
    @Path(GROUP)
    @Operation(summary = "Deletes a group with its members and checkpoints, whatever state it is in")
    public CompletionStage<Void> delete(@PathParam("group") String path) {
        GroupId group = Parameters.group(path);
        return directory.delete(group, Members.REMOVE).thenAccept(deletion -> {
            apart.tryAgain(group);
            if (deletion == Deletion.NO_GROUP) {
                throw new AdminException(AdminError.GROUP_NOT_FOUND, "there is no group " + group.path());
            }
        });
    }
}
