#include "core/twilio/error_codes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QtTest>

using namespace offhook::twilio;
using namespace Qt::StringLiterals;

class TestErrorCodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Titles and levels as twilio.com/docs/api/errors lists them.
    void codes_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("warning");
        QTest::newRow("no document") << 11200 << u"HTTP retrieval failure"_s << false;
        QTest::newRow("not well-formed") << 12100 << u"Document parse failure"_s << false;
        QTest::newRow("unknown verb") << 12200 << u"Schema validation warning"_s << true;
        QTest::newRow("bad attribute") << 13310 << u"Gather: Invalid finishOnKey value"_s << true;
        QTest::newRow("number unknown") << 30005 << u"Unknown destination handset"_s << false;
        QTest::newRow("unsubscribed") << 21610 << u"Attempt to send to unsubscribed recipient"_s << false;
    }
    void codes() {
        QFETCH(int, code);
        QFETCH(QString, title);
        QFETCH(bool, warning);
        const auto info = errorInfo(code);
        QVERIFY(info);
        QCOMPARE(info->title, title);
        QCOMPARE(info->isWarning, warning);
        QVERIFY(!info->cure.isEmpty());
        QCOMPARE(errorInfo(QByteArray::number(code))->code, code);
        QVERIFY(errorUrl(code).endsWith(u'/' + QString::number(code)));
    }

    void whatIsNoCodeIsUnknown() {
        QVERIFY(!errorInfo(0));
        QVERIFY(!errorInfo(99999));
        QVERIFY(!errorInfo("abc"));
        QVERIFY(!errorInfo(""));
        QVERIFY(!errorInfo("11200; DROP"));
    }

    void everyEntryIsWhole() {
        QFile file(u":/twilio/error_codes.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray codes = QJsonDocument::fromJson(file.readAll())[u"codes"_s].toArray();
        QVERIFY(codes.size() > 400);
        QSet<int> seen;
        for (const QJsonValue entry : codes) {
            const int code = entry[u"code"_s].toInt();
            QVERIFY2(code >= 10'000 && code <= 99'999 && !seen.contains(code), qPrintable(QString::number(code)));
            seen.insert(code);
            QVERIFY(!errorInfo(code)->title.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestErrorCodes)
#include "tst_error_codes.moc"
