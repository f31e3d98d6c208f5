#include "core/twilio/framework_advice.h"

#include <QSet>
#include <QTest>

using namespace offhook::twilio;

class TestFrameworkAdvice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFrameworksAreThere() {
        QStringList names;
        for (const Framework &framework : frameworks())
            names.append(framework.name);
        QCOMPARE(names,
            QStringLiteral("Express,Flask,Django,FastAPI,Rails,Laravel,PHP,Spring,ASP.NET,Go net/http").split(u','));
    }

    void everyCauseThatAnAppCanMeetHasLines() {
        for (int i = 0; i < CauseCount; ++i) {
            const Cause cause{std::uint8_t(i)};
            for (const Framework &framework : frameworks()) {
                const bool none = cause == Cause::HeaderDamaged ||
                                  (cause == Cause::WebSocket && (framework.id == "laravel" || framework.id == "php"));
                const std::vector<Advice> advice = adviceFor(framework.id, {cause});
                QVERIFY2(
                    advice.empty() == none, qPrintable(framework.name + u' ' + QString::fromLatin1(causeName(cause))));
                for (const Advice &piece : advice)
                    QVERIFY(!piece.title.isEmpty() && !piece.code.trimmed().isEmpty());
            }
        }
    }

    void causesOfOneTopicGiveItOnce() {
        QCOMPARE(adviceFor("express", {Cause::Scheme, Cause::Port}).size(), std::size_t(1));
        QCOMPARE(adviceFor("express", {Cause::Trimmed, Cause::Scheme}).size(), std::size_t(2));
        QVERIFY(adviceFor("express", {Cause::Trimmed, Cause::Scheme}).front().code.contains(u"urlencoded"));
    }

    void anotherFrameworkHasNone() {
        QVERIFY(adviceFor("cobol", {Cause::Scheme}).empty());
        QVERIFY(adviceFor("express", {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestFrameworkAdvice)
#include "tst_framework_advice.moc"
