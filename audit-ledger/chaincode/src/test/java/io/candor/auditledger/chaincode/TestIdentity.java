package io.candor.auditledger.chaincode;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateEncodingException;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** A client of a network as a peer presents it: its MSP and its certificate. */
final class TestIdentity {
    private TestIdentity() {}

    static byte[] serialized() {
        return SerializedIdentity.newBuilder()
                .setMspid("Org1MSP")
                .setIdBytes(ByteString.copyFromUtf8(certificate()))
                .build()
                .toByteArray();
    }

    private static String certificate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            var name = new X500Name("CN=ledger");
            var now = Instant.now();
            var built = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(now.minus(Duration.ofHours(1))),
                            Date.from(now.plus(Duration.ofHours(1))),
                            name,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            var encoded =
                    new JcaX509CertificateConverter().getCertificate(built).getEncoded();
            var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(encoded);
            return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }
}
