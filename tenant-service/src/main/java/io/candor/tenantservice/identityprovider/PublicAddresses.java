package io.candor.tenantservice.identityprovider;

import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Fetches documents that a customer names, and nothing inside the platform's own network (server-side request forgery):
 * only HTTPS to public addresses, no redirects, a bounded size. A name that was looked up here keeps its address in the
 * JVM for the request that follows.
 */
@Singleton
class PublicAddresses {
    private static final int MOST_BYTES = 262_144;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final boolean privateAllowed;

    PublicAddresses(@Value("${candor.identity-providers.private-addresses:false}") boolean privateAllowed) {
        this.privateAllowed = privateAllowed;
    }

    /**
     * The document at {@code address}.
     *
     * @throws ProblemException 400 naming {@code field} when it cannot be had, or must not
     */
    String fetch(String field, String address) {
        var uri = requirePublic(field, address);
        var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                var bytes = body.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200 || bytes.length > MOST_BYTES) {
                    throw ProblemException.invalid(field, "leads to no document of at most 256 KB");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw ProblemException.invalid(field, "cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.invalid(field, "cannot be reached");
        }
    }

    /**
     * Lets an address pass that the platform itself may ask.
     *
     * @throws ProblemException 400 naming {@code field}
     */
    URI requirePublic(String field, String address) {
        var uri = requireWellFormed(field, address);
        if (privateAllowed) {
            return uri;
        }
        try {
            for (var resolved : InetAddress.getAllByName(uri.getHost())) {
                if (!isPublic(resolved)) {
                    throw ProblemException.invalid(field, "leads to an address that is not public");
                }
            }
            return uri;
        } catch (UnknownHostException e) {
            throw ProblemException.invalid(field, "leads to a host that nobody knows");
        }
    }

    /**
     * Lets an address pass to which only browsers go.
     *
     * @throws ProblemException 400 naming {@code field}
     */
    URI requireWellFormed(String field, String address) {
        try {
            var uri = URI.create(address);
            var scheme = uri.getScheme();
            var secure = "https".equals(scheme) || (privateAllowed && "http".equals(scheme));
            if (!secure || uri.getHost() == null || uri.getUserInfo() != null) {
                throw ProblemException.invalid(field, "must lead to addresses that begin with https://");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, "must lead to addresses that begin with https://");
        }
    }

    /** Whether {@code address} is one of the internet's (RFC 6890), and not one of somebody's own network. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        return address instanceof Inet6Address
                ? isPublic6(bytes)
                : isPublic4(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF);
    }

    private static boolean isPublic4(int first, int second, int third) {
        var shared = first == 100 && second >= 64 && second < 128;
        var special = first == 192 && second == 0 && (third == 0 || third == 2);
        var benchmark = first == 198 && (second == 18 || second == 19);
        var examples = (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        return first != 0 && first < 224 && !shared && !special && !benchmark && !examples;
    }

    /** Only global unicast (2000::/3), without what carries an IPv4 address or is for examples. */
    private static boolean isPublic6(byte[] bytes) {
        var global = (bytes[0] & 0xE0) == 0x20;
        var first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        var second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
        var teredoOrExample = first == 0x2001 && (second == 0 || second == 0x0DB8);
        return global && first != 0x2002 && !teredoOrExample;
    }
}
