package io.candor.tenantservice.mail;

import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the mails that wait; one that the server does not take is tried again, ever less often, for three days. */
@Singleton
class MailJob {
    private static final Logger LOG = LoggerFactory.getLogger(MailJob.class);
    private static final int BATCH = 20;
    private static final int MOST_ATTEMPTS = 25;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
    private static final Duration KEPT = Duration.ofDays(30);

    private final MailRepository mails;
    private final MailConfig config;
    private final SmtpConnection smtp;
    private final WorkerTransactions workers;
    private final Clock clock;

    MailJob(MailRepository mails, MailConfig config, SmtpConnection smtp, WorkerTransactions workers, Clock clock) {
        this.mails = mails;
        this.config = config;
        this.smtp = smtp;
        this.workers = workers;
        this.clock = clock;
    }

    /** Sends what is due. */
    @Scheduled(fixedDelay = "${candor.smtp.every:2s}", initialDelay = "${candor.smtp.every:2s}")
    void send() {
        if (config.isPresent()) {
            workers.call(this::sendDue);
        }
    }

    /** Forgets mails that never went out: they hold addresses. */
    @Scheduled(fixedDelay = "1h", initialDelay = "1m")
    void forget() {
        workers.call(
                connection -> mails.deleteOlderThan(connection, clock.instant().minus(KEPT)));
    }

    private int sendDue(Connection connection) throws SQLException {
        var due = mails.due(connection, clock.instant(), BATCH);
        for (var mail : due) {
            try {
                smtp.send(mail);
                mails.delete(connection, mail);
            } catch (MessagingException e) {
                postpone(connection, mail, e);
            }
        }
        return due.size();
    }

    private void postpone(Connection connection, Mail mail, MessagingException e) throws SQLException {
        var attempt = mail.attempts() + 1;
        var failed = attempt >= MOST_ATTEMPTS;
        LOG.warn(
                "Mail {} did not go out (attempt {}): {}",
                mail.id(),
                attempt,
                e.getClass().getSimpleName());
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, 12));
        var next = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        mails.postpone(connection, mail, failed ? "failed" : "waiting", next);
    }
}
