#include "tests/ui/start/signed_request.h"
#include "ui/start/first_steps_page.h"
#include "ui/start/number_step.h"
#include "ui/start/step_row.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Step = FirstSteps::Step;
using State = FirstSteps::State;

class TestFirstStepsPage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
        m_steps = std::make_unique<FirstSteps>(m_fixture->session);
        m_page = std::make_unique<FirstStepsPage>(m_fixture->theme);
        connect(m_page.get(), &FirstStepsPage::skipAsked, m_steps.get(), &FirstSteps::setSkipped);
        connect(m_steps.get(), &FirstSteps::changed, m_page.get(), [this] { m_page->showSteps(*m_steps); });
        m_page->setListenerUrl(u"http://127.0.0.1:8945"_s);
        m_page->showSteps(*m_steps);
        m_page->resize(700, 350);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() {
        m_page.reset();
        m_steps.reset();
        m_fixture.reset();
    }

    void sendsOnlyWhileListening() {
        QSignalSpy sent(m_page.get(), &FirstStepsPage::sendTestAsked);
        button(u"Send a test request"_s)->click();
        QCOMPARE(sent.size(), 1);
        m_page->setListenerUrl({});
        QVERIFY(!button(u"Send a test request"_s)->isEnabled());
    }

    void firstStepThatWaitsIsOpen() {
        QVERIFY(m_page->row(Step::Key)->isOpen());
        QVERIFY(!m_page->row(Step::Tunnel)->isOpen());
        button(u"Skip"_s)->click();
        QCOMPARE(m_page->row(Step::Key)->state(), State::Skipped);
        QVERIFY(!m_page->row(Step::Key)->isOpen());
        QVERIFY(m_page->row(Step::Tunnel)->isOpen());
    }

    void everyStepCanBeSkippedAndTakenUpAgain() {
        for (const Step step : FirstSteps::Steps) {
            button(u"Skip"_s)->click();
            QCOMPARE(m_steps->state(step), State::Skipped);
        }
        QVERIFY(!m_steps->next());
        m_page->row(Step::Tunnel)->head()->click();
        button(u"Do not skip"_s)->click();
        QCOMPARE(m_steps->state(Step::Tunnel), State::Waiting);
        QVERIFY(m_page->row(Step::Tunnel)->isOpen());
    }

    void whatTheUserOpenedStaysOpen() {
        m_page->row(Step::Number)->head()->click();
        QVERIFY(m_page->row(Step::Number)->isOpen() && !m_page->row(Step::Key)->isOpen());
        m_page->showSteps(*m_steps); // nothing new
        QVERIFY(m_page->row(Step::Number)->isOpen());
        m_page->row(Step::Number)->head()->click();
        QVERIFY(!m_page->row(Step::Number)->isOpen());
    }

    void everyButtonAsksForItsStep() {
        QSignalSpy key(m_page.get(), &FirstStepsPage::addKeyAsked);
        QSignalSpy tunnel(m_page.get(), &FirstStepsPage::tunnelAsked);
        QSignalSpy known(m_page.get(), &FirstStepsPage::publicUrlAsked);
        button(u"Add key…"_s)->click();
        m_page->row(Step::Tunnel)->head()->click();
        button(u"Start tunnel…"_s)->click();
        button(u"Public URL…"_s)->click();
        QCOMPARE(key.size() + tunnel.size() + known.size(), 3);
    }

    void urlsToPasteAreCopied() {
        m_page->row(Step::Number)->head()->click();
        auto *number = m_page->findChild<NumberStep *>();
        QVERIFY(!number->messages()->isVisible());
        m_page->setPublicUrl(u"https://4f1c-93.ngrok.app"_s);
        QVERIFY(number->messages()->isVisible());
        QCOMPARE(number->messages()->text(), u"https://4f1c-93.ngrok.app/sms"_s);
        QCOMPARE(number->calls()->text(), u"https://4f1c-93.ngrok.app/voice"_s);
        number->findChild<QToolButton *>()->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://4f1c-93.ngrok.app/sms"_s);
    }

    void arrivalIsShownAndOpened() {
        QVERIFY(m_fixture->listen());
        m_steps->follow();
        QVERIFY(button(u"Show it"_s) == nullptr);
        QCOMPARE(sendSigned(m_fixture->session.listener().url(), "voice.inbound", OwnAccount, OwnToken), 200);
        QTRY_VERIFY(button(u"Show it"_s) != nullptr);
        QSignalSpy opened(m_page.get(), &FirstStepsPage::arrivalAsked);
        button(u"Show it"_s)->click();
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<EventId>(), m_steps->arrival()->id);
    }

    void backIsOfferedWhereThereIsATable() {
        QVERIFY(button(u"Back to the events"_s) == nullptr);
        m_page->setHasEvents(true);
        QSignalSpy closed(m_page.get(), &FirstStepsPage::closeAsked);
        button(u"Back to the events"_s)->click();
        QCOMPARE(closed.size(), 1);
    }

    void everythingIsReachedWithTab() {
        m_page->setPublicUrl(u"https://4f1c-93.ngrok.app"_s);
        for (const Step step : FirstSteps::Steps) {
            if (!m_page->row(step)->isOpen())
                m_page->row(step)->head()->click();
            for (const auto *each : m_page->findChildren<QAbstractButton *>()) {
                if (!each->isVisible())
                    continue;
                QVERIFY(each->focusPolicy() & Qt::TabFocus);
                QVERIFY(!each->accessibleName().isEmpty() || !each->text().isEmpty());
            }
            const QString name = m_page->row(step)->head()->accessibleName();
            QVERIFY2(name.endsWith(u": waiting"), qPrintable(name));
        }
    }

    // The centre at 1280 x 800 with all docks open: no text may be cut.
    void everyTextHasItsRoom_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("in the smallest centre") << QSize(700, 350);
        QTest::newRow("in a narrow one") << QSize(460, 700);
    }
    void everyTextHasItsRoom() {
        QFETCH(QSize, size);
        m_page->setPublicUrl(u"https://4f1c-93.ngrok.app"_s);
        m_page->resize(size);
        for (const Step step : FirstSteps::Steps) {
            if (!m_page->row(step)->isOpen())
                m_page->row(step)->head()->click();
            QCoreApplication::processEvents();
            for (const auto *label : m_page->findChildren<QLabel *>()) {
                if (!label->isVisible())
                    continue;
                const int wanted =
                    label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
                QVERIFY2(label->height() >= wanted, qPrintable(label->text()));
                QVERIFY2(label->wordWrap() || label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                    qPrintable(label->text()));
            }
        }
    }

private:
    // The one that is on screen.
    QPushButton *button(const QString &text) const {
        for (auto *each : m_page->findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == text && each->isVisible())
                return each;
        }
        return nullptr;
    }

    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<FirstSteps> m_steps;
    std::unique_ptr<FirstStepsPage> m_page;
};

QTEST_MAIN(TestFirstStepsPage)
#include "tst_first_steps_page.moc"
