package dev.analyticsplatform;

/** A portable operation: one constant for each thing that a facet can be asked for. */
public enum Capability {
    /** Run a finite query and read its rows: {@link Queries#run(Statement)}. */
    QUERY_RUN,
    /** Bind named parameters to a statement: {@link Statement#bind}. */
    QUERY_PARAMETERS,
    /** Run a query as a job of the vendor: {@link Queries#submit(Statement)}. */
    QUERY_SUBMIT,
    /** Cancel a job at the vendor: {@link QueryJob#cancel()}. */
    QUERY_CANCEL,
    /** List the queries that are active now: {@link Queries#list()}. */
    QUERY_LIST,
    /** Check a statement without running it: {@link Queries#validate(Statement)}. */
    QUERY_VALIDATE,
    /** Read an unbounded query as its rows appear: {@link Queries#subscribe(Statement)}. */
    QUERY_STREAMING,
    /** List namespaces: {@link Catalog#namespaces()}. */
    NAMESPACE_LIST,
    /** Create a namespace: {@link Catalog#createNamespace(String)}. */
    NAMESPACE_CREATE,
    /** Drop a namespace: {@link Catalog#dropNamespace(String)}. */
    NAMESPACE_DROP,
    /** List datasets: {@link Catalog#datasets(String)}. */
    DATASET_LIST,
    /** Look at one dataset and its columns: {@link Catalog#describe(QualifiedName)}. */
    DATASET_DESCRIBE,
    /** Create a dataset: {@link Catalog#create(DatasetSpec)}. */
    DATASET_CREATE,
    /** Create a dataset that a query defines: {@link Catalog#createView(QualifiedName, String)}. */
    VIEW_CREATE,
    /** Drop a dataset: {@link Catalog#drop(QualifiedName)}. */
    DATASET_DROP,
    /** Append rows to a dataset: {@link Ingestion#append}. */
    INGEST_APPEND,
    /** List saved queries: {@link SavedQueries#list()}. */
    SAVED_QUERY_LIST,
    /** Look at one saved query: {@link SavedQueries#get(QualifiedName)}. */
    SAVED_QUERY_GET,
    /** Keep a query at the vendor: {@link SavedQueries#save(SavedQuery)}. */
    SAVED_QUERY_SAVE,
    /** Run a saved query: {@link SavedQueries#run}. */
    SAVED_QUERY_RUN,
    /** Delete a saved query: {@link SavedQueries#delete(QualifiedName)}. */
    SAVED_QUERY_DELETE
}
