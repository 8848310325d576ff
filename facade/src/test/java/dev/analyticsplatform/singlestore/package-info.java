@NullMarked
package dev.analyticsplatform.singlestore;

import org.jspecify.annotations.NullMarked;
