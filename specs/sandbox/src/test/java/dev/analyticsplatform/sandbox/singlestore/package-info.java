/** Tests of SingleStore's sandbox over HTTP. */
@NullMarked
package dev.analyticsplatform.sandbox.singlestore;

import org.jspecify.annotations.NullMarked;
