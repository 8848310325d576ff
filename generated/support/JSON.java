package @package@;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import retrofit2.Converter;

/**
 * The JSON of this vendor: give {@link #converterFactory()} to {@code Retrofit.Builder}, and the interfaces are ready for use.
 *
 * <p>Numbers are exact or refused, members and enum values that the document does not list are kept, a member that is not
 * set is not sent. Thread-safe.
 */
public final class JSON {
  private static final Gson GSON = new GsonBuilder()
      .disableHtmlEscaping()
      // For the nulls inside documents; models leave out what is not set.
      .serializeNulls()
      .registerTypeAdapter(String.class, Adapters.Exact.STRING)
      .registerTypeAdapter(Boolean.class, new Adapters.ExactBoolean())
      .registerTypeAdapter(Integer.class, Adapters.Exact.INTEGER)
      .registerTypeAdapter(Long.class, Adapters.Exact.LONG)
      .registerTypeAdapter(BigDecimal.class, Adapters.Exact.DECIMAL)
      .registerTypeAdapter(Double.class, Adapters.Exact.DOUBLE)
      .registerTypeAdapter(Float.class, Adapters.Exact.FLOAT)
      .registerTypeAdapter(OffsetDateTime.class, new Adapters.DateTime())
      .registerTypeAdapter(LocalDate.class, new Adapters.Date())
      .registerTypeAdapter(byte[].class, new Adapters.Base64Bytes())
      .registerTypeAdapterFactory(new ModelAdapterFactory())
      .create();

  private JSON() {}

  /**
   * Gson as the models need it.
   *
   * @return the same object each time
   */
  public static Gson gson() {
    return GSON;
  }

  /**
   * What Retrofit needs for bodies, parts and parameters: JSON by {@link #gson()}, and text as text.
   *
   * @return a factory; it takes every type, so add it after more special ones
   */
  public static Converter.Factory converterFactory() {
    return new BodyConverterFactory(GSON);
  }
}
