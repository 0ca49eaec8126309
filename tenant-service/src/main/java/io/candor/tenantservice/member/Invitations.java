package io.candor.tenantservice.member;

import io.candor.tenantservice.mail.Mailer;
import io.candor.tenantservice.tenant.Tenant;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** Tells people by e-mail that they are invited; signing in with the verified address accepts. */
@Singleton
class Invitations {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Mailer mailer;
    private final URI webApp;
    private final Duration validFor;

    Invitations(
            Mailer mailer,
            @Value("${candor.web.url}") URI webApp,
            @Value("${candor.invitations.valid-for:30d}") Duration validFor) {
        this.mailer = mailer;
        this.webApp = webApp;
        this.validFor = validFor;
    }

    /** How long an invitation can be accepted. */
    Duration validFor() {
        return validFor;
    }

    void mail(Tenant tenant, Member member) {
        var expires = Objects.requireNonNull(member.invitationExpiresAt());
        mailer.send(member.email(), "You are invited to " + tenant.name() + " on Candor", """
                Hello,

                %s invites you to work with them on Candor, as %s.

                To accept, sign in or register with this e-mail address:

                %s

                The invitation is valid until %s. If you did not expect it, do nothing.
                """.formatted(
                        tenant.name(), member.role().value(), link(tenant), DAY.format(expires)));
    }

    private URI link(Tenant tenant) {
        return webApp.resolve("/?tenant=" + tenant.id());
    }
}
