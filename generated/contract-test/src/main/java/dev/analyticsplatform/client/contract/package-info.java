/**
 * Holds a generated client against its vendor's document: {@link dev.analyticsplatform.client.contract.ClientContract}
 * is the test that each client extends.
 */
@NullMarked
package dev.analyticsplatform.client.contract;

import org.jspecify.annotations.NullMarked;
