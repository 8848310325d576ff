package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {
    private static final String DOCUMENT = """
            info: {title: T, description: old}
            tags: [a, {name: b}]
            paths:
              /x:
                get: {summary: s, parameters: [{name: p, default: 5}, {name: q, default: 6}]}
                put: {summary: t}
              /it's:
                get: {summary: u}
            """;

    @Test
    void updateMergesIntoObjectsAndReplacesPrimitives() {
        assertThat(applied("{target: $.info, update: {description: new, contact: {name: n}}}"))
                .contains("\"title\":\"T\",\"description\":\"new\",\"contact\":{\"name\":\"n\"}");
        assertThat(applied("{target: $, update: {paths: {/x: {put: {x-a: {b: 1}}}}}}"))
                .contains("\"put\":{\"summary\":\"t\",\"x-a\":{\"b\":1}}");
    }

    @Test
    void updateAppendsToArrays() {
        assertThat(applied("{target: $.tags, update: c}")).contains("\"tags\":[\"a\",{\"name\":\"b\"},\"c\"]");
        assertThat(applied("{target: $.tags, update: [c]}")).contains("{\"name\":\"b\"},[\"c\"]]");
        assertThat(applied("{target: $, update: {tags: [c]}}")).contains("{\"name\":\"b\"},\"c\"]");
    }

    @Test
    void anUpdateReachesEveryMatch() {
        assertThat(applied("{target: $.paths.*.get, update: {x-safety: safe}}"))
                .contains("{\"name\":\"q\",\"default\":6}],\"x-safety\":\"safe\"}")
                .contains("\"summary\":\"u\",\"x-safety\":\"safe\"")
                .contains("\"put\":{\"summary\":\"t\"}");
        assertThat(applied("{target: \"$.paths.*.*[?(@.summary == 't')]\", update: {x: 1}}"))
                .contains("\"put\":{\"summary\":\"t\",\"x\":1}");
    }

    @Test
    void removeTakesAwayObjectsElementsAndPrimitives() {
        assertThat(applied("{target: \"$.paths['/x']\", remove: true}"))
                .doesNotContain("/x")
                .contains("it's");
        assertThat(applied("{target: \"$.paths['/x'].get.parameters[*]\", remove: true}"))
                .contains("\"parameters\":[]");
        assertThat(applied("{target: $..default, remove: true}")).contains("[{\"name\":\"p\"},{\"name\":\"q\"}]");
        assertThat(applied("{target: $.paths.*.get, remove: true}")).contains("\"/it's\":{}");
        assertThat(applied("{target: $.info, remove: true, update: {a: b}}")).doesNotContain("info");
    }

    @Test
    void actionsAreAppliedInTheirOrder() {
        String remove = "{target: $.info.description, remove: true}";
        String update = "{target: $.info, update: {description: new}}";

        assertThat(applied(remove + ", " + update)).contains("\"description\":\"new\"");
        assertThat(applied(update + ", " + remove)).doesNotContain("description");
    }

    @Test
    void anUpdateOfSeveralMatchesSharesNothing() {
        assertThat(
                        applied(
                                "{target: $.paths.*.get, update: {x-a: {}}}, {target: \"$.paths['/x'].get.x-a\", update: {b: 1}}"))
                .contains("\"summary\":\"u\",\"x-a\":{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{target: $.nothing, update: {}} | o.yaml: action 2, target $.nothing: matches nothing in the document",
                "{target: $.paths.*.post, update: {}} | o.yaml: action 2, target $.paths.*.post: matches nothing in the document",
                "{target: $.paths.nothing.get, remove: true} | o.yaml: action 2, target $.paths.nothing.get: matches nothing in the document",
                "{target: \"$.paths['/x','/y']\", update: {x-b: 1}} | o.yaml: action 2, target $.paths['/x','/y']: ends in several names",
                "{target: '$.paths[?(', update: {}} | o.yaml: action 2, target $.paths[?(: is not a JSONPath",
                "{target: $.info.title, update: x} | o.yaml: action 2, target $.info.title: selects the primitive value \"T\"; select the object that contains it",
                "{target: $.info, update: [x]} | o.yaml: action 2, target $.info: selects an object, so update must be an object",
                "{target: $.info, update: {title: {a: b}}} | action 2, target $.info: at /title the document has a primitive value and update has an object",
                "{target: $.info, upadte: {}} | o.yaml: action 2: unknown member 'upadte'",
                "{update: {}} | o.yaml: action 2: target is missing",
                "{target: $.info} | o.yaml: action 2, target $.info: has neither update nor remove: true",
                "{target: $.info, remove: yes} | o.yaml: action 2, target $.info: remove is not true or false",
                "{target: $, remove: true} | the document itself cannot be removed",
                "text | o.yaml: action 2: is not an object",
            })
    void aWrongActionIsNamed(String action, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> applied("{target: $.info, description: d, update: {a: b}, x-note: n}, " + action))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{overlay: 1.1.0} | o.yaml: overlay is '1.1.0'; version 1.0.0 is understood",
                "{overlay: 1.0.0, action: []} | o.yaml: unknown member 'action'",
                "{overlay: 1.0.0, info: {title: t}} | o.yaml: info.version is missing",
                "{overlay: 1.0.0, info: {title: t, version: v}} | o.yaml: actions is empty",
                "[] | o.yaml: is not a YAML object",
            })
    void aWrongOverlayIsNamed(String overlay, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Overlay.parse("o.yaml", overlay))
                .withMessage(message);
    }

    private static String applied(String actions) {
        ObjectNode document = YamlTree.read("d.yaml", DOCUMENT);
        Overlay.parse("o.yaml", "{overlay: 1.0.0, info: {title: t, version: v}, actions: [" + actions + "]}")
                .applyTo(document);
        return document.toString();
    }
}
