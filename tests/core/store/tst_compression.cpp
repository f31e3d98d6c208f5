#include "core/store/compression.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_Compression : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatGoesInComesOut_data();
    void whatGoesInComesOut();
    void theDictionaryIsWorthIt();
    void aFlippedBitIsNoticed();
    void aMissingDictionaryIsNoticed();
    void buffersShrinkAfterALargeOne();
};

void tst_Compression::whatGoesInComesOut_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<bool>("withDictionary");
    RandomEvents random(7);
    QByteArray large;
    while (large.size() < 10 * 1024 * 1024)
        large += random.bytes(4000) + QByteArray(3000, 'a');
    for (const bool with : {true, false}) {
        const char *how = with ? "with dictionary" : "without";
        QTest::addRow("nothing, %s", how) << QByteArray() << with;
        QTest::addRow("a line, %s", how) << QByteArray("POST /sms HTTP/1.1\r\n") << with;
        QTest::addRow("random bytes, %s", how) << random.bytes(5000) << with;
        QTest::addRow("ten megabytes, %s", how) << large << with;
    }
}

void tst_Compression::whatGoesInComesOut() {
    QFETCH(QByteArray, raw);
    QFETCH(bool, withDictionary);
    const Workspace workspace;
    workspace.add({sms(1)}); // brings the dictionary into the file
    const Connection connection = workspace.connect();
    Compressor compressor(withDictionary ? builtInDictionary() : QByteArray());
    Decompressor decompressor(connection);
    const QByteArray data = must(compressor.compress(raw)).toByteArray();
    QCOMPARE(must(decompressor.expand(withDictionary ? BuiltInDictionary : 0, data)).toByteArray(), raw);
}

void tst_Compression::theDictionaryIsWorthIt() {
    QVERIFY(!builtInDictionary().isEmpty());
    const QByteArray raw = sms(1)->request.head() + sms(1)->request.body();
    Compressor with(builtInDictionary());
    Compressor without({});
    QVERIFY(must(with.compress(raw)).size() < must(without.compress(raw)).size() / 2);
}

void tst_Compression::aFlippedBitIsNoticed() {
    const Workspace workspace;
    workspace.add({sms(1)});
    const Connection connection = workspace.connect();
    Compressor compressor(builtInDictionary());
    Decompressor decompressor(connection);
    const QByteArray raw = sms(1)->request.head();
    const QByteArray data = must(compressor.compress(raw)).toByteArray();
    for (qsizetype i = 0; i < data.size(); ++i) {
        QByteArray broken = data;
        broken[i] = char(broken[i] ^ 0x10);
        const auto expanded = decompressor.expand(BuiltInDictionary, broken);
        QVERIFY2(!expanded || expanded->toByteArray() == raw, qPrintable(QString::number(i)));
    }
    QCOMPARE(decompressor.expand(BuiltInDictionary, data.chopped(3)).error().code, ErrorCode::WorkspaceDamaged);
}

void tst_Compression::aMissingDictionaryIsNoticed() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    Compressor compressor(builtInDictionary());
    Decompressor decompressor(connection);
    const auto expanded = decompressor.expand(77, must(compressor.compress("hello")).toByteArray());
    QVERIFY(!expanded);
    QCOMPARE(expanded.error().code, ErrorCode::WorkspaceDamaged);
}

void tst_Compression::buffersShrinkAfterALargeOne() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    Compressor compressor({});
    Decompressor decompressor(connection);
    const QByteArray large(10 * 1024 * 1024, 'x');
    QCOMPARE(must(decompressor.expand(0, must(compressor.compress(large)))).size(), large.size());
    QVERIFY(compressor.bufferSize() > large.size());
    QCOMPARE(must(decompressor.expand(0, must(compressor.compress("small")))).toByteArray(), QByteArray("small"));
    QVERIFY(compressor.bufferSize() < 2 * 1024 * 1024);
    QVERIFY(decompressor.bufferSize() < 2 * 1024 * 1024);
}

QTEST_GUILESS_MAIN(tst_Compression)
#include "tst_compression.moc"
