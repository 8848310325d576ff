/**
 * The platforms as running servers on loopback: their wire formats, their state machines, and a real SQL engine.
 *
 * <p>Start one with {@link dev.analyticsplatform.sandbox.Sandbox}, in a test with
 * {@link dev.analyticsplatform.sandbox.SandboxExtension}, or from a shell with
 * {@link dev.analyticsplatform.sandbox.Main}.
 */
@NullMarked
package dev.analyticsplatform.sandbox;

import org.jspecify.annotations.NullMarked;
