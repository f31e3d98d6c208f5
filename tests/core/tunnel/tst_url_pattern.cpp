#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/url_pattern.h"

class TestUrlPattern : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAPatternTheFirstUrlThatLeadsElsewhere();
    void groupOrWholeMatch();
    void faultyPatternIsToldWithItsPlace();
};

void TestUrlPattern::withoutAPatternTheFirstUrlThatLeadsElsewhere() {
    const UrlPattern pattern{QString()};
    QCOMPARE(pattern.find("http://127.0.0.1:1 http://localhost:2 http://0.0.0.0:3 http://[::1]:4 https://a.example"),
        QByteArray("https://a.example"));
    QCOMPARE(pattern.find("nothing"), QByteArray());
}

void TestUrlPattern::groupOrWholeMatch() {
    QCOMPARE(UrlPattern(u"at (\\S+)"_s).find("at http://127.0.0.1:7/"), QByteArray("http://127.0.0.1:7"));
    QCOMPARE(UrlPattern(u"\\w+\\.example"_s).find("my box.example"), QByteArray("https://box.example"));
    QCOMPARE(UrlPattern(u"at (\\S+)"_s).find("to x"), QByteArray());
}

void TestUrlPattern::faultyPatternIsToldWithItsPlace() {
    QVERIFY(UrlPattern::check(u"a(b)"_s));
    const auto faulty = UrlPattern::check(u"a(b"_s);
    QCOMPARE(faulty.error().code, ErrorCode::InvalidInput);
    QVERIFY(faulty.error().offset > 0);
}

QTEST_GUILESS_MAIN(TestUrlPattern)
#include "tst_url_pattern.moc"
