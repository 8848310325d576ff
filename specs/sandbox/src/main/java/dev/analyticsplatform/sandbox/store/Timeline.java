package dev.analyticsplatform.sandbox.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The states that a resource passes through by itself, as a function of the time since the first one. Immutable.
 *
 * <p>Nothing runs in the background: a state is worked out when somebody looks.
 */
public final class Timeline {
    private record Step(Duration from, String state) {}

    private final List<Step> steps;

    private Timeline(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** Begins, and as yet ends, with a state. */
    public static Timeline in(String state) {
        return new Timeline(List.of(new Step(Duration.ZERO, state)));
    }

    /** Returns this timeline, with another state once the last one has lasted for the given time. */
    public Timeline then(Duration later, String state) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(steps.get(steps.size() - 1).from().plus(later), state));
        return new Timeline(longer);
    }

    /** Returns the state after the given time. */
    public String after(Duration elapsed) {
        String state = steps.get(0).state();
        for (Step step : steps) {
            if (step.from().compareTo(elapsed) <= 0) {
                state = step.state();
            }
        }
        return state;
    }

    /** Returns when the last state begins. */
    public Duration settled() {
        return steps.get(steps.size() - 1).from();
    }
}
