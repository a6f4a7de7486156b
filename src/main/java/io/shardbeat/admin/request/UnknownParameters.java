package io.shardbeat.admin.request;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a query with a parameter that the call does not take, or with one twice: somebody meant something by it, and
 * {@code ?dryrun=true} must not change anything. After {@link AdminFilter}, so that strangers learn no names.
 */
public class UnknownParameters {
    private static final Set<String> OF_COMMANDS = Set.of("dryRun", "reason");

    /** By the method of the resource; as many as there are calls. */
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public @Nullable Response check(ContainerRequestContext request, ResourceInfo resource) {
        var given = request.getUriInfo().getQueryParameters();
        Method method = given.isEmpty() ? null : resource.getResourceMethod();
        if (method == null) {
            return null;
        }
        Set<String> names = known.computeIfAbsent(method, UnknownParameters::namesOf);
        for (var parameter : given.entrySet()) {
            if (!names.contains(parameter.getKey())) {
                return refused("there is no parameter '" + parameter.getKey() + "' here, expected "
                        + (names.isEmpty() ? "none" : "only " + String.join(", ", names)));
            }
            if (parameter.getValue().size() > 1) {
                return refused("parameter '" + parameter.getKey() + "' is there twice, expected once");
            }
        }
        return null;
    }

    private static Set<String> namesOf(Method method) {
        Stream<AnnotatedElement> places = Arrays.stream(method.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? Arrays.stream(parameter.getType().getDeclaredFields())
                        : Stream.of(parameter));
        Set<String> names = places.map(place -> place.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean changes = !method.isAnnotationPresent(GET.class);
        if (changes && method.getDeclaringClass().isAnnotationPresent(TakesReason.class)) {
            names.addAll(OF_COMMANDS);
        }
        return names;
    }

    private static Response refused(String message) {
        return AdminErrors.answer(AdminError.INVALID_ARGUMENT, message);
    }
}
