package io.candor.launcher;

import io.candor.launcher.seed.Access;

/** What a person needs to get in. */
record Welcome(Access access) {

    String text() {
        var accounts = new StringBuilder();
        for (var account : access.accounts()) {
            accounts.append("    %-24s %-17s %-8s %s%n"
                    .formatted(account.email(), account.tenant(), account.role(), account.password()));
        }
        return """

                Candor is running.
                  web app    %1$s
                  accounts   (e-mail, tenant, role, password)
                %2$s  API key    %3$s  (Acme Bank)

                  curl -s %1$s/v1/assistant/analyses -H 'Authorization: Bearer %3$s' -H 'Content-Type: application/json' -d '{"text":"My card was charged twice, please help"}'
                """.formatted(access.gatewayUrl(), accounts, access.apiKey());
    }
}
