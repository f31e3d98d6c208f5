#include "tests/ui/theme_fixture.h"
#include "ui/widgets/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestEmptyState final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsOnlyWhileListening() {
        EmptyState state(m_fixture.theme);
        QSignalSpy spy(&state, &EmptyState::sendTestAsked);
        QPushButton *send = button(state, u"Send"_s);
        QVERIFY(!send->isEnabled());
        state.setListenerUrl(u"http://127.0.0.1:8945"_s);
        send->click();
        QCOMPARE(spy.size(), 1);
    }

    void everyButtonAsksForItsStep() {
        EmptyState state(m_fixture.theme);
        state.setListenerUrl(u"http://127.0.0.1:8945"_s);
        QSignalSpy key(&state, &EmptyState::addKeyAsked);
        QSignalSpy url(&state, &EmptyState::setPublicUrlAsked);
        QSignalSpy copied(&state, &EmptyState::copyUrlAsked);
        button(state, u"Add key"_s)->click();
        button(state, u"Tunnel"_s)->click();
        state.findChild<QToolButton *>()->click();
        QCOMPARE(key.size(), 1);
        QCOMPARE(url.size(), 1);
        QCOMPARE(copied.size(), 1);
        QCOMPARE(state.findChildren<QPushButton *>().size(), 3);
    }

    // The centre at 1280 x 800 with all docks open: no text may be cut.
    void everyTextHasItsRoom_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("in the smallest centre") << QSize(700, 350);
        QTest::newRow("in a narrow one") << QSize(440, 700);
    }
    void everyTextHasItsRoom() {
        QFETCH(QSize, size);
        EmptyState state(m_fixture.theme);
        state.setListenerUrl(u"http://127.0.0.1:8945"_s);
        state.resize(size);
        state.show();
        QVERIFY(QTest::qWaitForWindowExposed(&state));
        QCoreApplication::processEvents();
        for (const auto *label : state.findChildren<QLabel *>()) {
            const int wanted = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= wanted, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                qPrintable(label->text()));
        }
    }

private:
    static QPushButton *button(QWidget &parent, const QString &text) {
        for (auto *each : parent.findChildren<QPushButton *>()) {
            if (each->text().remove(u'&').startsWith(text))
                return each;
        }
        return nullptr;
    }

    ThemeFixture m_fixture;
};

QTEST_MAIN(TestEmptyState)
#include "tst_empty_state.moc"
