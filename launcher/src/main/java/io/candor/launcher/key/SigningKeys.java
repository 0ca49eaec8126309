package io.candor.launcher.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.candor.launcher.state.LauncherException;
import io.candor.launcher.state.PrivateFile;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** EC P-256 keys as JWK files (RFC 7517), one per issuer of internal tokens, and the set of public keys all trust. */
public final class SigningKeys {
    /** The issuer that acts for the person who runs this machine. */
    public static final String OPERATOR = "operator";

    private static final List<String> ISSUERS =
            List.of("gateway", "tenant-service", "model-runtime", "audit-ledger", "assistant-app", OPERATOR);

    private final Path folder;

    /** Keys of one state folder. */
    public SigningKeys(StateFolder state) {
        this.folder = state.keys();
    }

    /** Makes the keys that are missing and writes the trust file. */
    public void create() {
        var trusted = new ArrayList<JWK>();
        for (var issuer : ISSUERS) {
            if (!Files.exists(privateKey(issuer))) {
                PrivateFile.write(privateKey(issuer), generate(issuer).toJSONString());
            }
            trusted.add(load(issuer).toPublicJWK());
        }
        PrivateFile.write(trust(), new JWKSet(trusted).toString(true));
    }

    /** The file with an issuer's private key. */
    public Path privateKey(String issuer) {
        return folder.resolve(issuer + ".jwk.json");
    }

    /** The file with everybody's public keys. */
    public Path trust() {
        return folder.resolve("trust.jwks.json");
    }

    /** An issuer's key pair. */
    public ECKey load(String issuer) {
        try {
            return ECKey.parse(PrivateFile.read(privateKey(issuer)));
        } catch (ParseException e) {
            throw new LauncherException(
                    "The key file " + privateKey(issuer) + " is damaged; start over with --fresh", e);
        }
    }

    private static ECKey generate(String issuer) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(issuer)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }
}
