#include "core/account/paging.h"

#include <QJsonDocument>
#include <QtTest>

using namespace offhook;
using namespace Qt::StringLiterals;

class TestPaging : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linkOfEitherEnvelope_data();
    void linkOfEitherEnvelope();
};

// The two envelopes of Twilio's OpenAPI description: twilio_api_v2010 and twilio_messaging_v1.
void TestPaging::linkOfEitherEnvelope_data() {
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("next");
    const auto row = [](const char *name, const char *page, const char *next) {
        QTest::newRow(name) << QByteArray(page) << QString::fromLatin1(next);
    };
    row("2010: a path", R"({"next_page_uri":"/2010-04-01/Accounts/AC1/Calls.json?Page=1&PageToken=PACA1"})",
        "https://api.example.test/2010-04-01/Accounts/AC1/Calls.json?Page=1&PageToken=PACA1");
    row("2010: the last page", R"({"next_page_uri":null,"page":3})", "");
    row("newer: a URL", R"({"meta":{"next_page_url":"https://api.example.test/v1/Services?Page=1&PageToken=P"}})",
        "https://api.example.test/v1/Services?Page=1&PageToken=P");
    row("newer: the last page", R"({"meta":{"next_page_url":null}})", "");
    row("no envelope", "{}", "");
    row("another host", R"({"meta":{"next_page_url":"https://evil.example/v1/Services"}})", "refused");
    row("another port", R"({"meta":{"next_page_url":"https://api.example.test:8443/v1"}})", "refused");
    row("without TLS", R"({"meta":{"next_page_url":"http://api.example.test/v1"}})", "refused");
    row("another host in a path", R"({"next_page_uri":"//evil.example/2010-04-01"})", "refused");
    row("a user name", R"({"meta":{"next_page_url":"https://a:b@api.example.test/v1"}})", "refused");
}

void TestPaging::linkOfEitherEnvelope() {
    QFETCH(const QByteArray, page);
    const Result<QUrl> next = account::nextPage(
        QUrl(u"https://api.example.test/2010-04-01/x.json"_s), QJsonDocument::fromJson(page).object());
    QTEST(next ? next->toString() : u"refused"_s, "next");
}

QTEST_GUILESS_MAIN(TestPaging)
#include "tst_paging.moc"
