package dev.analyticsplatform;

/** Whether a dataset can be used. */
public enum DatasetState {
    /** Being made; writes or reads may fail. */
    CREATING,
    /** Ready for reading and writing. */
    READY,
    /** There, but not to be used now, such as paused. */
    UNAVAILABLE,
    /** Being dropped. */
    DROPPING,
    /** Broken, or in a state that this library does not know; see {@link Dataset#vendorState()}. */
    UNKNOWN
}
