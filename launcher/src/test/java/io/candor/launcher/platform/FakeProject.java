package io.candor.launcher.platform;

import io.candor.launcher.service.Service;
import java.io.IOException;
import java.nio.file.Path;

/** A project folder whose services are all fakes. */
final class FakeProject {
    private static final String ROLES = """
            do $$
            begin
              if not exists (select from pg_roles where rolname = 'candor_app') then
                create role candor_app login;
              end if;
            end
            $$;
            alter role candor_app password '${app_password}';
            """;

    private FakeProject() {}

    static PlatformConfig in(Path folder) throws IOException {
        for (var service : Service.values()) {
            FakeService.writeJar(service.jar(folder), ROLES);
        }
        return PlatformConfig.forTests(folder, folder.resolve("state"));
    }
}
