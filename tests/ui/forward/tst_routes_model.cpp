#include "tests/core/session/app_server.h"
#include "tests/ui/session_fixture.h"
#include "ui/forward/routes_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Health = RoutesModel::Health;

class TestRoutesModel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
        m_model = std::make_unique<RoutesModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setSession(&m_fixture->session);
    }
    void cleanup() {
        m_tester.reset();
        m_model.reset();
        m_fixture.reset();
    }

    void changesAreInForceAndUndone() {
        QCOMPARE(m_model->add(named(u"App"_s)), 0);
        QCOMPARE(m_model->duplicate(0), 1);
        QCOMPARE(names(), (QStringList{u"App"_s, u"App 2"_s}));
        QVERIFY(inForce() == m_model->routes());
        m_model->remove(0);
        QCOMPARE(names(), QStringList{u"App 2"_s});
        m_model->undoStack().undo();
        QCOMPARE(names(), (QStringList{u"App"_s, u"App 2"_s}));
        QVERIFY(inForce() == m_model->routes());
        m_model->undoStack().undo();
        m_model->undoStack().undo();
        QVERIFY(inForce().empty());
    }

    void typingIsOneStepOfUndo() {
        m_model->add(named(u"App"_s));
        deliver::Route route = m_model->routes().front();
        for (const QString &target : {u"http://a"_s, u"http://ab"_s, u"http://abc"_s}) {
            route.target = target;
            m_model->edit(route, u"target"_s);
        }
        QCOMPARE(m_model->undoStack().count(), 2);
        QCOMPARE(inForce().front().target, u"http://abc"_s);
        m_model->undoStack().undo();
        QCOMPARE(inForce().front().target, u"http://127.0.0.1:1"_s);
    }

    void theSwitchIsKept() {
        m_model->add(named(u"App"_s));
        QVERIFY(m_model->setData(m_model->index(0), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!inForce().front().isEnabled);
        QCOMPARE(text(RoutesModel::HealthTextRole), u"off"_s);
        QVERIFY(!m_model->setData(m_model->index(5), Qt::Checked, Qt::CheckStateRole));
    }

    void healthAndCountsAreShown() {
        test::AppServer app;
        deliver::Route route = named(u"App"_s);
        route.target = app.url();
        m_model->add(route);
        QCOMPARE(Health(m_model->index(0).data(RoutesModel::HealthRole).toInt()), Health::Unknown);
        QVERIFY(m_fixture->listen());
        QVERIFY(m_fixture->send("sms.inbound") > 0);
        QTRY_COMPARE(text(RoutesModel::CountsRole), u"1 delivered"_s);
        QTRY_COMPARE(Health(m_model->index(0).data(RoutesModel::HealthRole).toInt()), Health::Reachable);
        QVERIFY(text(RoutesModel::HealthTextRole).startsWith(u"reachable since "_s));
        app.reply = [](const test::AppServer::Received &) { return test::AppServer::Reply{404, {}, {}}; };
        QVERIFY(m_fixture->send("sms.inbound") > 0);
        QTRY_COMPARE(text(RoutesModel::CountsRole), u"1 failed · 1 delivered"_s);
    }

    void anAppThatIsDownIsShown() {
        m_model->add(named(u"App"_s));
        QVERIFY(m_fixture->listen());
        QVERIFY(m_fixture->send("sms.inbound") > 0);
        QTRY_COMPARE(Health(m_model->index(0).data(RoutesModel::HealthRole).toInt()), Health::Unreachable);
        QVERIFY(text(RoutesModel::HealthTextRole).startsWith(u"not reachable since "_s));
        QTRY_COMPARE(text(RoutesModel::CountsRole), u"1 waiting · 0 delivered"_s);
    }

private:
    static deliver::Route named(const QString &name) {
        deliver::Route route;
        route.name = name;
        route.target = u"http://127.0.0.1:1"_s;
        return route;
    }
    [[nodiscard]] QStringList names() const {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->index(row).data().toString());
        return all;
    }
    [[nodiscard]] QString text(int role) const { return m_model->index(0).data(role).toString(); }
    [[nodiscard]] const deliver::RouteList &inForce() const { return m_fixture->session.delivering().routes(); }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<RoutesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestRoutesModel)
#include "tst_routes_model.moc"
