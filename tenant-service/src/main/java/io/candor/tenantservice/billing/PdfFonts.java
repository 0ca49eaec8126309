package io.candor.tenantservice.billing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of a PDF: Liberation Sans, embedded, and for what it lacks, such as Chinese, the reader's own font of the
 * Adobe-GB1 collection (ISO 32000-1, 9.7.5.2). Both keep the text selectable.
 */
final class PdfFonts {
    private static final String LIBERATION = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final COSName EMBEDDED = COSName.getPDFName("F1");
    private static final COSName READERS = COSName.getPDFName("F2");
    private static final float EM = 1000;

    private final PDType0Font embedded;
    private final CmapLookup glyphs;
    private final PDResources resources = new PDResources();

    PdfFonts(PDDocument document) throws IOException {
        var bytes = bytes();
        var font = new TTFParser().parse(new RandomAccessReadBuffer(bytes));
        glyphs = font.getUnicodeCmapLookup();
        embedded = PDType0Font.load(document, font, true);
        resources.put(EMBEDDED, embedded);
        var fonts = resources.getCOSObject().getCOSDictionary(COSName.FONT);
        Objects.requireNonNull(fonts).setItem(READERS, readersFont());
    }

    /** Letters that one font shows. */
    record Run(COSName font, COSString text, float width) {}

    PDResources resources() {
        return resources;
    }

    /** The text in portions of one font each; widths are in ems. */
    List<Run> runs(String text) throws IOException {
        var runs = new ArrayList<Run>();
        var clean = text.replaceAll("\\p{Cntrl}", " ");
        for (var from = 0; from < clean.length(); ) {
            var isEmbedded = has(clean.codePointAt(from));
            var to = from;
            while (to < clean.length() && has(clean.codePointAt(to)) == isEmbedded) {
                to += Character.charCount(clean.codePointAt(to));
            }
            var part = clean.substring(from, to);
            runs.add(isEmbedded ? embedded(part) : readers(part));
            from = to;
        }
        return runs;
    }

    float width(String text) throws IOException {
        var width = 0f;
        for (var run : runs(text)) {
            width += run.width();
        }
        return width;
    }

    private boolean has(int codePoint) {
        return glyphs.getGlyphId(codePoint) != 0;
    }

    private Run embedded(String text) throws IOException {
        text.codePoints().forEach(embedded::addToSubset);
        return new Run(EMBEDDED, hex(embedded.encode(text)), embedded.getStringWidth(text) / EM);
    }

    private static Run readers(String text) {
        return new Run(READERS, hex(text.getBytes(StandardCharsets.UTF_16BE)), text.codePointCount(0, text.length()));
    }

    private static COSString hex(byte[] bytes) {
        return new COSString(bytes, true);
    }

    private static COSDictionary readersFont() {
        var collection = new COSDictionary();
        collection.setString(COSName.REGISTRY, "Adobe");
        collection.setString(COSName.ORDERING, "GB1");
        collection.setInt(COSName.SUPPLEMENT, 4);
        var name = COSName.getPDFName("STSong-Light");
        var descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setItem(COSName.FONT_NAME, name);
        descriptor.setInt(COSName.FLAGS, 6);
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.ASCENT, 880);
        descriptor.setInt(COSName.DESCENT, -120);
        descriptor.setInt(COSName.CAP_HEIGHT, 737);
        descriptor.setInt(COSName.STEM_V, 93);
        descriptor.setItem(COSName.FONT_BBOX, box());
        var descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
        descendant.setItem(COSName.BASE_FONT, name);
        descendant.setItem(COSName.CIDSYSTEMINFO, collection);
        descendant.setItem(COSName.FONT_DESC, descriptor);
        descendant.setInt(COSName.DW, (int) EM);
        var font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setItem(COSName.BASE_FONT, name);
        font.setItem(COSName.ENCODING, COSName.getPDFName("UniGB-UTF16-H"));
        var descendants = new COSArray();
        descendants.add(descendant);
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        return font;
    }

    private static COSArray box() {
        var box = new COSArray();
        for (var edge : new int[] {-25, -254, 1000, 880}) {
            box.add(COSInteger.get(edge));
        }
        return box;
    }

    private static byte[] bytes() throws IOException {
        try (var stream = PDDocument.class.getResourceAsStream(LIBERATION)) {
            return Objects.requireNonNull(stream, LIBERATION).readAllBytes();
        }
    }
}
