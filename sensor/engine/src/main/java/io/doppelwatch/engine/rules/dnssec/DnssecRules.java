// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.rules.dnssec;

import io.doppelwatch.engine.event.RuleInfo;
import io.doppelwatch.engine.rules.base.Rule;
import io.doppelwatch.engine.tables.SignatureWrong;
import io.doppelwatch.engine.tables.SignaturesStripped;
import java.util.List;

/** The rules of DNSSEC. */
public final class DnssecRules {
    public static final List<RuleInfo> ALL =
            List.of(DnssecBogusSignature.INFO, DnssecSignatureExpired.INFO, DnssecSignaturesStripped.INFO);

    private final List<Rule<SignatureWrong>> wrong = List.of(new DnssecBogusSignature(), new DnssecSignatureExpired());
    private final List<Rule<SignaturesStripped>> stripped = List.of(new DnssecSignaturesStripped());

    public List<Rule<SignatureWrong>> wrong() {
        return wrong;
    }

    public List<Rule<SignaturesStripped>> stripped() {
        return stripped;
    }
}
