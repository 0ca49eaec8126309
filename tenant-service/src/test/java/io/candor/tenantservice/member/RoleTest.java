package io.candor.tenantservice.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.scope.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class RoleTest {
    @Test
    void theOpenApiFileTellsWhatEachRoleMayDo() throws IOException {
        var ofCode = new TreeMap<String, TreeSet<String>>();
        for (var role : Role.values()) {
            ofCode.put(
                    role.value(),
                    new TreeSet<>(role.scopes().stream().map(Scope::value).toList()));
        }

        var ofFile = new TreeMap<String, TreeSet<String>>();
        scopesInFile().forEach((role, scopes) -> ofFile.put(role, new TreeSet<>(scopes)));

        assertThat(ofCode).isEqualTo(ofFile);
    }

    private static Map<String, List<String>> scopesInFile() throws IOException {
        try (var reader = Files.newBufferedReader(Path.of("openapi.yml"))) {
            Map<String, Map<String, Map<String, Map<String, Map<String, List<String>>>>>> document =
                    new Yaml().load(reader);
            return document.get("components").get("schemas").get("Role").get("x-scopes");
        }
    }
}
