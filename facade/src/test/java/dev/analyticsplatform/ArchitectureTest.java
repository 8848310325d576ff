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
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The walls of the house: who may know whom. An adapter is every package below the root that is none of ours. */
@AnalyzeClasses(packages = "dev.analyticsplatform", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String API = "dev.analyticsplatform";
    private static final String GENERATED = "dev.analyticsplatform.client..";
    private static final String ENGINE = "dev.analyticsplatform.engine..";
    private static final String DRIVER = "dev.analyticsplatform.driver..";
    private static final String[] TEST_TOOLS = {"dev.analyticsplatform.contract..", "dev.analyticsplatform.sandbox.."};

    private static final DescribedPredicate<JavaClass> ADAPTER = resideInAPackage("dev.analyticsplatform..")
            .and(not(resideInAnyPackage(API, GENERATED, ENGINE, DRIVER)))
            .and(not(resideInAnyPackage(TEST_TOOLS)))
            .as("an adapter");

    @ArchTest
    static final ArchRule apiKnowsNoVendor = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat(ADAPTER.or(resideInAPackage(GENERATED)));

    @ArchTest
    static final ArchRule driversKnowNoVendor = noClasses()
            .that()
            .resideInAPackage(DRIVER)
            .should()
            .dependOnClassesThat(ADAPTER.or(resideInAnyPackage(GENERATED, ENGINE)));

    @ArchTest
    static final ArchRule engineKnowsNoVendor = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat(ADAPTER.or(resideInAPackage(GENERATED)));

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = slices().assignedFrom(new AdapterSlices())
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersShowOnlyTheirProvider = classes()
            .that(ADAPTER)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(dev.analyticsplatform.driver.PlatformProvider.class);

    @ArchTest
    static final ArchRule retryStandsOnceInTheEngine = noClasses()
            .that(ADAPTER)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("okhttp3.OkHttpClient")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule noTestToolInTheLibrary = noClasses()
            .that()
            .resideInAnyPackage(API, ENGINE, DRIVER)
            .should()
            .dependOnClassesThat(resideInAnyPackage(TEST_TOOLS));

    @ArchTest
    static final ArchRule generatedTypesStayInside = methods()
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
