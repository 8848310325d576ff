package dev.analyticsplatform.engine.http;

import com.google.gson.JsonElement;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Streaming;
import retrofit2.http.Url;

/** A vendor in small; the first word of a method's name is its safety. */
interface TestApi {

    @GET("v1/things")
    Call<Thing> safeGet();

    @POST("v1/things")
    Call<Thing> unsafePost(@Body Thing thing);

    @DELETE("v1/things/{id}")
    Call<Void> idempotentDelete(@Path("id") String id);

    @GET("v1/things/{id}")
    Call<Thing> safeThing(@Path("id") String id);

    @GET("v1/things/{id}?part=head")
    Call<Thing> safeThingHead(@Path("id") String id);

    @GET("v1/files/{path}")
    Call<Thing> safeFile(@Path(value = "path", encoded = true) String path);

    @GET("v1/search")
    Call<Thing> safeSearch(@Query("q") String q, @Header("X-Note") String note);

    @GET
    Call<Thing> safeAnywhere(@Url String url);

    @GET("v1/any")
    Call<JsonElement> safeAny();

    @Streaming
    @GET("v1/rows")
    Call<ResponseBody> safeRows();

    @GET("v1/raw")
    Call<ResponseBody> safeRaw();

    final class Thing {
        String name = "x";
        long number = 1;
        Boolean flag = true;
    }
}
