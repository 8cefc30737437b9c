// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design: app to engine to decoders, and what each room may use. */
@AnalyzeClasses(packages = "io.doppelwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String DECODERS = "io.doppelwatch.decode..";
    private static final String ENGINE = "io.doppelwatch.engine..";
    private static final String APP = "io.doppelwatch.app..";

    @ArchTest
    static final ArchRule decodersKnowNobody = noClasses()
            .that()
            .resideInAPackage(DECODERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, APP);

    @ArchTest
    static final ArchRule theEngineDoesNotKnowTheApp = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP);

    @ArchTest
    static final ArchRule decodersReadBytesAndNothingElse = classes()
            .that()
            .resideInAPackage(DECODERS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    DECODERS,
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.math",
                    "java.nio.charset",
                    "java.security..",
                    "java.io",
                    "java.text",
                    "java.time..",
                    "javax.crypto..",
                    "io.netty.buffer..",
                    "io.netty.util..",
                    "org.bouncycastle..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule cryptographyHasItsRooms = noClasses()
            .that(resideInAPackage(DECODERS)
                    .and(resideOutsideOfPackages(
                            "io.doppelwatch.decode.tls..",
                            "io.doppelwatch.decode.quic..",
                            "io.doppelwatch.decode.x509..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bouncycastle..", "java.security..", "javax.crypto..");

    @ArchTest
    static final ArchRule theEngineIsALibrary = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "picocli..",
                    "com.fasterxml..",
                    "com.networknt..",
                    "org.pcap4j..",
                    "com.sun.jna..",
                    "me.tongfei..",
                    "java.net..",
                    "com.sun.net..");

    @ArchTest
    static final ArchRule theEngineHasNoClockButThePackets = noClasses()
            .that()
            .resideInAnyPackage(DECODERS, ENGINE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.util.Date.class, "<init>")
            .orShould()
            .callMethod(java.lang.Math.class, "random");

    @ArchTest
    static final ArchRule nobodyBelowTheAppPrints = noClasses()
            .that()
            .resideInAnyPackage(DECODERS, ENGINE)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule filesAreReadInOneRoom = noClasses()
            .that(resideInAPackage(ENGINE).and(resideOutsideOfPackages("io.doppelwatch.engine.capture..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.nio.file..");

    @ArchTest
    static final ArchRule protocolsDoNotKnowEachOther =
            slices().matching("io.doppelwatch.decode.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheAppDoNotRunInCircles =
            slices().matching("io.doppelwatch.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule yamlAndItsSchemaAreLoadedForFilesOnly = noClasses()
            .that(resideInAPackage(APP).and(resideOutsideOfPackages("io.doppelwatch.app.config..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.networknt..", "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.dataformat..");

    @ArchTest
    static final ArchRule otherProgramsFilesAreReadInOneRoom = noClasses()
            .that(resideInAPackage(APP).and(resideOutsideOfPackages("io.doppelwatch.app.audit.read..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.yaml..", "org.tomlj..");
}
