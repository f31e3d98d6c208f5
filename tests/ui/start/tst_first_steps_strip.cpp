#include "tests/ui/start/signed_request.h"
#include "ui/start/first_steps_strip.h"
#include "ui/widgets/plain_label.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestFirstStepsStrip final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreTickedAndTheEndIsSaid() {
        SessionFixture fixture;
        QVERIFY(fixture.listen());
        FirstSteps steps(fixture.session);
        steps.follow();
        FirstStepsStrip strip(fixture.theme);
        strip.show();
        steps.setSkipped(FirstSteps::Step::Tunnel, true);
        QVERIFY(addKey(fixture.keys, OwnAccount, OwnToken));
        strip.showSteps(steps);
        QCOMPARE(words(strip), QStringList({u"First steps"_s, u"✓ Key"_s, u"– Tunnel"_s, u"○ Number"_s}));
        QCOMPARE(sendSigned(fixture.session.listener().url(), "sms.inbound", OwnAccount, OwnToken), 200);
        QTRY_VERIFY(steps.arrival().has_value());
        strip.showSteps(steps);
        QCOMPARE(words(strip).size(), 2);
        QVERIFY(strip.text()->text().startsWith(u"✓ Arrived: Inbound SMS"));
    }

    void goesOnAndGoesAway() {
        ThemeFixture fixture;
        FirstStepsStrip strip(fixture.theme);
        QSignalSpy further(&strip, &FirstStepsStrip::continueAsked);
        QSignalSpy dismissed(&strip, &FirstStepsStrip::dismissed);
        strip.findChild<QPushButton *>()->click();
        strip.findChild<QToolButton *>()->click();
        QCOMPARE(further.size(), 1);
        QCOMPARE(dismissed.size(), 1);
    }

private:
    static QStringList words(const FirstStepsStrip &strip) {
        QStringList words;
        for (const auto *label : strip.findChildren<QLabel *>()) {
            if (label->isVisible())
                words.append(label->text());
        }
        return words;
    }
};

QTEST_MAIN(TestFirstStepsStrip)
#include "tst_first_steps_strip.moc"
