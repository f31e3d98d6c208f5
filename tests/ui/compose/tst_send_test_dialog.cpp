#include "tests/ui/session_fixture.h"
#include "ui/compose/parameters_model.h"
#include "ui/compose/send_test_dialog.h"
#include "ui/compose/template_list.h"
#include "ui/detail/body_view.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestSendTestDialog final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
    }
    void cleanup() { m_fixture.reset(); }

    void everyTemplateIsListed() {
        TemplateList list(m_fixture->theme);
        QCOMPARE(list.visibleCount(), int(compose::templates().size()));
    }

    void searchFindsByTitleNameAndPath() {
        TemplateList list(m_fixture->theme);
        list.search()->setText(u"voice.inbound"_s);
        QVERIFY(list.visibleCount() >= 1);
        QVERIFY(list.current() != nullptr);
        QVERIFY(list.current()->name.startsWith("voice.inbound"));
        list.search()->setText(u"no such template"_s);
        QCOMPARE(list.visibleCount(), 0);
        QVERIFY(list.current() == nullptr);
        list.search()->clear();
        QVERIFY(list.current() != nullptr);
    }

    void onlyChangedParametersAreSet() {
        ParametersModel model(m_fixture->theme);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setParameters({{"From", "+1", false}, {"Body", "hi", false}, {"Body", "ho", false}});
        QVERIFY(model.changed().empty());
        QVERIFY(!model.setData(model.index(0, ParametersModel::Name), u"To"_s, Qt::EditRole));
        QVERIFY(model.setData(model.index(1, ParametersModel::Value), u"héllo"_s, Qt::EditRole));
        QCOMPARE(model.changed(), (http::Parameters{{"Body", "héllo", false}}));
        QVERIFY(!(model.flags(model.index(0, ParametersModel::Name)) & Qt::ItemIsEditable));
    }

    void ctrlEnterSendsThroughTheRealListener() {
        QVERIFY(m_fixture->listen());
        SendTestDialog dialog(m_fixture->session, m_fixture->theme);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.findChild<TemplateList *>()->select("sms.inbound");
        auto *table = dialog.findChild<QTableView *>();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data().toString() == u"Body")
                QVERIFY(table->model()->setData(table->model()->index(row, 1), u"from the dialog"_s));
        }
        flow::EventSummary seen;
        connect(
            m_fixture->session.events(), &store::EventStore::committed, &dialog, [&](const store::EventBatch &batch) {
                if (!batch.events.empty())
                    seen = batch.events.back();
            });
        QTest::keyClick(&dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(seen.summary, "from the dialog"_ba);
        QCOMPARE(seen.verdict, twilio::Verdict::Valid);
        auto *answer = dialog.findChild<BodyView *>(u"answer"_s);
        QTRY_VERIFY(answer->document().bytes.contains("<Response"));
        QCOMPARE(m_fixture->preferences.layout(u"send-test-template"_s), "sms.inbound"_ba);
    }

private:
    std::unique_ptr<SessionFixture> m_fixture;
};

QTEST_MAIN(TestSendTestDialog)
#include "tst_send_test_dialog.moc"
