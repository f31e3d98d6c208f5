#include "core/exchange/formats.h"
#include "tests/ui/session_fixture.h"
#include "ui/share/change_model.h"
#include "ui/share/share_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;

class ShareDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsSafeUntilSomebodySaysOtherwise();
    void thePreviewShowsWhatWouldChange();
    void theChoicesFollowWhatThereIs();
};

void ShareDialogTest::itIsSafeUntilSomebodySaysOtherwise() {
    SessionFixture f;
    QVERIFY(f.listen());
    ShareDialog dialog(f.session, f.theme, {{1}, {}, 0, 1});
    QVERIFY(dialog.options().redaction);
    QCOMPARE(QByteArray(dialog.options().format->name), QByteArray("offhook"));
    const auto boxes = dialog.findChildren<QCheckBox *>();
    QCOMPARE(boxes.size(), 1 + exchange::CategoryCount);
    boxes[1]->setChecked(false); // numbers stay
    QVERIFY(dialog.options().redaction->kept[0]);
    boxes[0]->setChecked(false);
    QVERIFY(!dialog.options().redaction);
    QVERIFY(!boxes[1]->isEnabled());
}

void ShareDialogTest::thePreviewShowsWhatWouldChange() {
    SessionFixture f;
    QVERIFY(f.listen());
    const EventId id = f.send("sms.inbound");
    QVERIFY(id != 0);
    ShareDialog dialog(f.session, f.theme, {{id}, {}, 0, 1});
    dialog.show();
    const QAbstractItemModel *model = dialog.findChild<QTableView *>()->model();
    QTRY_VERIFY(model->rowCount() > 5);
    QStringList originals;
    for (int row = 0; row < model->rowCount(); ++row) {
        originals.append(model->index(row, 1).data().toString());
        QVERIFY(model->index(row, 2).data().toString() != originals.constLast());
    }
    QVERIFY(originals.contains(QStringLiteral("+15555550100")));
    dialog.findChildren<QCheckBox *>().constFirst()->setChecked(false);
    QCOMPARE(model->rowCount(), 0);
}

void ShareDialogTest::theChoicesFollowWhatThereIs() {
    SessionFixture f;
    QVERIFY(f.listen());
    ShareDialog whole(f.session, f.theme, {{}, {}, 0, 7});
    QCOMPARE(whole.findChild<QComboBox *>()->count(), 1);
    QVERIFY(whole.selection().ids.empty());
    const filter::ParseResult parsed = filter::parse(QStringLiteral("kind:sms"), 0);
    ShareDialog all(f.session, f.theme, {{3, 4}, parsed.expression, 5, 7});
    auto *which = all.findChild<QComboBox *>();
    QCOMPARE(which->count(), 3);
    QCOMPARE(all.selection().ids, (std::vector<EventId>{3, 4}));
    which->setCurrentIndex(1);
    QVERIFY(all.selection().ids.empty() && !all.selection().filter.isEmpty());
    which->setCurrentIndex(2);
    QVERIFY(all.selection().ids.empty() && all.selection().filter.isEmpty());
}

QTEST_MAIN(ShareDialogTest)
#include "tst_share_dialog.moc"
