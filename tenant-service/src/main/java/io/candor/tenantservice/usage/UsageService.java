package io.candor.tenantservice.usage;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.sql.Connection;

/** Sums usage up. */
@Singleton
class UsageService {
    private static final int ROWS_AT_ONCE = 5_000;

    private final UsageRepository usage;
    private final TransactionOperations<Connection> transactions;

    UsageService(UsageRepository usage, TransactionOperations<Connection> transactions) {
        this.usage = usage;
        this.transactions = transactions;
    }

    Page<UsageItem> sum(UsageQuery query, PageRequest page) {
        return transactions.executeRead(status -> {
            var rows = usage.sum(query, page);
            return Page.of(rows, page, query::position);
        });
    }

    /** All of it as CSV (RFC 4180), read page by page while it is sent. */
    InputStream csv(UsageQuery query) {
        var caller = TenantContext.current();
        return new UsageCsv(
                query.groups(), position -> caller.call(() -> sum(query, new PageRequest(ROWS_AT_ONCE, position))));
    }
}
