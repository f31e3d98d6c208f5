#include "tests/core/session/app_server.h"
#include "tests/ui/session_fixture.h"
#include "ui/forward/undelivered_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestUndeliveredModel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatRestsIsListedFilteredAndGone() {
        SessionFixture fixture;
        QVERIFY(fixture.listen());
        test::AppServer app;
        app.reply = [](const test::AppServer::Received &) { return test::AppServer::Reply{404, {}, {}}; };
        deliver::Route route;
        route.id = u"r"_s;
        route.name = u"App"_s;
        route.target = app.url();
        fixture.session.delivering().setRoutes({route});
        UndeliveredModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSession(&fixture.session);
        const EventId first = fixture.send("sms.inbound");
        const EventId second = fixture.send("voice.inbound");
        QVERIFY(first > 0 && second > 0);
        QTRY_COMPARE(model.rowCount(), 2);
        QTRY_COMPARE(model.total(), 2);
        QCOMPARE(model.index(0).data(UndeliveredModel::EventRole).toLongLong(), second);
        QCOMPARE(model.index(1).data(UndeliveredModel::EventRole).toLongLong(), first);
        QCOMPARE(model.index(0).data(UndeliveredModel::WhyRole).toString().first(12), u"answered 404"_s);
        QCOMPARE(model.index(0).data(UndeliveredModel::RouteRole).toString(), u"App"_s);

        model.setFilter(filter::parse(u"kind:sms"_s, 0).expression);
        QTRY_COMPARE(model.rowCount(), 1);
        QTRY_COMPARE(model.total(), 2);
        QVERIFY(model.isFiltered());
        fixture.session.delivering().discard({model.index(0).data(UndeliveredModel::IdRole).toLongLong()});
        QTRY_COMPARE(model.rowCount(), 0);
        QTRY_COMPARE(model.total(), 1);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 1);
        fixture.session.delivering().setRoutes({});
        QCOMPARE(model.index(0).data(UndeliveredModel::RouteRole).toString(), u"a route that is gone"_s);
        model.setSession(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestUndeliveredModel)
#include "tst_undelivered_model.moc"
