package @package@;

import com.google.gson.JsonElement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all models have: the members that the document does not list.
 *
 * <p>They are kept by {@link JSON#gson()} when read, and written back; a plain {@code new Gson()} drops them. Not thread-safe.
 */
public abstract class Model {
  private transient @Nullable Map<String, JsonElement> unknownMembers;

  /** For the generated models only. */
  protected Model() {}

  /**
   * The members that the document does not list, in the order they came.
   *
   * @return a view that cannot be changed, empty if there are none
   */
  public final Map<String, JsonElement> getUnknownMembers() {
    return unknownMembers == null ? Map.of() : Collections.unmodifiableMap(unknownMembers);
  }

  /**
   * Adds a member that the document does not list; also the way to send an explicit null, as {@code JsonNull.INSTANCE}.
   *
   * @param name the member's name on the wire; must not be that of a listed member that is set
   * @param value its value
   */
  public final void putUnknownMember(String name, JsonElement value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    if (unknownMembers == null) {
      unknownMembers = new LinkedHashMap<>();
    }
    unknownMembers.put(name, value);
  }
}
