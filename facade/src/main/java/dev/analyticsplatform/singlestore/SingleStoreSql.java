package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.BasicCredentials;
import dev.analyticsplatform.BearerToken;
import dev.analyticsplatform.ConfigurationException;
import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.Credentials;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.ServerException;
import dev.analyticsplatform.TransportException;
import dev.analyticsplatform.client.singlestore.JSON;
import dev.analyticsplatform.client.singlestore.Operation;
import dev.analyticsplatform.engine.http.Endpoint;
import dev.analyticsplatform.engine.http.OperationInfo;
import dev.analyticsplatform.engine.http.Safety;
import dev.analyticsplatform.engine.http.Transport;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Data APIs to which SQL goes. The address of a workspace is looked up when it is first needed, and again when the
 * workspace stops answering; one look-up at a time.
 */
final class SingleStoreSql {

    /** Stands for the workspace that is taken if none is named. */
    private static final String ANY = "";

    private final @Nullable Transport fixed;
    private final @Nullable SingleStoreWorkspaces workspaces;
    private final Function<HttpUrl, Transport> open;
    private final Optional<String> defaultCompute;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Object lookingUp = new Object();
    /** The workspace that was taken when none was named; another is not taken behind the user's back. */
    private volatile @Nullable String taken;

    private record Place(HttpUrl address, Transport transport) {}

    /**
     * Makes it; sends nothing.
     *
     * @param fixed where SQL goes that names no workspace; null to look one up
     * @param workspaces finds addresses; null if there is no Management API
     * @param open makes a transport for an address
     * @param defaultCompute the configured workspace
     */
    SingleStoreSql(
            @Nullable Transport fixed,
            @Nullable SingleStoreWorkspaces workspaces,
            Function<HttpUrl, Transport> open,
            Optional<String> defaultCompute) {
        this.fixed = fixed;
        this.workspaces = workspaces;
        this.open = open;
        this.defaultCompute = defaultCompute;
    }

    /**
     * The transport of a workspace.
     *
     * @param compute its id or name; empty for the default
     */
    Transport transport(Optional<String> compute) {
        if (compute.isEmpty() && fixed != null) {
            return fixed;
        }
        String key = compute.or(() -> defaultCompute).orElse(ANY);
        Place known = places.get(key);
        if (known != null) {
            return known.transport();
        }
        synchronized (lookingUp) {
            return places.computeIfAbsent(key, this::lookUp).transport();
        }
    }

    /**
     * Makes a call to a workspace. If that fails as it does when the workspace was suspended, resumed or moved, the
     * workspace is looked up; a call that may be repeated is made once more if the address is another now.
     *
     * @param compute its id or name; empty for the default
     * @param repeatable whether the call changes nothing
     * @param call made with the transport
     */
    <T> T call(Optional<String> compute, boolean repeatable, Function<Transport, T> call) {
        Transport used = transport(compute);
        try {
            return call.apply(used);
        } catch (TransportException | ServerException failed) {
            int status = failed.context().httpStatus().orElse(0);
            boolean unreachable = failed instanceof TransportException || status == 502 || status == 503;
            if (!unreachable || used.equals(fixed)) {
                throw failed;
            }
            Transport now = lookUpAgain(compute, used, failed);
            if (!repeatable || now.equals(used)) {
                throw failed;
            }
            return call.apply(now);
        }
    }

    private Transport lookUpAgain(Optional<String> compute, Transport used, AnalyticsException failed) {
        String key = compute.or(() -> defaultCompute).orElse(ANY);
        synchronized (lookingUp) {
            Place known = places.get(key);
            if (known != null && !known.transport().equals(used)) {
                return known.transport();
            }
            places.remove(key);
            try {
                Place found = lookUp(key);
                Place now = known != null && known.address().equals(found.address()) ? known : found;
                places.put(key, now);
                return now.transport();
            } catch (ConflictException | NotFoundException | ConfigurationException told) {
                throw explained(failed, SingleStoreErrors.text(told));
            } catch (AnalyticsException notTold) {
                failed.addSuppressed(notTold);
                throw failed;
            }
        }
    }

    /** Of the same kind as before: whether the statement took effect is as open as it was. */
    private static AnalyticsException explained(AnalyticsException failed, String state) {
        String text = SingleStoreErrors.text(failed) + "; " + state;
        return failed instanceof ServerException
                ? new ServerException(failed.context(), text, failed)
                : new TransportException(failed.context(), text, failed);
    }

    private Place lookUp(String key) {
        if (workspaces == null) {
            throw new ConfigurationException(
                    ErrorContext.of(SingleStoreProvider.VENDOR, "getWorkspace"),
                    "a workspace is found through the Management API, but there are only the credentials of a database "
                            + "user; give the key as credentials and the user as sqlCredentials",
                    null);
        }
        var running = workspaces.find(key.equals(ANY) ? Optional.ofNullable(taken) : Optional.of(key));
        if (key.equals(ANY)) {
            taken = running.id();
        }
        return new Place(running.address(), open.apply(running.address()));
    }

    /** The Data API at an address. */
    static Endpoint endpoint(HttpUrl address) {
        return new Endpoint(
                SingleStoreProvider.VENDOR,
                address,
                JSON.gson(),
                SingleStoreSql::authenticate,
                new SingleStoreErrors(),
                SingleStoreSql::operation);
    }

    private static void authenticate(Credentials credentials, Headers.Builder headers) {
        if (credentials instanceof BasicCredentials user) {
            headers.set(
                    "Authorization", okhttp3.Credentials.basic(user.user(), user.password(), StandardCharsets.UTF_8));
        } else if (credentials instanceof BearerToken bearer) {
            headers.set("Authorization", "Bearer " + bearer.token());
        } else {
            throw new ConfigurationException(
                    ErrorContext.of(SingleStoreProvider.VENDOR, "sqlCredentials"),
                    "SQL takes user name and password, or a JWT as bearer token, not an API key",
                    null);
        }
    }

    static OperationInfo operation(Method method) {
        var operation = method.getAnnotation(Operation.class);
        return new OperationInfo(
                operation.id(), Safety.valueOf(operation.safety().name()));
    }
}
