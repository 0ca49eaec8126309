package io.candor.tenantservice.mail;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The mail server.
 *
 * @param host its name, or empty when there is none; then mails are kept unsent
 * @param port where it takes mail; 465 speaks TLS from the start, every other port by STARTTLS where it is offered
 * @param user who sends, or empty when nobody has to say
 * @param from the address of the sender
 */
@ConfigurationProperties("candor.smtp")
record MailConfig(
        @Bindable(defaultValue = "") String host,
        @Bindable(defaultValue = "587") int port,
        @Bindable(defaultValue = "") String user,
        @Bindable(defaultValue = "") String password,

        @Bindable(defaultValue = "Candor <no-reply@candor.invalid>")
        String from) {

    boolean isPresent() {
        return !host.isBlank();
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "MailConfig[" + host + ":" + port + "]";
    }
}
