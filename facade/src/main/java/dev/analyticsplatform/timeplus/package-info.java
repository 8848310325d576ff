/**
 * The Timeplus adapter.
 *
 * <ul>
 *   <li>Authentication: {@link dev.analyticsplatform.ApiKey} as {@code X-Api-Key} in the cloud,
 *       {@link dev.analyticsplatform.BasicCredentials} on a self-hosted server.
 *   <li>Endpoint: the cloud, {@code https://us.timeplus.cloud}, with the option {@code workspace}; or a server of one's
 *       own, whose one workspace is {@code default}; or a whole address such as {@code https://host/<workspace>/api}.
 *   <li>There is one namespace, {@code default}. Datasets are streams, views, materialized views, external streams
 *       (also streams here) and external tables, whose columns Timeplus does not tell. Every stream has a column
 *       {@code _tp_time}.
 *   <li>{@code run} reads what is there: {@code query_mode = 'table'} is added to the settings of a query that does not
 *       set it itself. {@code subscribe} sends the statement as it is. Rows count only when the last event says
 *       finished. Timeplus takes no time limit of a query: that of a statement only bounds the wait for its first
 *       event. What {@code validate} tells of datasets are those whose columns a statement needs.
 *   <li>Rows that were ingested can be read a little later, not at once. A request is taken or refused as a whole, so
 *       the columns of the stream are fetched with each batch, and rows that they cannot hold exactly are rejected
 *       before it is sent. A value that a row lacks is null where the column takes null, and the column's default
 *       elsewhere.
 *   <li>Values: a time whose type has a zone is an instant; one without is a local time, sent and read as UTC. There
 *       are no bytes and no times of day. New columns take null; a decimal has 18 digits behind the point and 20 before
 *       it, and times go by nanoseconds from 1900 to 2262, unless the column names a type of Timeplus's own.
 *   <li>Timeplus documents no limits: 10,000 rows and 8 MiB a write are this adapter's own.
 * </ul>
 */
@NullMarked
package dev.analyticsplatform.timeplus;

import org.jspecify.annotations.NullMarked;
