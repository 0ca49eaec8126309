package io.candor.modelruntime.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Measures a head on a data set that had no part in making it. */
interface OutsideMeasure {
    OutsideMeasure NONE = (data, probabilities) -> List.of();

    List<Figure> measure(Path data, Function<List<String>, float[][]> probabilities) throws IOException;

    /** A review judged positive or negative. */
    record Review(String text, boolean positive) {}

    /** SST-2's test sentences: {@code text <tab> 0|1}. */
    static List<Figure> filmReviews(Path data, Function<List<String>, float[][]> probabilities) throws IOException {
        var file = data.resolve("sst2/test.tsv");
        var reviews = new ArrayList<Review>();
        var lines = Files.readString(file).split("\n");
        for (int i = 0; i < lines.length; i++) {
            var fields = lines[i].split("\t", -1);
            if (fields.length != 2) {
                throw new MalformedCorpusException(file, i + 1, "found " + fields.length + " fields where 2 belong");
            }
            reviews.add(new Review(fields[0], positive(file, i + 1, fields[1])));
        }
        return polarity("SST-2 film reviews, positive or negative, never trained on", reviews, probabilities);
    }

    /** A fixed tenth of ChnSentiCorp's hotel reviews: {@code label,review}. */
    static List<Figure> hotelReviews(Path data, Function<List<String>, float[][]> probabilities) throws IOException {
        var file = data.resolve("chn_sentiment/ChnSentiCorp_htl_all.csv");
        var reviews = new ArrayList<Review>();
        var rows = new CsvParser(file, Files.readString(file)).rows();
        for (int i = 10; i < rows.size(); i += 10) {
            var row = rows.get(i);
            if (row.fields().size() != 2) {
                throw new MalformedCorpusException(
                        file, row.line(), "found " + row.fields().size() + " fields where 2 belong");
            }
            reviews.add(new Review(
                    row.fields().get(1), positive(file, row.line(), row.fields().get(0))));
        }
        return polarity("Chinese hotel reviews, positive or negative, never trained on", reviews, probabilities);
    }

    /** The larger of the positive and the negative share decides; ambiguous and neutral are left aside. */
    private static List<Figure> polarity(
            String name, List<Review> reviews, Function<List<String>, float[][]> probabilities) {
        var said = probabilities.apply(reviews.stream().map(Review::text).toList());
        int positive = SentimentGrouping.SENTIMENTS.indexOf("positive");
        int negative = SentimentGrouping.SENTIMENTS.indexOf("negative");
        IntPredicate right = row ->
                (said[row][positive] > said[row][negative]) == reviews.get(row).positive();
        return List.of(
                Figure.measured("Accuracy: " + name, reviews.size(), rows -> Metrics.share(rows, right)),
                Figure.measured("Balanced accuracy: " + name, reviews.size(), rows -> {
                    var ofPositive = Arrays.stream(rows)
                            .filter(row -> reviews.get(row).positive())
                            .toArray();
                    var ofNegative = Arrays.stream(rows)
                            .filter(row -> !reviews.get(row).positive())
                            .toArray();
                    return (Metrics.share(ofPositive, right) + Metrics.share(ofNegative, right)) / 2;
                }));
    }

    private static boolean positive(Path file, long line, String label) {
        return switch (label) {
            case "1" -> true;
            case "0" -> false;
            default -> throw new MalformedCorpusException(file, line, "the label must be 0 or 1, not " + label);
        };
    }
}
