#include "tests/ui/numbers/sample_inventory.h"
#include "tests/ui/theme_fixture.h"
#include "ui/numbers/numbers_view.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestNumbersView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<NumbersModel>(m_fixture.theme);
        m_model->setInventory(sampleInventory());
        m_view = std::make_unique<NumbersView>(*m_model, m_fixture.theme);
        m_view->resize(900, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() {
        m_view.reset();
        m_model.reset();
    }

    void rowsAreInTheAccountsOrder() {
        QCOMPARE(m_view->table()->model()->index(0, 0).data().toString(), u"+1 500 555 0001"_s);
        QCOMPARE(m_view->table()->model()->index(5, 0).data().toString(), u"Alerts"_s);
    }

    void boxTicksWhatIsShownAtOnce() {
        m_view->search()->setText(u"support"_s);
        QCOMPARE(m_view->table()->model()->rowCount(), 2);
        QSignalSpy changed(m_model.get(), &NumbersModel::tickedChanged);
        m_view->all()->click();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_model->ticked().size(), 2U);
        m_view->search()->clear();
        QCOMPARE(m_view->all()->checkState(), Qt::PartiallyChecked);
        m_view->search()->setText(u"support"_s);
        QCOMPARE(m_view->all()->checkState(), Qt::Checked);
        m_view->all()->click();
        QVERIFY(m_model->ticked().empty());
    }

    void spaceTicksTheSelection() {
        m_view->table()->setFocus();
        m_view->table()->selectRow(0);
        QTest::keyClick(m_view->table(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_view->table(), Qt::Key_Space);
        QCOMPARE(m_model->ticked().size(), 2U);
        QTest::keyClick(m_view->table(), Qt::Key_Space);
        QVERIFY(m_model->ticked().empty());
    }

    void nothingIsTickedWhileLocked() {
        m_model->setLocked(true);
        m_view->all()->click();
        m_view->table()->selectRow(0);
        QTest::keyClick(m_view->table(), Qt::Key_Space);
        QVERIFY(m_model->ticked().empty());
        QCOMPARE(m_view->all()->checkState(), Qt::Unchecked);
    }

    void everythingHasAName() {
        QVERIFY(!m_view->search()->accessibleName().isEmpty());
        QVERIFY(!m_view->table()->accessibleName().isEmpty());
        QVERIFY(!m_view->all()->text().isEmpty());
    }

private:
    ThemeFixture m_fixture;
    std::unique_ptr<NumbersModel> m_model;
    std::unique_ptr<NumbersView> m_view;
};

QTEST_MAIN(TestNumbersView)
#include "tst_numbers_view.moc"
