// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.capture;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources of one pcapng. An interface that later sections describe again, as files put together do, is one source. */
final class SourceTable {
    private final CaptureFile file;
    private final Run run;
    private final Map<Description, Source> known = new HashMap<>();

    private record Description(int id, String name, int linkType, int snapLength) {}

    SourceTable(CaptureFile file, Run run) {
        this.file = file;
        this.run = run;
    }

    /** The source of an interface; null where the file has too many different ones. */
    @Nullable
    Source of(int id, String name, int linkType, int snapLength) {
        Description description = new Description(id, name, linkType, snapLength);
        Source source = known.get(description);
        if (source == null && known.size() < PcapngReader.MAX_INTERFACES) {
            source = new Source(run.nextSource(), file.index(), file.path(), name, linkType, snapLength);
            known.put(description, source);
        }
        return source;
    }
}
