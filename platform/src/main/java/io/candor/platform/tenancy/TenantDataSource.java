package io.candor.platform.tenancy;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.UUID;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose transactions carry the bound tenant.
 *
 * <p>The setting is local to the transaction and is written at its start, also when no tenant is bound: a pooled
 * connection can never keep the tenant of an earlier request. Outside a transaction no tenant is set, and row-level
 * security shows nothing.
 */
final class TenantDataSource implements DataSource, AutoCloseable {
    private static final String SET_TENANT = "select set_config('candor.tenant_id', ?, true)";

    private final DataSource delegate;

    TenantDataSource(DataSource delegate) {
        this.delegate = delegate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return bindingTenant(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return bindingTenant(delegate.getConnection(user, password));
    }

    private static Connection bindingTenant(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                TenantDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> invoke(connection, method, arguments));
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            var result = method.invoke(connection, arguments);
            if (method.getName().equals("setAutoCommit") && Boolean.FALSE.equals(arguments[0])) {
                bindTenant(connection);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void bindTenant(Connection connection) throws SQLException {
        var tenant = TenantContext.find()
                .map(TenantContext::tenantId)
                .map(UUID::toString)
                .orElse("");
        try (var statement = connection.prepareStatement(SET_TENANT)) {
            statement.setString(1, tenant);
            statement.execute();
        }
    }

    @Override
    public void close() throws Exception {
        if (delegate instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(delegate) || delegate.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }
}
