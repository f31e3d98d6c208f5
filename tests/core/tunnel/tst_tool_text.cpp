#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/tool_text.h"

class TestToolText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesComeWhole();
    void terminalControlGoes_data();
    void terminalControlGoes();
    void longLineIsCut();
    void urlsAreFound_data();
    void urlsAreFound();
    void hostsAreFound();
};

void TestToolText::linesComeWhole() {
    LineReader reader;
    QVERIFY(reader.feed("one").empty());
    QCOMPARE(reader.feed("\r\ntwo\nthr"), (std::vector<QByteArray>{"one", "two"}));
    QCOMPARE(reader.rest(), QByteArray("thr"));
    QVERIFY(reader.rest().isEmpty());
}

// ECMA-48 5.4 and 8.3.89 (CSI, OSC).
void TestToolText::terminalControlGoes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("colours") << QByteArray("\x1b[1;32mhttps://a.example\x1b[0m") << QByteArray("https://a.example");
    QTest::newRow("a title that ends with BEL") << QByteArray("\x1b]0;title\x07text") << QByteArray("text");
    QTest::newRow("a link that ends with ST") << QByteArray("\x1b]8;;https://x\x1b\\here") << QByteArray("here");
    QTest::newRow("a sequence that never ends") << QByteArray("a\x1b[12") << QByteArray("a");
    QTest::newRow("NUL bytes") << QByteArray("a\0b", 3) << QByteArray("ab");
}

void TestToolText::terminalControlGoes() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, line);
    LineReader reader;
    QCOMPARE(reader.feed(QByteArray(bytes + '\n')), std::vector<QByteArray>{line});
    QCOMPARE(reader.feed("next\n"), std::vector<QByteArray>{"next"});
}

void TestToolText::longLineIsCut() {
    LineReader reader;
    QVERIFY(reader.feed(QByteArray(1'000'000, 'x')).empty());
    QCOMPARE(reader.feed("\n").front().size(), LineReader::LineLimit);
}

void TestToolText::urlsAreFound_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArrayList>("urls");
    QTest::newRow("in a box") << QByteArray("|  https://A-b.trycloudflare.com   |")
                              << QByteArrayList{"https://a-b.trycloudflare.com"};
    QTest::newRow("several, with ports and paths")
        << QByteArray("https://a.ms:8945, http://b.ms/x?y") << QByteArrayList{"https://a.ms:8945", "http://b.ms"};
    QTest::newRow("at the end of a sentence")
        << QByteArray("Go to https://a.example.") << QByteArrayList{"https://a.example"};
    QTest::newRow("in JSON") << QByteArray(R"({"url":"https://a.example"})") << QByteArrayList{"https://a.example"};
    QTest::newRow("none without a host") << QByteArray("https:// http:///x https://a@b https://") << QByteArrayList();
}

void TestToolText::urlsAreFound() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArrayList, urls);
    const auto found = urlsIn(line);
    QCOMPARE(QByteArrayList(found.begin(), found.end()), urls);
}

void TestToolText::hostsAreFound() {
    QCOMPARE(hostOf("https://a.example:8443"), QByteArray("a.example"));
    QCOMPARE(hostOf("a.example"), QByteArray("a.example"));
    QCOMPARE(hostOf("https://a b"), QByteArray());
}

QTEST_GUILESS_MAIN(TestToolText)
#include "tst_tool_text.moc"
