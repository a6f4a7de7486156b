package io.shardbeat.cls.call;

import io.shardbeat.cls.call.Action.Kind;
import io.shardbeat.cls.signature.ClsSignature;
import io.shardbeat.cls.wire.Arguments;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.http.RawRequest;
import io.shardbeat.security.SignedActions;

/**
 * Contains what signature version 3 leaves open. Official clients sign the body and not {@code X-TC-Action}, so a
 * captured request is as well signed under the name of any other action. Its body must fit the action in any case, and
 * where the settings say so the name must be signed.
 */
public record SignedActionRule(SignedActions demanded) {
    /** Fails when the call may be a captured one under another name. */
    public void check(Action action, RawRequest request, Arguments arguments) {
        if (action.kind() == Kind.READ || ClsSignature.coversAction(request)) {
            return;
        }
        if (isDemanded(action.kind())) {
            throw new ClsException(
                    ClsError.AUTH_INVALID_AUTHORIZATION,
                    "the signature of " + action.name() + " must cover X-TC-Action: list x-tc-action in SignedHeaders;"
                            + " shardbeat.auth.signed-actions asks for it");
        }
        // A heartbeat in JSON must have a list that no other body has; flattened, an empty one leaves nothing behind.
        if (action.kind() != Kind.HEARTBEAT || arguments.losesEmptyLists()) {
            ActionFields.mustFit(action.name(), arguments.tree().fieldNames());
        }
    }

    private boolean isDemanded(Kind kind) {
        return switch (demanded) {
            case NONE -> false;
            case ADMINISTRATION -> kind == Kind.ADMINISTRATION;
            case CHANGES -> kind != Kind.HEARTBEAT;
        };
    }
}
