package io.candor.tenantservice.billing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Writes lines of text down a PDF's A4 pages, as many as are needed. */
final class PdfPages {
    /** The left edge of the text, in points. */
    static final float LEFT = 56;

    /** The right edge of the text, in points. */
    static final float RIGHT = PDRectangle.A4.getWidth() - LEFT;

    private static final float TOP = PDRectangle.A4.getHeight() - 64;
    private static final float BOTTOM = 64;
    private static final String ELLIPSIS = "…";

    private final PDDocument document;
    private final PdfFonts fonts;
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private float y = TOP;

    PdfPages(PDDocument document) throws IOException {
        this.document = document;
        this.fonts = new PdfFonts(document);
    }

    /** Goes down by {@code height} points, to the next page where this one ends. */
    void down(float height) throws IOException {
        y -= height;
        if (y < BOTTOM) {
            finish();
            y = TOP;
        }
    }

    /** Writes text that begins at {@code x}, cut so that it ends before {@code end}. */
    void left(float x, float end, float size, String text) throws IOException {
        var shown = text;
        while (fonts.width(shown) * size > end - x && shown.length() > 1) {
            var letters = shown.endsWith(ELLIPSIS) ? shown.substring(0, shown.length() - 1) : shown;
            shown = letters.substring(0, letters.offsetByCodePoints(letters.length(), -1)) + ELLIPSIS;
        }
        show(x, size, shown);
    }

    /** Writes text that ends at {@code x}. */
    void right(float x, float size, String text) throws IOException {
        show(x - fonts.width(text) * size, size, text);
    }

    private void show(float x, float size, String text) throws IOException {
        var writer = new ContentStreamWriter(content);
        var at = x;
        for (var run : fonts.runs(text)) {
            writer.writeTokens(
                    operator(OperatorName.BEGIN_TEXT),
                    run.font(),
                    new COSFloat(size),
                    operator(OperatorName.SET_FONT_AND_SIZE),
                    new COSFloat(at),
                    new COSFloat(y),
                    operator(OperatorName.MOVE_TEXT),
                    run.text(),
                    operator(OperatorName.SHOW_TEXT),
                    operator(OperatorName.END_TEXT));
            at += run.width() * size;
        }
    }

    private static Operator operator(String name) {
        return Operator.getOperator(name);
    }

    /** Adds the page that was written. */
    void finish() throws IOException {
        var page = new PDPage(PDRectangle.A4);
        page.setResources(fonts.resources());
        var stream = new PDStream(document);
        try (var out = stream.createOutputStream()) {
            content.writeTo(out);
        }
        page.setContents(stream);
        document.addPage(page);
        content = new ByteArrayOutputStream();
    }
}
