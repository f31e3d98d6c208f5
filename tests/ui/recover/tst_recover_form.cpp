#include "tests/ui/theme_fixture.h"
#include "ui/recover/recover_form.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr WallTime Hour = 3600LL * 1'000'000;

struct FixedClock final : Clock {
    [[nodiscard]] WallTime wall() const override { return now; }
    [[nodiscard]] MonotonicTime monotonic() const override { return {}; }
    WallTime now = 1'790'000'040'000'000;
};

QComboBox *combo(RecoverForm &form, const QString &name) {
    for (QComboBox *box : form.findChildren<QComboBox *>()) {
        if (box->accessibleName() == name)
            return box;
    }
    return nullptr;
}

} // namespace

class RecoverFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastDayIsOfferedFirst() {
        FixedClock clock;
        RecoverForm form(nullptr, clock);
        QCOMPARE(form.window().since, clock.now - 24 * Hour);
        QCOMPARE(form.window().until, clock.now);
        clock.now += Hour; // a span ends now, whenever that is
        QCOMPARE(form.window().until, clock.now);
        QVERIFY(form.check());
    }
    void bothEndsCanBeChosen() {
        FixedClock clock;
        RecoverForm form(nullptr, clock);
        QComboBox *span = combo(form, u"Window of time"_s);
        QVERIFY(span);
        const auto edits = form.findChildren<QDateTimeEdit *>();
        QCOMPARE(edits.size(), 2);
        QVERIFY(!edits[0]->isEnabled());
        span->setCurrentIndex(span->count() - 1);
        QVERIFY(edits[0]->isEnabled() && edits[1]->isEnabled());
        edits[0]->setDateTime(QDateTime::fromMSecsSinceEpoch((clock.now - 2 * Hour) / 1000));
        edits[1]->setDateTime(QDateTime::fromMSecsSinceEpoch((clock.now - Hour) / 1000));
        QCOMPARE(form.window().since, clock.now - 2 * Hour);
        QCOMPARE(form.window().until, clock.now - Hour);
        edits[1]->setDateTime(edits[0]->dateTime());
        QVERIFY(!form.check());
    }
    void theAccountStaysChosen() {
        RecoverForm form;
        QVERIFY(form.account().isEmpty());
        QSignalSpy changed(&form, &RecoverForm::changed);
        form.setAccounts({{"AC1", "AC1", u"one"_s}, {"AC2", "SK2", {}}});
        QVERIFY(!changed.isEmpty());
        QCOMPARE(form.account(), QByteArray("AC1"));
        combo(form, u"Account"_s)->setCurrentIndex(1);
        form.setAccounts({{"AC0", {}, {}}, {"AC1", {}, {}}, {"AC2", {}, {}}});
        QCOMPARE(form.account(), QByteArray("AC2"));
        form.setAccounts({});
        QVERIFY(form.account().isEmpty());
    }
};

QTEST_MAIN(RecoverFormTest)
#include "tst_recover_form.moc"
