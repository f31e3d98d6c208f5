#include "core/exchange/quoting.h"
#include "core/exchange/readers/shell_words.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class ShellWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void words_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("words");
        using List = QList<QByteArray>;
        QTest::newRow("quotes join") << QByteArray("a'b c'\"d\\\"\"\\ e") << List{"ab cd\" e"};
        QTest::newRow("a line goes on") << QByteArray("a \\\n b") << List{"a", "b"};
        QTest::newRow("bash's own quotes") << QByteArray("$'a\\n\\x41\\101\\u00e9'") << List{"a\nAA\xc3\xa9"};
        QTest::newRow("printf in a word") << QByteArray("\"$(printf 'a\\001%%')\"") << List{QByteArray("a\x01%")};
        QTest::newRow("what follows is not ours") << QByteArray("a; rm -rf /") << List{"a"};
        QTest::newRow("a comment") << QByteArray("a # b") << List{"a"};
        QTest::newRow("an empty word") << QByteArray("a ''") << List{"a", ""};
    }
    void words() {
        QFETCH(QByteArray, text);
        const auto command = shellCommand(text);
        QVERIFY(command);
        QTEST(command->words, "words");
    }
    void nothingIsExpanded() {
        for (const char *text : {"$HOME", "\"$(id)\"", "`id`", "\"`id`\"", "$(id)"})
            QCOMPARE(shellCommand(text).error().code, ErrorCode::InvalidInput);
    }
    void ourOwnQuotingIsRead() {
        QByteArray bytes;
        for (int i = 1; i < 256; ++i)
            bytes += char(i);
        QCOMPARE(shellCommand(shellQuoted(bytes))->words, QList<QByteArray>{bytes});
        const auto piped = shellCommand(printfCommand(QByteArray('\0' + bytes)) + " | curl x");
        QCOMPARE(piped->piped, QByteArray('\0' + bytes));
        QCOMPARE(piped->words.size(), 2);
    }
    void openEndsAreTold() {
        QCOMPARE(openEnd("a 'b"), '\'');
        QCOMPARE(openEnd("a \\"), '\\');
        QCOMPARE(openEnd("a"), char(0));
    }
};

QTEST_GUILESS_MAIN(ShellWordsTest)
#include "tst_shell_words.moc"
