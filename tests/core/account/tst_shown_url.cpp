#include "core/account/shown_url.h"

#include <QtTest>

using namespace offhook;
using namespace Qt::StringLiterals;

class TestShownUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void credentialsAreNotShown_data();
    void credentialsAreNotShown();
};

void TestShownUrl::credentialsAreNotShown_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &url, const QString &expected) {
        QTest::newRow(name) << url << expected;
    };
    row("plain", u"https://a.test/x?y=z#rt=1"_s, u"https://a.test/x?y=z#rt=1"_s);
    row("nothing", u""_s, u""_s);
    row("user and password", u"https://me:secret@a.test/x"_s, u"https://\u2026@a.test/x"_s);
    row("a token as user", u"https://secret@a.test"_s, u"https://\u2026@a.test"_s);
    row("an @ in the password", u"https://me:se@cret@a.test/"_s, u"https://\u2026@a.test/"_s);
    row("an @ in the path", u"https://a.test/@me"_s, u"https://a.test/@me"_s);
    row("an @ in the query", u"https://a.test?to=me@b.test"_s, u"https://a.test?to=me@b.test"_s);
    row("an @ at the end of the host", u"https://secret@"_s, u"https://\u2026@"_s);
    row("no URL", u"me@b.test"_s, u"me@b.test"_s);
    row("a line break and a disguise", u"https://a.test/\n\u202ex"_s, u"https://a.test/\u23CE\uFFFDx"_s);
}

void TestShownUrl::credentialsAreNotShown() {
    QFETCH(const QString, url);
    QTEST(account::shownUrl(url), "expected");
}

QTEST_GUILESS_MAIN(TestShownUrl)
#include "tst_shown_url.moc"
