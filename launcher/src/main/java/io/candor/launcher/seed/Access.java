package io.candor.launcher.seed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.state.PrivateFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to get in: the state folder's {@code access.json}.
 *
 * @param gatewayUrl base address of the API and of the web app
 * @param apiKey the demo's API key, in clear
 * @param apiKeyId its id
 * @param tenantId the tenant it belongs to
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Access(
        @JsonProperty("gateway_url") String gatewayUrl,
        @JsonProperty("oidc_issuer") String oidcIssuer,
        @JsonProperty("tenant_id") String tenantId,
        @JsonProperty("api_key_id") String apiKeyId,
        @JsonProperty("api_key") String apiKey,
        @JsonProperty("accounts") List<Account> accounts) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file; empty when there is none, or none that can be understood. */
    public static Optional<Access> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(PrivateFile.read(file), Access.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Writes the file, for its owner alone. */
    public void write(Path file) {
        try {
            PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "Access[" + gatewayUrl + ", " + apiKeyId + "]";
    }

    /** One person who can sign in. */
    public record Account(String email, String tenant, String role, String password) {}
}
