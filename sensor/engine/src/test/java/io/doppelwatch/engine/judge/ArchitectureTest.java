// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.judge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Right of observe: facts only, event time only, one direction only. */
@AnalyzeClasses(packages = "io.doppelwatch.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] RIGHT = {
        "io.doppelwatch.engine.judge..",
        "io.doppelwatch.engine.tables..",
        "io.doppelwatch.engine.rules..",
        "io.doppelwatch.engine.incidents..",
        "io.doppelwatch.engine.trust..",
        "io.doppelwatch.engine.lookalike..",
        "io.doppelwatch.engine.event.."
    };

    @ArchTest
    static final ArchRule BYTES_ARE_READ_BY_DECODERS_ONLY = noClasses()
            .that()
            .resideInAnyPackage(RIGHT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule ICU_STAYS_IN_ITS_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("io.doppelwatch.engine.lookalike..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.ibm.icu..");

    @ArchTest
    static final ArchRule DNSJAVA_STAYS_IN_ITS_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("io.doppelwatch.engine.dnssec..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..");

    @ArchTest
    static final ArchRule NO_WALL_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(RIGHT)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule NO_THREADS_AND_NO_PACKETS = noClasses()
            .that()
            .resideInAnyPackage(RIGHT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent..",
                    "java.io..",
                    "io.doppelwatch.engine.pipeline..",
                    "io.doppelwatch.engine.dissect..",
                    "io.doppelwatch.engine.reassemble..");

    @ArchTest
    static final ArchRule TABLES_JUDGE_NOTHING = noClasses()
            .that()
            .resideInAnyPackage("io.doppelwatch.engine.tables..", "io.doppelwatch.engine.trust..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.doppelwatch.engine.rules..",
                    "io.doppelwatch.engine.incidents..",
                    "io.doppelwatch.engine.judge..");

    @ArchTest
    static final ArchRule RULES_KNOW_NOTHING_OF_INCIDENTS = noClasses()
            .that()
            .resideInAPackage("io.doppelwatch.engine.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.doppelwatch.engine.incidents..", "io.doppelwatch.engine.judge..");
}
