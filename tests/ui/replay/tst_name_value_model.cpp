#include "tests/ui/theme_fixture.h"
#include "ui/replay/name_value_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::ui;

class NameValueModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairsAreEditedAddedAndRemoved() {
        const ThemeFixture f;
        NameValueModel model(f.theme, u"Parameter"_s);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy edited(&model, &NameValueModel::edited);
        model.setParameters({{"a", "1", false}, {"b", "2", false}});
        QCOMPARE(edited.count(), 0);
        QVERIFY(model.setData(model.index(0, 1), u"é"_s, Qt::EditRole));
        QVERIFY(model.setData(model.index(1, 0), u"c"_s, Qt::EditRole));
        const int row = model.append();
        QCOMPARE(row, 2);
        QCOMPARE(model.parameters(), (http::Parameters{{"a", "é", false}, {"c", "2", false}}));
        QVERIFY(model.setData(model.index(row, 0), u"d"_s, Qt::EditRole));
        QCOMPARE(model.parameters().size(), std::size_t(3));
        model.remove(0);
        model.remove(7);
        QCOMPARE(model.parameters(), (http::Parameters{{"c", "2", false}, {"d", "", false}}));
        QCOMPARE(edited.count(), 5);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Parameter"_s);
    }
    void bytesThatAreNoTextStayUntilTheyAreEdited() {
        const ThemeFixture f;
        NameValueModel model(f.theme, u"Header"_s);
        model.setHeaders({{"A", "\xff"}});
        const QModelIndex value = model.index(0, 1);
        QVERIFY(model.setData(value, value.data(Qt::EditRole), Qt::EditRole));
        QCOMPARE(model.headers(), (std::vector<http::HeaderField>{{"A", "\xff"}}));
        QVERIFY(model.setData(value, u"x"_s, Qt::EditRole));
        QCOMPARE(model.headers(), (std::vector<http::HeaderField>{{"A", "x"}}));
        QCOMPARE(value.data(Qt::AccessibleDescriptionRole).toString(), u"changed"_s);
    }
};

QTEST_MAIN(NameValueModelTest)
#include "tst_name_value_model.moc"
