package io.shardbeat.sls.call;

import io.shardbeat.http.RawRequest;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.QueryParameter;
import io.shardbeat.sls.wire.Resource;
import io.shardbeat.sls.wire.SlsError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which operation serves a request: by what its path names, its method and, where calls share those, a parameter. */
public final class Routes {
    private final Map<Resource, List<Route>> byResource = new EnumMap<>(Resource.class);

    /** @param parameter the parameter that tells calls of one method apart; empty when there is only one call */
    private record Route(String method, String parameter, String value, Operation operation) {}

    /** The only call of this method. */
    public Routes add(String method, Resource resource, Operation operation) {
        return add(method, resource, "", "", operation);
    }

    /** The call of this method with {@code parameter=value} in its query. */
    public Routes add(String method, Resource resource, String parameter, String value, Operation operation) {
        byResource
                .computeIfAbsent(resource, r -> new ArrayList<>())
                .add(new Route(method, parameter, value, operation));
        return this;
    }

    public Operation find(RawRequest request, Resource.Match target) {
        Route sameMethod = null;
        for (Route route : of(target)) {
            if (route.method.equals(request.method())) {
                sameMethod = route;
                if (accepts(route, request.query())) {
                    return route.operation;
                }
            }
        }
        throw sameMethod == null ? noSuchMethod(request, target) : noSuchValue(request, target, sameMethod);
    }

    /** A group without a name has no calls: the service answers so, too (aliyun-log-go-sdk issue 77). */
    private List<Route> of(Resource.Match target) {
        boolean unnamed = target.resource().isGroup() && target.name().isEmpty();
        return unnamed ? List.of() : byResource.getOrDefault(target.resource(), List.of());
    }

    private static boolean accepts(Route route, @Nullable String query) {
        return route.parameter.isEmpty() || route.value.equals(QueryParameter.find(query, route.parameter));
    }

    private CallRefused noSuchMethod(RawRequest request, Resource.Match target) {
        List<String> methods = of(target).stream().map(Route::method).distinct().toList();
        return new CallRefused(
                SlsError.INVALID_METHOD,
                "invalid request method : " + Excerpt.of(request.method() + " " + request.path())
                        + (methods.isEmpty()
                                ? " is not served here: this server coordinates consumer groups"
                                : ", expected " + String.join(" or ", methods))
                        + (target.resource().isAboutGroups() ? "" : "; " + Resource.NO_UPSTREAM));
    }

    private CallRefused noSuchValue(RawRequest request, Resource.Match target, Route route) {
        String given = QueryParameter.find(request.query(), route.parameter);
        List<String> values = of(target).stream()
                .filter(other -> other.method.equals(request.method()))
                .map(Route::value)
                .toList();
        return new CallRefused(
                SlsError.PARAMETER_INVALID,
                "parameter " + route.parameter + " is " + (given == null ? "missing" : Excerpt.of(given))
                        + ", expected " + String.join(" or ", values));
    }
}
