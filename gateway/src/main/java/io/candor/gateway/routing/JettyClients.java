package io.candor.gateway.routing;

import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Makes a client that passes everything on as it is. */
final class JettyClients {
    private static final int SELECTORS = 1;
    private static final int MAXIMUM_THREADS = 8;
    private static final int MAXIMUM_HEADER_BYTES = 32 * 1024;
    /** Shorter than the time after which a service closes an idle connection, so that none is closed while in use. */
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);

    private JettyClients() {}

    static HttpClient start(RoutingConfig config) throws Exception {
        var client = new HttpClient(new HttpClientTransportOverHTTP(SELECTORS));
        client.setName("upstream");
        client.setExecutor(threads());
        client.setConnectTimeout(config.connectTimeout().toMillis());
        client.setIdleTimeout(IDLE_CONNECTION.toMillis());
        client.setMaxConnectionsPerDestination(config.connections());
        client.setMaxRequestsQueuedPerDestination(config.queue());
        client.setMaxRequestHeadersSize(MAXIMUM_HEADER_BYTES);
        client.setMaxResponseHeadersSize(MAXIMUM_HEADER_BYTES);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        return client;
    }

    /** Selecting happens on the few threads of the pool; whatever may block does so on a virtual thread. */
    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(MAXIMUM_THREADS, 1);
        threads.setName("upstream");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return threads;
    }
}
