package io.candor.auditledger.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The name of a note key and the hash that tells keys with the same name apart (C2SP signed-note, "Signatures"). */
record KeyId(String name, int hash) {
    KeyId {
        if (name.isEmpty() || name.indexOf('+') >= 0 || name.codePoints().anyMatch(KeyId::isSpace)) {
            throw new InvalidNoteException("a key name is not empty and holds neither a space nor a plus sign");
        }
    }

    static KeyId of(String name, NoteAlgorithm algorithm, byte[] publicKey) {
        var digest = TreeHash.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(algorithm.code());
        return new KeyId(name, ByteBuffer.wrap(digest.digest(publicKey)).getInt());
    }

    String hex() {
        return HexFormat.of().toHexDigits(hash);
    }

    @Override
    public String toString() {
        return name + '+' + hex();
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }
}
