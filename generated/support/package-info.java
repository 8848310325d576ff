/** What the generated interfaces and models of one vendor share: {@link @package@.JSON} is where to begin. */
@org.jspecify.annotations.NullMarked
package @package@;
