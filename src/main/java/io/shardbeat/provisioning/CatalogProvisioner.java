package io.shardbeat.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.config.RedisChoice;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.StoreIncarnation;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.declaration.Declaration;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.security.keysfile.BoundedFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies the catalog file at start, whenever it changes, and when the store has lost it: creates what is missing,
 * updates what differs, removes nothing. Without a file, a node with an embedded Redis applies the demo catalog.
 */
@ApplicationScoped
public class CatalogProvisioner implements DeclaredCatalog {
    private static final Logger LOG = Logger.getLogger(CatalogProvisioner.class);
    private static final String DEMO = "/demo-catalog.yaml";
    private static final long APPLY_SECONDS = 30;

    private final ShardbeatConfig config;
    private final RedisChoice redis;
    private final CatalogStore catalog;
    private final GroupDirectory groups;
    private final StoreIncarnation store;
    private final CatalogFile format;
    private final @Nullable BoundedFile file;
    private byte @Nullable [] applied;

    /** A change that has been seen once. It may be half written, and cut between two lines it is as valid as before. */
    private byte @Nullable [] doubted;

    /** What the store has when it has been told all, but for groups of this very namespace: it is told of it last. */
    private @Nullable Namespace witness;

    /** Whether telling it broke off: the witness may be there, and not all that belongs to it. */
    private boolean isHalfTold;

    private volatile @Nullable String settledIn;
    private volatile boolean declares;
    private volatile Map<GroupId, Declaration> declared = Map.of();
    private volatile String lastProblem = "";
    private volatile @Nullable Long appliedNanos;
    /** What was applied, but for this. */
    private volatile String shrinks = "";

    CatalogProvisioner(
            ShardbeatConfig config,
            RedisChoice redis,
            CatalogStore catalog,
            GroupDirectory groups,
            StoreIncarnation store,
            CatalogFile format) {
        this.store = store;
        this.format = format;
        this.config = config;
        this.file = config.catalog().file().map(BoundedFile::new).orElse(null);
        this.redis = redis;
        this.catalog = catalog;
        this.groups = groups;
    }

    /** Whether what was there at start has been applied, or there was nothing to apply. */
    public boolean isSettled() {
        return settledIn != null;
    }

