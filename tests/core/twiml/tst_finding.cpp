#include "core/twiml/finding.h"

#include <QSet>
#include <QTest>

using namespace offhook::twiml;

class TestFinding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFindingHasItsOwnRow();
    void everyTextIsASentence();
    void everyLabelHasWords();
};

void TestFinding::everyFindingHasItsOwnRow() {
    QSet<QByteArray> ids;
    for (int i = 0; i < FindingCount; ++i) {
        const FindingTexts &texts = textsOf(Finding(i));
        QCOMPARE(int(texts.finding), i);
        QVERIFY2(!ids.contains(texts.id), texts.id);
        ids.insert(texts.id);
    }
}

void TestFinding::everyTextIsASentence() {
    for (int i = 0; i < FindingCount; ++i) {
        const FindingTexts &texts = textsOf(Finding(i));
        const QByteArray message = texts.message;
        QVERIFY2(message.endsWith('.') || message.endsWith("%1"), texts.id);
        QVERIFY2(QByteArray(texts.effect).endsWith('.'), texts.id);
        for (const QByteArray &text :
            {message, QByteArray(texts.effect), QByteArray(texts.errorEffect), QByteArray(texts.advice)})
            QVERIFY2(!text.contains("  ") && text.trimmed() == text, texts.id);
    }
}

void TestFinding::everyLabelHasWords() {
    for (int i = 0; i < FixLabelCount; ++i)
        QVERIFY(qstrlen(textOf(FixLabel(i))) > 0);
}

QTEST_GUILESS_MAIN(TestFinding)
#include "tst_finding.moc"
