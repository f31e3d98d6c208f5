#include "tests/ui/sample_events.h"
#include "tests/ui/session_fixture.h"
#include "ui/detail/body_view.h"
#include "ui/detail/detail_pane.h"
#include "ui/detail/fields_pane.h"
#include "ui/detail/signature_pane.h"
#include "ui/detail/underline_tab_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestDetailPane final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->listen());
        m_pane = std::make_unique<DetailPane>(m_fixture->theme);
        m_pane->resize(1000, 360);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() {
        m_pane.reset();
        m_fixture.reset();
    }

    void aRealEventFillsItsTabs() {
        m_pane->setSession(&m_fixture->session);
        m_pane->setEvent(m_fixture->send("sms.inbound"));
        QTRY_VERIFY(m_pane->currentEvent() != nullptr);
        auto *fields = m_pane->findChild<FieldsPane *>();
        QVERIFY(fields->model()->rowCount() > 10);
        QCOMPARE(m_pane->currentEvent()->verification.verdict, twilio::Verdict::Valid);
        m_pane->setTab(1);
        QCOMPARE(m_pane->tab(), 1);
        // What the tab shows is what the signature was computed over: signing it again must give the header.
        const QByteArray signedString = m_pane->findChild<SignaturePane *>()->signedString()->document().bytes;
        QVERIFY(signedString.startsWith(m_pane->currentEvent()->verification.matchedUrl));
        m_pane->setEvent(0);
        QVERIFY(m_pane->currentEvent() == nullptr);
    }

    void anAnswerToAnOlderSelectionIsDropped() {
        const EventId first = m_fixture->send("sms.inbound");
        const EventId second = m_fixture->send("voice.inbound");
        m_pane->setSession(&m_fixture->session);
        m_pane->setEvent(first);
        m_pane->setEvent(second);
        QTRY_VERIFY(m_pane->currentEvent() != nullptr);
        QCOMPARE(m_pane->currentEvent()->id, second);
    }

    void aNoteIsKeptByEnterAndTakenBackByEsc() {
        const EventId id = m_fixture->send("sms.inbound");
        m_pane->setSession(&m_fixture->session);
        m_pane->setEvent(id);
        QTRY_VERIFY(m_pane->currentEvent() != nullptr);
        auto *line = m_pane->findChild<QLineEdit *>();
        QVERIFY(!line->isVisible());
        m_pane->editNote();
        QVERIFY(line->isVisible());
        QTest::keyClicks(line, u"look <b>here</b>"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(m_pane->currentEvent()->note, u"look <b>here</b>"_s);
        m_pane->editNote();
        QTest::keyClicks(line, u" no"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(line->text(), u"look <b>here</b>"_s);
        QCOMPARE(m_pane->currentEvent()->note, u"look <b>here</b>"_s);
    }

    void theBookmarkMarksTheEvent() {
        const EventId id = m_fixture->send("sms.inbound");
        m_pane->setSession(&m_fixture->session);
        m_pane->setEvent(id);
        QTRY_VERIFY(m_pane->currentEvent() != nullptr);
        m_pane->findChild<QToolButton *>(u"mark"_s)->click();
        QTRY_VERIFY(m_pane->currentEvent()->flags.testFlag(flow::EventFlag::Marked));
    }

    void onlyAnInvalidSignatureHasADot() {
        auto *tabs = m_pane->findChild<UnderlineTabBar *>();
        m_pane->present(samples::invalidCall());
        QVERIFY(tabs->hasDot(1));
        m_pane->present(samples::inboundSms());
        QVERIFY(!tabs->hasDot(1));
    }

    void anUncheckedEventAsksForItsAccountsKey() {
        auto event = samples::event({"POST /sms HTTP/1.1"}, {});
        event->meaning.accountSid = "AC1";
        event->verification.reason = twilio::VerdictReason::NoKey;
        QSignalSpy spy(m_pane.get(), &DetailPane::addKeyAsked);
        m_pane->present(event);
        m_pane->setTab(1);
        auto *signature = m_pane->findChild<SignaturePane *>();
        for (auto *button : signature->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().startsWith(u"Add"))
                button->click();
        }
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].toByteArray(), "AC1"_ba);
    }

    void noLabelGuessesAFormat() {
        m_pane->present(samples::oddForm());
        for (int tab = 0; tab < 4; ++tab)
            m_pane->setTab(tab);
        for (const auto *label : m_pane->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void everyControlHasAName() {
        m_pane->present(samples::inboundSms());
        for (const auto *button : m_pane->findChildren<QAbstractButton *>())
            QVERIFY2(button->isHidden() || !button->accessibleName().isEmpty() || !button->text().isEmpty(),
                button->metaObject()->className());
    }

private:
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<DetailPane> m_pane;
};

QTEST_MAIN(TestDetailPane)
#include "tst_detail_pane.moc"
