package io.candor.platform.testing;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;

/**
 * Gives every application context of a test its own database, test keys and a random port.
 *
 * <p>A module whose contexts need no database says so with the system property {@code candor.test.database=false}.
 */
@ContextConfigurer
public class TestConfigurer implements ApplicationContextConfigurer {
    private static final int ABOVE_APPLICATION_YML = 0;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        var values = new HashMap<String, Object>();
        values.put("micronaut.server.port", -1);
        values.put("candor.token.key", TestTokens.keyFile("service-under-test").toString());
        values.put("candor.token.trust", TestTokens.trustFile().toString());
        values.put("candor.master-key.file", TestKeys.masterKey().toString());
        if (Boolean.parseBoolean(System.getProperty("candor.test.database", "true"))) {
            var url = TestDatabase.createDatabase();
            for (var source : new String[] {"default", "owner"}) {
                values.put("datasources." + source + ".url", url);
                values.put("datasources." + source + ".password", TestDatabase.password());
            }
        }
        builder.propertySources(PropertySource.of("candor-test", values, ABOVE_APPLICATION_YML));
    }
}
