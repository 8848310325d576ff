package dev.analyticsplatform.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlTreeTest {
    private static final String TEXTS = """
            {"on":"on","off":"no","y":"Y","null":"null","~":"~","true":"true","200":"200","1.5":"1e3","0x1F":"0x1F",
            "2024-03-01":"2024-03-01T00:00:00Z","12:30:45":"12:30:45","a: b":"a: b","#c":"# c","- d":"- d","":"",
            "*e":"&f","line":"one\\ntwo\\n","quote":"it's \\"so\\"","tab":"\\t ü \\u0007","=":"=","<<x":"<<","!g":"!g",
            "/v1/x/{id}":"%","$ref":"#/a","_id":"@","1_000":"1_000","0o17":".inf","long":"LONG"}
            """.replace("LONG", "word ".repeat(60));

    @Test
    void everyTextIsReadAsTheSameTextByYaml11AndYaml12() throws Exception {
        JsonNode tree = JsonTree.read(TEXTS.getBytes(StandardCharsets.UTF_8));

        String yaml = YamlTree.write(tree);

        assertThat(YamlTree.read("y", yaml)).isEqualTo(tree);
        Object yaml11 = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        assertThat((Object) JsonTree.MAPPER.valueToTree(yaml11)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-0.10, -0.10",
        "12345678901234567890123, 12345678901234567890123",
        "1.00000000000000000000000001, 1.00000000000000000000000001",
        "true, true",
        "null, null",
        "on, '\"on\"'",
        "2024-03-01, '\"2024-03-01\"'",
    })
    void aValueKeepsItsKindAndDigits(String yaml, String json) {
        JsonNode tree = YamlTree.read("y", "a: " + yaml);

        assertThat(tree).hasToString("{\"a\":" + json + "}");
        assertThat(YamlTree.read("y", YamlTree.write(tree))).hasToString(tree.toString());
    }

    @Test
    void theOrderOfMembersIsKept() {
        String yaml = "zz: 1\naa: 2\nmm: 3\n";

        assertThat(YamlTree.write(YamlTree.read("y", yaml))).isEqualTo(yaml);
    }

    @Test
    void anAliasIsTheAnchoredValue() {
        assertThat(YamlTree.read("y", "a: &x {b: [1]}\nc: *x")).hasToString("{\"a\":{\"b\":[1]},\"c\":{\"b\":[1]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: *x | y, line 1: alias *x names no object or array before it",
                "'a: {<<: {b: 1}}' | y, line 1: merge keys",
                "a: [ | y, line 1: ",
                "'' | y: is not a YAML object",
                "- a | y: is not a YAML object",
            })
    void aTextThatIsNoTreeIsRefusedWithItsPlace(String yaml, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YamlTree.read("y", yaml))
                .withMessageStartingWith(message);
    }

    @Test
    void aSecondYamlDocumentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YamlTree.read("y", "a: 1\n---\nb: 2"))
                .withMessage("y: holds more than one YAML document");
    }
}
