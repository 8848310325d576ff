package dev.analyticsplatform;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. An adapter is every package below the root that is none of ours. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> location.contains("/facade/target/classes/"))
            .importPackages("dev.analyticsplatform");

    private static final String API = "dev.analyticsplatform";
    private static final String GENERATED = "dev.analyticsplatform.client..";
    private static final String ENGINE = "dev.analyticsplatform.engine..";
    private static final String DRIVER = "dev.analyticsplatform.driver..";
    private static final String[] TEST_TOOLS = {"dev.analyticsplatform.contract..", "dev.analyticsplatform.sandbox.."};

    private static final DescribedPredicate<JavaClass> ADAPTER = resideInAPackage("dev.analyticsplatform..")
            .and(not(resideInAnyPackage(API, GENERATED, ENGINE, DRIVER)))
            .and(not(resideInAnyPackage(TEST_TOOLS)))
            .as("an adapter");

    @Test
    void apiKnowsNoVendor() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat(ADAPTER.or(resideInAPackage(GENERATED)));
        rule.check(CLASSES);
    }

    @Test
    void driversKnowNoVendor() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(DRIVER)
                .should()
                .dependOnClassesThat(ADAPTER.or(resideInAnyPackage(GENERATED, ENGINE)));
        rule.check(CLASSES);
    }

    @Test
    void engineKnowsNoVendor() {
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat(ADAPTER.or(resideInAPackage(GENERATED)));
        rule.check(CLASSES);
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        ArchRule rule = slices().assignedFrom(new AdapterSlices()).should().notDependOnEachOther();
        rule.check(CLASSES);
    }

    @Test
    void adaptersShowOnlyTheirProvider() {
        ArchRule rule = classes()
                .that(ADAPTER)
                .and()
                .arePublic()
                .should()
                .beAssignableTo(dev.analyticsplatform.driver.PlatformProvider.class);
        rule.check(CLASSES);
    }

    @Test
    void retryStandsOnceInTheEngine() {
        ArchRule rule = noClasses()
                .that(ADAPTER)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("okhttp3.OkHttpClient")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class);
        rule.check(CLASSES);
    }

    @Test
    void noTestToolInTheLibrary() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(API, ENGINE, DRIVER)
                .should()
                .dependOnClassesThat(resideInAnyPackage(TEST_TOOLS));
        rule.check(CLASSES);
    }

    @Test
    void generatedTypesStayInside() {
        ArchRule rule = methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(API)
                .and()
                .arePublic()
                .should(new ArchCondition<JavaMethod>("have no generated type in the signature") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean generated = method.getAllInvolvedRawTypes().stream()
                                .anyMatch(type -> resideInAPackage(GENERATED).test(type));
                        events.add(new SimpleConditionEvent(method, !generated, method.getFullName()));
                    }
                });
        rule.check(CLASSES);
    }

    private static final class AdapterSlices implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return ADAPTER.test(type) ? SliceIdentifier.of(vendor(type.getPackageName())) : SliceIdentifier.ignore();
        }

        private static String vendor(String adapterPackage) {
            int end = adapterPackage.indexOf('.', API.length() + 1);
            return adapterPackage.substring(API.length() + 1, end < 0 ? adapterPackage.length() : end);
        }

        @Override
        public String getDescription() {
            return "one slice an adapter";
        }
    }
}
