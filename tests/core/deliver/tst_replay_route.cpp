#include "core/deliver/replay_route.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::deliver;
using namespace Qt::StringLiterals;

class TestReplayRoute : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsTargetAndCertificateAreTaken();
    void aSlashIsNoPath();
    void aTargetThatIsNoUrlIsRefused();
    void itsFormBecomesJsonAfterTheEdits();
};

namespace {

Route routeTo(const QString &target, Transform transform = Transform::None) {
    Route route;
    route.target = target;
    route.transform = transform;
    return route;
}

RequestDraft form() {
    return {"POST", "/sms", {{"content-TYPE", "application/x-www-form-urlencoded"}, {"X-A", "1"}}, "A=1&B=2"};
}

} // namespace

void TestReplayRoute::itsTargetAndCertificateAreTaken() {
    ReplayPlan plan;
    Route route = routeTo(u"https://app.example/hook?k=v"_s);
    route.certificate = u"/etc/app.pem"_s;
    QVERIFY(aimAtRoute(plan, route));
    QCOMPARE(plan.options.target.urlFor("/sms?a=1"), "https://app.example/hook?k=v&a=1");
    QCOMPARE(plan.certificate, u"/etc/app.pem"_s);
    QVERIFY(!plan.edit);
}

void TestReplayRoute::aSlashIsNoPath() {
    ReplayPlan plan;
    QVERIFY(aimAtRoute(plan, routeTo(u"http://127.0.0.1:3000/"_s)));
    QCOMPARE(plan.options.target.urlFor("/sms"), "http://127.0.0.1:3000/sms");
}

void TestReplayRoute::aTargetThatIsNoUrlIsRefused() {
    ReplayPlan plan;
    const Result<void> done = aimAtRoute(plan, routeTo(u"nowhere"_s));
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::InvalidInput);
}

void TestReplayRoute::itsFormBecomesJsonAfterTheEdits() {
    ReplayPlan plan;
    plan.edit = [](RequestDraft &draft) { return setParameter(draft, "B", "3"); };
    QVERIFY(aimAtRoute(plan, routeTo(u"http://app"_s, Transform::FormJson)));
    RequestDraft draft = form();
    QVERIFY(plan.edit(draft));
    QCOMPARE(draft.body, R"({"A":"1","B":"3"})");
    QCOMPARE(headerOf(draft, "Content-Type"), "application/json");
    QCOMPARE(headerOf(draft, "X-A"), "1");
    RequestDraft noForm{"GET", "/sms?A=1", {}, {}};
    plan.edit = {};
    QVERIFY(aimAtRoute(plan, routeTo(u"http://app"_s, Transform::FormJson)));
    QVERIFY(plan.edit(noForm));
    QVERIFY(noForm.body.isEmpty());
}

QTEST_GUILESS_MAIN(TestReplayRoute)
#include "tst_replay_route.moc"
