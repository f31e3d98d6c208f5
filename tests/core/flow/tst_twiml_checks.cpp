#include "core/flow/twiml_checks.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;

namespace {

const QByteArray Right = "<Response><Say>Hi</Say></Response>";
const QByteArray Wrong = "<Response><Sya>Hi</Sya></Response>"; // 12200

twiml::CheckContext voice() {
    twiml::CheckContext context;
    context.product = twiml::Product::Voice;
    context.contentType = "text/xml";
    return context;
}

} // namespace

class TestTwimlChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersComeOnThisThreadAndAreRemembered();
    void sameBodyIsCheckedOnceForAllWhoAsk();
    void contextIsPartOfTheQuestion();
    void manyBodiesAreAllAnswered();
    void finishingGivesTheAnswersAtOnce();
    void nothingComesAfterTheEnd();
};

void TestTwimlChecks::answersComeOnThisThreadAndAreRemembered() {
    TwimlChecks checks;
    QVERIFY(!checks.known(Wrong, voice()));
    std::vector<bool> answers;
    const QThread *const here = QThread::currentThread();
    checks.ask(Wrong, voice(), [&](bool isLogged) {
        answers.push_back(isLogged);
        QCOMPARE(QThread::currentThread(), here);
    });
    QVERIFY(answers.empty());
    checks.ask(Right, voice(), [&](bool isLogged) { answers.push_back(isLogged); });
    QTRY_COMPARE(answers, (std::vector<bool>{true, false}));
    QCOMPARE(checks.known(Wrong, voice()), std::optional(true));
    QCOMPARE(checks.known(Right, voice()), std::optional(false));
    checks.ask(Wrong, voice(), [&](bool isLogged) { answers.push_back(isLogged); });
    QCOMPARE(answers.size(), std::size_t(3)); // at once
}

void TestTwimlChecks::sameBodyIsCheckedOnceForAllWhoAsk() {
    TwimlChecks checks;
    int answers = 0;
    for (int i = 0; i < 1'000; ++i)
        checks.ask(Wrong, voice(), [&](bool isLogged) { answers += isLogged ? 1 : 0; });
    QTRY_COMPARE(answers, 1'000);
}

void TestTwimlChecks::contextIsPartOfTheQuestion() {
    TwimlChecks checks;
    twiml::CheckContext messaging = voice();
    messaging.product = twiml::Product::Messaging;
    twiml::CheckContext json = voice();
    json.contentType = "application/json";
    std::vector<bool> answers;
    checks.ask(Right, voice(), [&](bool isLogged) { answers.push_back(isLogged); });
    checks.ask(Right, messaging, [&](bool isLogged) { answers.push_back(isLogged); }); // no Say in a message
    checks.ask(Right, json, [&](bool isLogged) { answers.push_back(isLogged); });      // 12300
    QTRY_COMPARE(answers, (std::vector<bool>{false, true, true}));
}

void TestTwimlChecks::manyBodiesAreAllAnswered() {
    TwimlChecks checks;
    const int count = int(TwimlChecks::LongestQueue) + 1'000;
    int answers = 0;
    for (int i = 0; i < count; ++i)
        checks.ask("<Response><Say>" + QByteArray::number(i) + "</Say></Response>", voice(),
            [&](bool isLogged) { answers += isLogged ? 0 : 1; });
    QTRY_COMPARE_WITH_TIMEOUT(answers, count, 60'000);
}

void TestTwimlChecks::finishingGivesTheAnswersAtOnce() {
    TwimlChecks checks;
    int answers = 0;
    for (int i = 0; i < 100; ++i)
        checks.ask("<Response><Sya>" + QByteArray::number(i) + "</Sya></Response>", voice(),
            [&](bool isLogged) { answers += isLogged ? 1 : 0; });
    checks.finish(std::chrono::seconds(60));
    QCOMPARE(answers, 100);
    checks.finish(std::chrono::seconds(60));
    QCOMPARE(answers, 100);
}

void TestTwimlChecks::nothingComesAfterTheEnd() {
    int answers = 0;
    {
        TwimlChecks checks;
        for (int i = 0; i < 100; ++i)
            checks.ask(Wrong + QByteArray::number(i), voice(), [&](bool) { ++answers; });
    }
    QCoreApplication::processEvents();
    QCOMPARE(answers, 0);
}

QTEST_GUILESS_MAIN(TestTwimlChecks)
#include "tst_twiml_checks.moc"
