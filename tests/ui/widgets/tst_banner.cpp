#include "tests/ui/theme_fixture.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestBanner final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isHiddenWhileThereIsNothingToSay() {
        Banner banner(m_fixture.theme);
        QVERIFY(banner.isHidden());
        banner.showMessage(Banner::Tone::Problem, u"The disk is full"_s);
        QVERIFY(!banner.isHidden());
        QCOMPARE(banner.accessibleName(), u"The disk is full"_s);
        banner.clear();
        QVERIFY(banner.isHidden());
        QVERIFY(banner.text().isEmpty());
    }

    void hasAButtonOnlyForAnAction() {
        Banner banner(m_fixture.theme);
        auto *button = banner.findChild<QPushButton *>();
        banner.showMessage(Banner::Tone::Info, u"x"_s);
        QVERIFY(button->isHidden());
        banner.showMessage(Banner::Tone::Warning, u"x"_s, u"Retry"_s);
        QVERIFY(!button->isHidden());
        QSignalSpy spy(&banner, &Banner::actionTriggered);
        button->click();
        QCOMPARE(spy.size(), 1);
    }

    void textIsNeverMarkup() {
        Banner banner(m_fixture.theme);
        banner.showMessage(Banner::Tone::Problem, u"<a href='file:///x'>open</a>"_s);
        for (const auto *label : banner.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

private:
    ThemeFixture m_fixture;
};

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
