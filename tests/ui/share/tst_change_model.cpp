#include "ui/share/change_model.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;

class ChangeModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreReplacements() {
        ChangeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setChanges({{exchange::Category::Phone, "+14155551234", "+12015550101"},
            {exchange::Category::Text, "<b>\n", "<q>\n"}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("+14155551234"));
        QCOMPARE(model.index(0, 2).data().toString(), QStringLiteral("+12015550101"));
        QVERIFY(!model.index(1, 1).data().toString().contains(u'\n'));
        model.setChanges({});
        QCOMPARE(model.rowCount(), 0);
    }
    void everyCategoryHasItsWords() {
        QSet<QString> words;
        for (int i = 0; i < exchange::CategoryCount; ++i)
            words.insert(ChangeModel::categoryLabel(exchange::Category(i)));
        QCOMPARE(words.size(), exchange::CategoryCount);
        QVERIFY(!words.contains(QString()));
    }
};

QTEST_MAIN(ChangeModelTest)
#include "tst_change_model.moc"
