/**
 * A vendor's OpenAPI document as a test oracle: load it, check an exchange against it, and serve its examples.
 *
 * <p>Start with {@link dev.analyticsplatform.contract.ContractExtension} in a JUnit test, with
 * {@link dev.analyticsplatform.contract.ContractServer} elsewhere, or with
 * {@link dev.analyticsplatform.contract.ApiDocument} to check exchanges that you have yourself.
 */
@NullMarked
package dev.analyticsplatform.contract;

import org.jspecify.annotations.NullMarked;
