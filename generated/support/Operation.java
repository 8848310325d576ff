package @package@;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the operation of the vendor's document that a method calls, and says whether it may be repeated.
 *
 * <p>Readable at run time: Retrofit tags each request with a {@code retrofit2.Invocation}, whose method carries this.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Operation {
  /**
   * The operationId of the document; a method and its raw variant have the same.
   *
   * @return the id
   */
  String id();

  /**
   * What sending the request twice does.
   *
   * @return the safety; UNSAFE where the document says nothing
   */
  Safety safety();

  /** What sending a request twice does. */
  enum Safety {
    /** It changes nothing. */
    SAFE,
    /** The second one changes nothing more. */
    IDEMPOTENT,
    /** The second one may do the work twice. */
    UNSAFE
  }
}
