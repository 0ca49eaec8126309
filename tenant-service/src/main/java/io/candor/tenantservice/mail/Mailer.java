package io.candor.tenantservice.mail;

import io.candor.platform.service.IdGenerator;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails of the bound tenant: each goes out once the running transaction has committed, or stays with it. */
@Singleton
public class Mailer {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

    private final MailRepository mails;
    private final MailConfig config;
    private final IdGenerator ids;
    private final Clock clock;

    Mailer(MailRepository mails, MailConfig config, IdGenerator ids, Clock clock) {
        this.mails = mails;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Leaves a mail in the running transaction. Without a mail server it is kept as unsent.
     *
     * @param to one address
     * @param subject one line
     * @param text plain text, with line feeds
     * @return the mail's id
     */
    @Transactional
    public UUID send(String to, String subject, String text) {
        var id = ids.next();
        var line = subject.replaceAll("\\p{Cntrl}+", " ");
        mails.insert(new Mail(id, to, line, text, 0), config.isPresent() ? "waiting" : "unsent", clock.instant());
        if (!config.isPresent()) {
            LOG.info("Mail {} is kept unsent: no mail server is configured", id);
        }
        return id;
    }
}
