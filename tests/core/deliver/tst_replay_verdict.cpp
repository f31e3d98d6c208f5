#include "core/deliver/replay_verdict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::deliver;

namespace {

http::Response answer(
    int status, const QByteArray &body, const QByteArray &type = "text/xml", std::vector<http::HeaderField> more = {}) {
    more.insert(more.begin(), {"Content-Type", type});
    return {status, more, body};
}

} // namespace

class ReplayVerdictTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAreJudged_data() {
        QTest::addColumn<http::Response>("before");
        QTest::addColumn<http::Response>("after");
        QTest::addColumn<ReplayVerdict>("verdict");
        using V = ReplayVerdict;
        const auto say = [](const QByteArray &text) {
            return answer(200, "<Response><Say>" + text + "</Say></Response>");
        };
        QTest::newRow("equal") << say("Hi") << say("Hi") << V::Same;
        QTest::newRow("blanks and quotes of XML do not count")
            << answer(200, "<Response><Play loop='2' digits=\"1\">x</Play></Response>")
            << answer(
                   200, "<?xml version=\"1.0\"?>\n<Response>\n  <Play digits=\"1\" loop=\"2\">x</Play>\n</Response>\n")
            << V::Same;
        QTest::newRow("the charset's spelling does not count")
            << answer(200, "<Response/>", "text/xml; charset=utf-8")
            << answer(200, "<Response/>", "text/xml;charset=UTF-8") << V::Same;
        QTest::newRow("UTF-8 need not be said") << answer(200, "<Response/>", "text/xml; charset=\"utf-8\"")
                                                << answer(200, "<Response/>", "text/xml") << V::Same;
        QTest::newRow("another charset counts") << answer(200, "<Response/>", "text/xml; charset=latin1")
                                                << answer(200, "<Response/>", "text/xml") << V::Changed;
        QTest::newRow("other words") << say("Hi") << say("Bye") << V::Changed;
        QTest::newRow("other order") << answer(200, "<Response><Say/><Play/></Response>")
                                     << answer(200, "<Response><Play/><Say/></Response>") << V::Changed;
        QTest::newRow("another success") << answer(204, {}) << answer(200, {}) << V::Changed;
        QTest::newRow("another type") << answer(200, "a", "text/plain") << answer(200, "a", "text/html") << V::Changed;
        QTest::newRow("JSON in another order")
            << answer(200, "{\"a\":1,\"b\":[1,2]}", "application/json")
            << answer(200, "{ \"b\": [1, 2], \"a\": 1 }", "application/json") << V::Same;
        QTest::newRow("JSON of another value") << answer(200, "{\"a\":1}", "application/json")
                                               << answer(200, "{\"a\":2}", "application/json") << V::Changed;
        QTest::newRow("a date does not count")
            << answer(200, {}, "a/b", {{"Date", "1"}}) << answer(200, {}, "a/b", {{"Date", "2"}}) << V::Same;
        QTest::newRow("the app's own header counts")
            << answer(200, {}, "a/b", {{"X-A", "1"}}) << answer(200, {}, "a/b", {{"X-A", "2"}}) << V::Changed;
        QTest::newRow("a header that is gone counts")
            << answer(200, {}, "a/b", {{"X-A", "1"}}) << answer(200, {}, "a/b") << V::Changed;
        QTest::newRow("a header that came does not")
            << answer(200, {}, "a/b") << answer(200, {}, "a/b", {{"X-A", "1"}}) << V::Same;
        QTest::newRow("a way to elsewhere does")
            << answer(302, {}, "a/b") << answer(302, {}, "a/b", {{"Location", "/x"}}) << V::Changed;
        QTest::newRow("an error that is gone") << answer(500, "oops", "text/html") << say("Hi") << V::Fixed;
        QTest::newRow("an error that came") << say("Hi") << answer(500, "oops", "text/html") << V::Regressed;
        QTest::newRow("TwiML that broke") << say("Hi") << answer(200, "<Response><Say>") << V::Regressed;
        QTest::newRow("TwiML that is whole again") << answer(200, "<Response>") << say("Hi") << V::Fixed;
        QTest::newRow("the same error") << answer(404, "no") << answer(404, "no") << V::Same;
        QTest::newRow("another error") << answer(404, "no") << answer(500, "no") << V::Changed;
        QTest::newRow("nothing before") << http::Response{0, {}, {}} << say("Hi") << V::New;
    }
    void answersAreJudged() {
        QFETCH(http::Response, before);
        QFETCH(http::Response, after);
        QTEST(compareAnswers(before, after, {}).verdict, "verdict");
    }
    void whatIsIgnoredDoesNotCount() {
        const auto ignored = VolatileParts::parse({u"attribute:Dial.action"_s, u"text:[0-9]+"_s});
        const auto before = answer(200, "<Response><Dial action='/a'>1</Dial></Response>");
        const auto after = answer(200, "<Response><Dial action='/b'>22</Dial></Response>");
        QCOMPARE(compareAnswers(before, after, *ignored).verdict, ReplayVerdict::Same);
        QCOMPARE(compareAnswers(before, after, {}).verdict, ReplayVerdict::Changed);
    }
    void differencesAreToldInOneLineEach() {
        const auto before = answer(200, "<Response><Say>Hi</Say></Response>");
        const auto after = answer(500, "<Response><Say>a\nb</Say></Response>");
        const AnswerComparison comparison = compareAnswers(before, after, {});
        QCOMPARE(differencesIn(comparison.lines), (QStringList{u"status: 200 → 500"_s, u"Say Hi → Say a⏎b"_s}));
        QCOMPARE(differencesIn(comparison.lines, 1), (QStringList{u"status: 200 → 500"_s, u"…"_s}));
    }
    void namesAreThoseOfTheCommandLine() {
        QByteArrayList names;
        for (int i = 0; i < ReplayVerdictCount; ++i)
            names.append(replayVerdictName(ReplayVerdict(i)));
        QCOMPARE(names, (QByteArrayList{"same", "changed", "fixed", "regressed", "failed", "new"}));
    }
    void aRedirectIsGood() {
        QVERIFY(isGoodAnswer({302, {}, {}}));
        QVERIFY(!isGoodAnswer({0, {}, {}}));
        QVERIFY(!isGoodAnswer({199, {}, {}}));
    }
};

QTEST_GUILESS_MAIN(ReplayVerdictTest)
#include "tst_replay_verdict.moc"