    /** Why what is declared has not been applied, or not all of it; empty when it has, or nobody has tried. */
    public Optional<String> problem() {
        String problem = lastProblem.isEmpty() ? shrinks : lastProblem;
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Since what is declared was last applied; empty when it never was. */
    public Optional<Duration> sinceApplied() {
        return Optional.ofNullable(appliedNanos).map(at -> Duration.ofNanos(System.nanoTime() - at));
    }

    /** A node that declares nothing has told the store all there is to tell. */
    @Override
    public boolean isInStore() {
        String incarnation = settledIn;
        return incarnation != null && (!declares || incarnation.equals(store.current()));
    }

    @Override
    public Set<GroupId> groups() {
        return declared.keySet();
    }

    @Override
    public CompletionStage<Boolean> restore(GroupId group) {
        Declaration declaration = declared.get(group);
        GroupSettings wanted = declaration == null ? null : declaration.groups().get(group);
        if (declaration == null || wanted == null) {
            return CompletableFuture.completedFuture(false);
        }
        return catalog.declare(declaration.namespace(), declaration.displayName(), declaration.topics())
                .thenCompose(declared -> ensure(group, wanted))
                .thenApply(made -> true);
    }

    /** At once: the scheduler begins with the clock's next whole second. */
    void first(@Observes StartupEvent started, ExecutorService workers) {
        workers.execute(this::applyIfChanged);
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void applyIfChanged() {
        try {
            byte[] content = believed(read());
            declares = content != null;
            String incarnation;
            do {
                incarnation = store.current();
                if (content != null && (isHalfTold || !Arrays.equals(content, applied) || isLost())) {
                    isHalfTold = true;
                    apply(content);
                    isHalfTold = false;
                    applied = content;
                    appliedNanos = System.nanoTime();
                    lastProblem = "";
                }
                settledIn = incarnation;
            } while (!isInStore());
            lastProblem = "";
        } catch (IOException | RuntimeException e) {
            report(e);
        }
    }

    /** The content to go by: what was applied, until a change has been found twice. At start there is nothing to keep. */
    private byte @Nullable [] believed(byte @Nullable [] content) {
        boolean isBelieved = applied == null || Arrays.equals(content, applied) || Arrays.equals(content, doubted);
        doubted = content;
        return isBelieved ? content : applied;
    }

    /** A Redis that came back empty lacks what is declared last, until all before it is there: by this node or another. */
    private boolean isLost() {
        return witness != null && await(catalog.topics(witness)).isEmpty();
    }

    private byte @Nullable [] read() throws IOException {
        if (file != null) {
            try {
                return file.read();
            } catch (IOException e) {
                throw new IOException("catalog file " + e.getMessage(), e);
            }
        }
        if (!redis.isEmbedded()) {
            return null;
        }
        try (InputStream demo = CatalogProvisioner.class.getResourceAsStream(DEMO)) {
            return demo == null ? null : demo.readAllBytes();
        }
    }

    private void apply(byte[] content) throws IOException {
        int timeout = Math.toIntExact(config.group().sessionTimeout().toSeconds());
        List<Declaration> declarations = declarations(content, timeout);
        Map<GroupId, Declaration> all = new HashMap<>();
        String shrinking = "";
        for (Declaration declaration : declarations) {
            Optional<String> fewer =
                    Shrinking.in(declaration, await(catalog.topics(declaration.namespace(), declaration.ids())));
            shrinking = shrinking.isEmpty()
                    ? fewer.map(place -> name() + ": " + place).orElse("")
                    : shrinking;
            await(catalog.declare(declaration.namespace(), declaration.displayName(), declaration.topics()));
            declaration.groups().keySet().forEach(group -> all.put(group, declaration));
            for (var group : declaration.groups().entrySet()) {
                await(ensure(group.getKey(), group.getValue()));
            }
        }
        noteShrinking(shrinking);
        declared = all;
        witness = declarations.isEmpty()
                ? null
                : declarations.get(declarations.size() - 1).namespace();
        LOG.infof("catalog applied: %d projects and logsets, %d groups", declarations.size(), all.size());
    }

    private void noteShrinking(String found) {
        if (!found.isEmpty() && !found.equals(shrinks)) {
            LOG.warn(found);
        }
        shrinks = found;
    }

    private List<Declaration> declarations(byte[] content, int timeoutSeconds) throws IOException {
        try {
            return format.read(content, timeoutSeconds);
        } catch (JsonProcessingException e) {
            throw new IOException(name() + CatalogErrors.told(e), e);
        } catch (RuntimeException e) {
            throw new IOException(name() + ": " + e.getMessage(), e);
        }
    }

    private String name() {
        return "catalog file " + config.catalog().file().map(Path::toString).orElse("of the demo");
    }

    private CompletionStage<Boolean> ensure(GroupId group, GroupSettings wanted) {
        return groups.find(group).thenCompose(found -> {
            if (found.isEmpty()) {
                return groups.create(group, wanted);
            }
            return found.get().equals(wanted) ? CompletableFuture.completedFuture(true) : groups.update(group, wanted);
        });
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(APPLY_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Once per problem: this is tried again every other second. That the store is away, the rebalancer says for all. */
    private void report(Exception problem) {
        Throwable behind = StoreUnavailableException.behind(problem);
        if (behind instanceof StoreUnavailableException store && store.reason() == Reason.UNREACHABLE) {
            return;
        }
        // What is wrong with the file has its name and line; the cause has not.
        String message = String.valueOf((problem instanceof IOException ? problem : behind).getMessage());
        if (!message.equals(lastProblem)) {
            lastProblem = message;
            LOG.errorf("the catalog is not applied, and will be tried again: %s", message);
        }
    }
}
