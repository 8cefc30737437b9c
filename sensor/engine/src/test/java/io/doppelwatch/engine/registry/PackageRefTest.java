// SPDX-License-Identifier: Apache-2.0
package io.doppelwatch.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageRefTest {
    private static CommandLine line(String words) {
        List<String> all = List.of(words.split(" "));
        return new CommandLine(all.get(0), all.subList(1, all.size()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        npx -y @acme/server@1.2.3 /data                     | @acme/server  | FIRM
        npx -y @acme/server                                 | @acme/server  | NONE
        npx server@latest                                   | server        | NONE
        npx server@^1.2.3                                   | server        | NONE
        npx server@1                                        | server        | NONE
        npx server@1.2.3-beta.1                             | server        | FIRM
        npx --package=@acme/server@1.2.3 -c run             | @acme/server  | FIRM
        npx -p server@1.2.3 -- run                          | server        | FIRM
        npx github:acme/server#0123456789012345678901234567890123456789 | github:acme/server | FIRM
        npx github:acme/server#main                         | github:acme/server | NONE
        C:\\Tools\\npx.cmd -y server                        | server        | NONE
        npm exec -y server@1.2.3                            | server        | FIRM
        pnpm dlx server                                     | server        | NONE
        yarn dlx server@2.0.0                               | server        | FIRM
        bun x server                                        | server        | NONE
        uvx server                                          | server        | NONE
        uvx server@1.2                                      | server        | FIRM
        uvx --python 3.12 server==1.2.3                     | server        | FIRM
        uvx --from server[cli]==1.2.3 run                   | server        | FIRM
        uvx --from git+https://git.test/x@0123456789012345678901234567890123456789 run | git+https://git.test/x@0123456789012345678901234567890123456789 | FIRM
        uvx --from git+https://git.test/x run               | git+https://git.test/x | NONE
        uv tool run server~=1.2                             | server        | NONE
        pipx run --spec server==1.2.3 run                   | server        | FIRM
        docker run -i --rm acme/server                      | acme/server   | NONE
        docker run -i --rm -e KEY -v /a:/b acme/server:latest | acme/server | NONE
        docker run -i --rm --name x reg.test:5000/server:1.2 | reg.test:5000/server | TAG
        podman run --env=A=b acme/server:1@sha256:0000000000000000000000000000000000000000000000000000000000000001 | acme/server | FIRM
        cmd /c npx -y server                                | server        | NONE
        env A=b npx server@1.2.3                            | server        | FIRM
        deno run -A jsr:@acme/server@1.2.3                  | @acme/server  | FIRM
        """)
    void whatIsFetchedAndHowFirmly(String words, String name, PackageRef.Pin pin) {
        PackageRef p = PackageRef.of(line(words));
        assertThat(p).isNotNull();
        assertThat(p.name()).isEqualTo(name);
        assertThat(p.pin()).isEqualTo(pin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node index.js",
                "npx ./server",
                "npx",
                "uvx --from . server",
                "docker compose up",
                "docker",
                "uv run server.py",
                "npm start",
                "/usr/local/bin/server",
                "npx file:../server",
                "docker run -i",
                "uv",
                "bun server.ts"
            })
    void whatIsNotFetchedIsNone(String words) {
        assertThat(PackageRef.of(line(words))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        npx -y mcp-remote https://hub.corp.test/mcp --header X     | https://hub.corp.test/mcp
        npx mcp-remote@0.1.29 https://hub.corp.test/mcp            | https://hub.corp.test/mcp
        uvx mcp-proxy --transport sse https://hub.corp.test/sse    | https://hub.corp.test/sse
        """)
    void aBridgeIsTheServerItCalls(String words, String url) {
        assertThat(Target.Program.of(line(words)).key()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        server --token s3cr3t --verbose       | server --token *** --verbose
        server --api-key=s3cr3t               | server --api-key=***
        docker run -e KEY=s3cr3t -e NAME x    | docker run -e KEY=*** -e NAME x
        curl -H s3cr3t                        | curl -H ***
        server sk-0123456789abcdef            | server ***
        server https://a:s3cr3t@h.test/?k=s3cr3t | server https://***@h.test/?***
        uvx tool==1.2.3 --port=80             | uvx tool==1.2.3 --port=80
        env TOKEN=s3cr3t npx tool             | env TOKEN=*** npx tool
        """)
    void keysAndPasswordsAreNotShown(String words, String shown) {
        assertThat(Target.Program.of(line(words)).shown()).isEqualTo(shown);
    }

    @Test
    void keysInsideOfScriptsAndAddressesAreNotShownEither() {
        assertThat(Target.Program.of(new CommandLine("sh", List.of("-c", "export TOKEN=s3cr3t; exec tool")))
                        .shown())
                .isEqualTo("sh -c ***");
        assertThat(Target.Program.of(new CommandLine("tool", List.of("{\"apiKey\": \"s3cr3t\"}")))
                        .shown())
                .isEqualTo("tool ***");
        PackageRef git = PackageRef.of(line("uvx --from git+https://s3cr3t@git.test/x tool"));
        assertThat(git).hasToString("uvx git+https://***@git.test/x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        npx -y server@1.2.3                                  | npx server@1.2.3
        podman run acme/server:1.2                           | podman run acme/server:1.2
        pipx run server==1.2.3                               | pipx run server@1.2.3
        """)
    void aPackageIsShownAsItsRunnerTakesIt(String words, String shown) {
        assertThat(PackageRef.of(line(words))).hasToString(shown);
    }

    @Test
    void hugeArgumentsAreReadInNoTime() {
        String huge = "a".repeat(1 << 20);
        for (String word : List.of(huge, huge + "\n", "@" + huge, "token".repeat(200_000), "://".repeat(300_000))) {
            Target.Program p = Target.Program.of(new CommandLine("uvx", List.of(word)));
            assertThat(p.shown()).hasSizeLessThan(1_000);
            assertThat(p.key()).hasSizeLessThan(5_000);
        }
        assertThat(Target.Program.of(new CommandLine("tool", List.of(huge + "1")))
                        .key())
                .isNotEqualTo(Target.Program.of(new CommandLine("tool", List.of(huge + "2")))
                        .key());
    }
}
