/**
 * The Rockset adapter.
 *
 * <p>Rockset's service closed in 2024; this adapter was built from its public reference and from recorded answers, and
 * is proven against the sandbox only.
 *
 * <ul>
 *   <li>Authentication: {@link dev.analyticsplatform.ApiKey} as {@code Authorization: ApiKey ...}, or
 *       {@link dev.analyticsplatform.BearerToken} together with the option {@code organization}.
 *   <li>Endpoint: {@code https://api.<region>.rockset.com}; the option {@code region} is {@code usw2a1} unless set.
 *   <li>Namespaces are workspaces, {@code commons} by default; datasets are collections, views and aliases; saved
 *       queries are query lambdas; compute is a virtual instance.
 *   <li>Collections have no schema: the columns of {@code describe} come from a sample of documents, and the columns of
 *       a {@code DatasetSpec} are not sent.
 *   <li>Values: integers beyond 64 bits, bytes, dates and times travel in Rockset's extended JSON; parameters travel as
 *       text with a type name. A parameter cannot be null, and a decimal that binary floating point cannot hold is
 *       refused.
 *   <li>Limits: 20,000 documents and 10 MiB a write; result pages of 10,000 documents.
 * </ul>
 */
@NullMarked
package dev.analyticsplatform.rockset;

import org.jspecify.annotations.NullMarked;
