package dev.analyticsplatform.engine.http;

import com.google.gson.Gson;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * One origin of a vendor and how to talk to it; made by an adapter.
 *
 * @param vendor the vendor's id
 * @param baseUrl the URL that the paths of the generated interfaces are relative to; ends with a slash
 * @param gson reads and writes the generated models; the engine adds exact numbers and booleans to it
 * @param authentication puts credentials into headers
 * @param errors reads the vendor's error bodies
 * @param operations tells the operation of a generated method; must know every method
 */
public record Endpoint(
        String vendor,
        HttpUrl baseUrl,
        Gson gson,
        Authentication authentication,
        ErrorShape errors,
        Function<Method, OperationInfo> operations) {

    /** Checks that nothing is null and the URL ends with a slash. */
    public Endpoint {
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(gson, "gson");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(operations, "operations");
        if (!baseUrl.encodedPath().endsWith("/")) {
            throw new IllegalArgumentException("the base URL must end with a slash");
        }
    }

    /**
     * The base URL of an address, which may lack the slash at its end.
     *
     * @param address a URL that is in order
     * @return the same with a slash
     */
    public static HttpUrl baseUrl(String address) {
        return HttpUrl.get(address.endsWith("/") ? address : address + "/");
    }
}
