#include "tests/ui/sample_events.h"
#include "ui/detail/body_view.h"
#include "ui/detail/forwards_pane.h"
#include "ui/detail/message_pane.h"
#include "ui/widgets/plain_label.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestForwardsPane final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_pane = std::make_unique<ForwardsPane>(m_theme); }

    void withoutAttemptsItSaysSo() {
        m_pane->setEvent(samples::inboundSms());
        m_pane->show();
        QVERIFY(!list()->isVisible());
        m_pane->setEvent(nullptr);
        QVERIFY(!list()->isVisible());
    }

    void everyAttemptIsListedAndTheLastOneShown() {
        m_pane->setEvent(samples::forwarded());
        m_pane->show();
        QCOMPARE(list()->topLevelItemCount(), 3);
        QCOMPARE(list()->indexOfTopLevelItem(list()->currentItem()), 2);
        QCOMPARE(list()->topLevelItem(0)->text(3), u"not reachable"_s);
        QCOMPARE(list()->topLevelItem(1)->text(3), u"200, too late"_s);
        QCOMPARE(list()->topLevelItem(2)->text(3), u"200"_s);
        const auto panes = m_pane->findChildren<MessagePane *>();
        QCOMPARE(panes.size(), 2);
        QVERIFY(panes[0]->view()->document().bytes.contains("POST /sms HTTP/1.1"));
        QVERIFY(panes[1]->view()->document().bytes.contains("X-App "));
        QVERIFY(panes[1]->view()->document().bytes.contains("Hello from the app"));
    }

    void whatWentWrongIsSaid() {
        m_pane->setEvent(samples::forwarded());
        m_pane->show();
        list()->setCurrentItem(list()->topLevelItem(0));
        bool isSaid = false;
        for (const PlainLabel *label : m_pane->findChildren<PlainLabel *>())
            isSaid = isSaid || (label->isVisible() && label->text().contains(u"Connection refused"_s));
        QVERIFY(isSaid);
    }

    void theChosenAttemptStaysWhenOneMoreComes() {
        auto event = std::make_shared<flow::WebhookEvent>(*samples::forwarded());
        m_pane->setEvent(event);
        list()->setCurrentItem(list()->topLevelItem(1));
        auto more = std::make_shared<flow::WebhookEvent>(*event);
        more->attempts.push_back(more->attempts.back());
        m_pane->setEvent(more);
        QCOMPARE(list()->topLevelItemCount(), 4);
        QCOMPARE(list()->indexOfTopLevelItem(list()->currentItem()), 1);
    }

private:
    QTreeWidget *list() const { return m_pane->findChild<QTreeWidget *>(); }

    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
    std::unique_ptr<ForwardsPane> m_pane;
};

QTEST_MAIN(TestForwardsPane)
#include "tst_forwards_pane.moc"
