package io.candor.modelruntime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusReadersTest {
    private static final String CLINC = """
            {
              "train": [["what is my balance", "balance"], ["tell me a joke", "joke"]],
              "val": [["my balance please", "balance"]],
              "test": [["a joke", "joke"]],
              "oos_train": [["who won", "oos"]],
              "oos_val": [["how tall is it", "oos"]],
              "oos_test": [["why is it blue", "oos"]]
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void clincIsReadWithItsOutOfScopeTexts() throws IOException {
        var corpus = new ClincReader(write("data_full.json", CLINC)).read();

        assertThat(corpus.labels()).containsExactly("balance", "joke");
        assertThat(corpus.texts().train())
                .containsExactly(
                        new LabelledText("what is my balance", List.of(0)),
                        new LabelledText("tell me a joke", List.of(1)));
        assertThat(corpus.texts().test()).containsExactly(new LabelledText("a joke", List.of(1)));
        assertThat(corpus.outOfScope().getFirst().texts().test())
                .containsExactly(new LabelledText("why is it blue", List.of()));
    }

    @Test
    void clincNamesTheLineOfABrokenPair() throws IOException {
        var file = write(
                "data_full.json", CLINC.replace("[\"my balance please\", \"balance\"]", "[\"my balance please\"]"));

        refuses(
                () -> new ClincReader(file).read(),
                "data_full.json, line 3: found END_ARRAY where VALUE_STRING belongs");
    }

    @Test
    void clincNamesTheLineOfAnUnknownIntent() throws IOException {
        var file = write("data_full.json", CLINC.replace("[\"a joke\", \"joke\"]", "[\"a joke\", \"jest\"]"));

        refuses(() -> new ClincReader(file).read(), "data_full.json, line 4: the intent jest does not occur in train");
    }

    @Test
    void domainsThatAnotherSetCoversAreLeftOut() throws IOException {
        write("data_full.json", CLINC);
        write("domains.json", "{\"banking\": [\"balance\"], \"small_talk\": [\"joke\"]}");

        var others = new ClincDomains(folder).without(Set.of("banking"));

        assertThat(others.train()).containsExactly(new LabelledText("tell me a joke", List.of()));
        assertThat(others.validation()).isEmpty();
        assertThat(others.test()).containsExactly(new LabelledText("a joke", List.of()));
    }

    @Test
    void bankingIsReadAndGivesUpATenthOfEachIntentForValidation() throws IOException {
        var train = new StringBuilder("text,category\n");
        for (int i = 0; i < 40; i++) {
            train.append("\"question, ").append(i).append("\nsecond line\",").append(i % 2 == 0 ? "card\n" : "pin\n");
        }
        write("train.csv", train.toString());
        write("test.csv", "text,category\nwhere is it?,card\n");

        var corpus = new BankingReader(folder).read();

        assertThat(corpus.labels()).containsExactly("card", "pin");
        assertThat(corpus.texts().train()).hasSize(36);
        assertThat(corpus.texts().validation())
                .hasSize(4)
                .doesNotContainAnyElementsOf(corpus.texts().train());
        assertThat(corpus.texts().test()).containsExactly(new LabelledText("where is it?", List.of(0)));
        assertThat(corpus.texts().train().getFirst().text())
                .contains("question, ")
                .contains("\nsecond line");
    }

    @Test
    void bankingNamesTheLineOfARowWithoutCategory() throws IOException {
        write("train.csv", "text,category\n\"two\nlines\",card\nno category here\n");
        write("test.csv", "text,category\n");

        refuses(() -> new BankingReader(folder).read(), "train.csv, line 4: found 1 fields where 2 belong");
    }

    @Test
    void bankingNamesTheLineOfAQuoteThatNeverEnds() throws IOException {
        write("train.csv", "text,category\na,card\n\"open,card\n");
        write("test.csv", "text,category\n");

        refuses(() -> new BankingReader(folder).read(), "train.csv, line 3: the quoted field never ends");
    }

    @Test
    void goEmotionsIsReadWithSeveralLabelsAndGroupedIntoSentiments() throws IOException {
        goEmotions("thanks, I was afraid\t1,0\tid1\n");

        var corpus = new GoEmotionsReader(folder).read();
        var sentiments = SentimentGrouping.sentiments(corpus);

        assertThat(corpus.texts().train()).containsExactly(new LabelledText("thanks, I was afraid", List.of(1, 0)));
        assertThat(sentiments.texts().train()).containsExactly(new LabelledText("thanks, I was afraid", List.of(0, 1)));
    }

    @Test
    void goEmotionsNamesTheLineOfAMalformedRecord() throws IOException {
        goEmotions("fine\t0\tid1\nno tabs\n");
        refuses(() -> new GoEmotionsReader(folder).read(), "train.tsv, line 2: found 1 fields where 3 belong");

        goEmotions("fine\tfear\tid1\n");
        refuses(() -> new GoEmotionsReader(folder).read(), "train.tsv, line 1: the labels are not numbers: fear");

        goEmotions("fine\t7\tid1\n");
        refuses(() -> new GoEmotionsReader(folder).read(), "train.tsv, line 1: a label index is outside 0..2");
    }

    @Test
    void phrasesAreSplitWithinEachLabel() throws IOException {
        var corpus = phrases("greet\t你好|早上好|嗨|您好|晚上好|哈喽\n-\t长江有多长|谁赢了|天为什么蓝\n");

        assertThat(corpus.labels()).containsExactly("greet");
        assertThat(corpus.texts().train()).hasSize(4);
        assertThat(corpus.texts().validation()).hasSize(1);
        assertThat(corpus.texts().test()).hasSize(1);
        assertThat(corpus.outOfScope().getFirst().texts().train()).hasSize(1);
    }

    @Test
    void phrasesNameTheLineThatIsMalformed() {
        refuses(() -> phrases("greet\t你好|早上好|嗨\nno tab\n"), "phrases.tsv, line 2: found 1 fields where 2 belong");
        refuses(
                () -> phrases("greet\t你好||嗨\n"),
                "phrases.tsv, line 1: at least 3 phrases belong to a label, none of them blank");
        refuses(
                () -> phrases("greet\ta|b|c\ngreet\ta|b|c\n"),
                "phrases.tsv, line 2: the label greet has a line already");
    }

    @Test
    void textsOfTheTestSplitAreTakenOutOfTraining() {
        var test = List.of(new LabelledText("Hello there", List.of(0)));
        var train = List.of(new LabelledText(" hello  There ", List.of(0)), new LabelledText("bye", List.of(0)));

        var clean = new Corpus(List.of("greet"), new Split(train, train, test), List.of()).withoutLeaks();

        assertThat(clean.texts().train()).containsExactly(train.get(1));
        assertThat(clean.texts().validation()).containsExactly(train.get(1));
        assertThat(clean.texts().test()).isEqualTo(test);
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static void refuses(Reading reading, String message) {
        assertThatExceptionOfType(MalformedCorpusException.class)
                .isThrownBy(reading::read)
                .withMessage(message);
    }

    private static Corpus phrases(String text) throws IOException {
        return new PhraseReader("phrases.tsv").read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void goEmotions(String train) throws IOException {
        write("labels.txt", "fear\ngratitude\nneutral");
        write("train.tsv", train);
        write("dev.tsv", "ok\t2\tid2\n");
        write("test.tsv", "ok\t2\tid3\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
