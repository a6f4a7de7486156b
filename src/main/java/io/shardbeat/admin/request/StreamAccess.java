package io.shardbeat.admin.request;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who may watch: the same as may look, for as long as that is so. */
@Singleton
public class StreamAccess {
    private final AdminAccess access;

    StreamAccess(AdminAccess access) {
        this.access = access;
    }

    /** Answers who may not. */
    public void admit(RoutingContext context, Consumer<Admitted> then, Consumer<StreamAnswer> refused) {
        String authorization = context.request().getHeader("Authorization");
        String from = AdminCaller.address(context.request());
        try {
            String key = access.check(authorization, false, false);
            access.count(key, from);
            then.accept(new Admitted(access, authorization, key.isEmpty() ? from : key));
        } catch (AdminException e) {
            access.refuse(e, authorization, from).thenAccept(response -> refused.accept(new StreamAnswer(response)));
        }
    }

    /** Somebody who was admitted. */
    public static final class Admitted {
        private final AdminAccess access;
        private final @Nullable String authorization;
        private final String name;

        private Admitted(AdminAccess access, @Nullable String authorization, String name) {
            this.access = access;
            this.authorization = authorization;
            this.name = name;
        }

        /** The id of the key, or the address of who has none. */
        public String name() {
            return name;
        }

        /** Why the caller would not be admitted any more; {@code null} as long as it would. */
        public @Nullable StreamAnswer refusedNow() {
            try {
                access.check(authorization, false, false);
                return null;
            } catch (AdminException e) {
                return StreamAnswer.to(e);
            }
        }
    }

    /** For who has as many streams as there may be. */
    public static StreamAnswer tooMany(String message) {
        return StreamAnswer.to(new AdminException(AdminError.TOO_MANY_STREAMS, message));
    }
}
