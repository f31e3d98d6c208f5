#include "core/twilio/phrase.h"

#include <QTest>

using namespace offhook::twilio;

class TestPhrase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void argumentsTakeTheirPlaces_data() {
        QTest::addColumn<QString>("translated");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("filled");
        const auto row = [](const char *what, const QString &text, const QStringList &arguments,
                             const QString &filled) { QTest::newRow(what) << text << arguments << filled; };
        row("in order", QStringLiteral("%1 instead of %2"), {QStringLiteral("a"), QStringLiteral("b")},
            QStringLiteral("a instead of b"));
        row("another order in another language", QStringLiteral("statt %2 %1"),
            {QStringLiteral("a"), QStringLiteral("b")}, QStringLiteral("statt b a"));
        row("an argument that looks like a place", QStringLiteral("%1 and %2"),
            {QStringLiteral("%2"), QStringLiteral("%1")}, QStringLiteral("%2 and %1"));
        row("an escape is no place", QStringLiteral("%20 for %1"), {QStringLiteral("x")}, QStringLiteral("%20 for x"));
        row("a percent sign at the end", QStringLiteral("100 %"), {QStringLiteral("x")}, QStringLiteral("100 %"));
    }
    void argumentsTakeTheirPlaces() {
        QFETCH(QString, translated);
        QFETCH(QStringList, arguments);
        QFETCH(QString, filled);
        const Phrase phrase{"", arguments};
        QCOMPARE(phrase.filled(translated), filled);
        QVERIFY(phrase.isEmpty());
    }

    void englishIsTheSourceText() {
        const Phrase phrase{"with the key “%1”", {QStringLiteral("shop")}};
        QCOMPARE(phrase.english(), QString::fromUtf8("with the key “shop”"));
    }
};

QTEST_GUILESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
