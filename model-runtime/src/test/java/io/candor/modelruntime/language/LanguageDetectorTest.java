package io.candor.modelruntime.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {
    private static LanguageDetector detector;

    @BeforeAll
    static void load() {
        detector = new LanguageDetector();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok thanks",
                "hi",
                "hello",
                "yes",
                "no",
                "lol",
                "cancel",
                "good morning",
                "atm fees",
                "pin blocked",
                "top up failed",
                "set alarm 7am",
                "tell me a joke",
                "where's my card",
                "What is my balance?",
                "visa or mastercard",
                "wtf is going on",
                "NAME is awesome!!",
                "how do i say hello in french",
                "book a flight to Paris",
                "I live in 北京",
                "transfer 500 to Müller please",
                "what does 谢谢 mean",
                "i want a café near me"
            })
    void shortEnglishIsEnglish(String text) {
        assertThat(detector.detect(text).code()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "你好",
                "我的卡丢了",
                "今天天气很好",
                "信用卡被拒绝了怎么办",
                "我要開戶",
                "请帮我 reset 一下 password",
                "我的 Apple Pay 不能用了",
                "为什么我的转账还没到账？",
                "好"
            })
    void shortChineseIsChinese(String text) {
        assertThat(detector.detect(text).code()).isEqualTo("zh");
    }

    @ParameterizedTest
    @CsvSource({
        "de, Was ist mein Kontostand?",
        "de, Meine Karte wurde gestern abgelehnt",
        "fr, Quel est le solde de mon compte ?",
        "es, No puedo entrar en mi cuenta",
        "it, Non riesco ad accedere al mio conto",
        "nl, Ik heb mijn kaart verloren",
        "pt, Não consigo acessar minha conta",
        "tr, Kartım çalındı",
        "ja, 残高を教えてください",
        "ja, カードが届きません",
        "ko, 카드를 잃어버렸어요",
        "ru, Где моя карта и почему она не работает?",
        "el, Πού είναι η κάρτα μου;"
    })
    void otherLanguagesAreNamed(String code, String text) {
        assertThat(detector.detect(text).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "123", "?!", "€ 50.00"})
    void whatHasNoLettersIsEnglishWithoutConfidence(String text) {
        assertThat(detector.detect(text)).isEqualTo(new DetectedLanguage("en", 0.5f));
    }

    @Test
    void confidenceGrowsWithEvidence() {
        var sentence = detector.detect("I would like to know why my card payment was declined yesterday");

        assertThat(sentence.confidence()).isBetween(0.99f, 1f);
        assertThat(detector.detect("atm fees").confidence()).isLessThan(sentence.confidence());
        assertThat(detector.detect("I live in 北京").confidence()).isLessThan(0.75f);
    }

    @Test
    void fewerThanOneInAThousandEnglishRequestsIsTakenForAnotherLanguage() throws IOException {
        var folder = System.getenv("CANDOR_DATA");
        assumeThat(folder).as("CANDOR_DATA names the folder of the data sets").isNotNull();
        var lines = Files.readAllLines(Path.of(folder, "banking77", "test.csv"));
        var requests = lines.subList(1, lines.size()).stream()
                .map(line -> line.substring(0, Math.max(line.lastIndexOf(','), 0)))
                .filter(text -> !text.isBlank())
                .toList();

        var misread = requests.stream()
                .filter(text -> !detector.detect(text).code().equals("en"))
                .toList();

        assertThat(misread).hasSizeLessThan(requests.size() / 1000 + 1);
    }
}
