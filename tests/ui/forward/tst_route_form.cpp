#include "tests/ui/theme_fixture.h"
#include "ui/filter/filter_edit.h"
#include "ui/forward/route_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestRouteForm final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<ThemeFixture>();
        m_form = std::make_unique<RouteForm>(m_fixture->theme);
        m_route = {};
        m_route.id = u"r"_s;
        m_route.name = u"App"_s;
        m_route.target = u"http://127.0.0.1:3000"_s;
        m_route.ordering.wait = std::chrono::milliseconds(1'500);
        m_form->setRoute(m_route);
        connect(m_form.get(), &RouteForm::edited, this, [this](const deliver::Route &route) { m_route = route; });
        m_edits = std::make_unique<QSignalSpy>(m_form.get(), &RouteForm::edited);
    }
    void cleanup() {
        m_edits.reset();
        m_form.reset();
        m_fixture.reset();
    }

    void showingAnnouncesNothing() {
        deliver::Route other = m_route;
        other.id = u"other"_s;
        other.condition = u"kind:sms"_s;
        other.retries.most = 50;
        other.dedupe = deliver::Dedupe::Off;
        m_form->setRoute(other);
        QVERIFY(m_edits->isEmpty());
        QCOMPARE(field<QSpinBox>(u"Tries after the first"_s)->value(), 50);
        QCOMPARE(field<FilterEdit>(u"Which events, in the filter language"_s)->text(), u"kind:sms"_s);
    }

    void numbersAndChoicesAreTakenOver() {
        field<QSpinBox>(u"Requests at a time"_s)->setValue(9);
        QCOMPARE(m_route.concurrency, 9);
        field<QSpinBox>(u"Most requests"_s)->setValue(100);
        field<QSpinBox>(u"within so many seconds"_s)->setValue(60);
        QCOMPARE(m_route.rate, (deliver::Rate{100, std::chrono::seconds(60)}));
        QCOMPARE(m_route.ordering.wait.count(), 1'500); // shown as 1 s, and not touched
        field<QSpinBox>(u"Longest pause, in seconds"_s)->setValue(30);
        QCOMPARE(m_route.retries.longest.count(), 30'000);
        auto *body = field<QComboBox>(u"What becomes of the body"_s);
        body->setCurrentIndex(1);
        Q_EMIT body->activated(1);
        QCOMPARE(m_route.transform, deliver::Transform::FormJson);
    }

    void mistakesAreShownAndNotAnnounced() {
        auto *condition = field<FilterEdit>(u"Which events, in the filter language"_s);
        condition->setText(u"status:"_s);
        QVERIFY(m_edits->isEmpty());
        condition->setText(u"status:sent"_s);
        QCOMPARE(m_route.condition, u"status:sent"_s);
        auto *target = field<QLineEdit>(u"URL of the app"_s);
        target->setFocus();
        target->selectAll();
        QTest::keyClicks(target, u"localhost"_s);
        QCOMPARE(m_route.target, u"http://127.0.0.1:3000"_s);
        target->selectAll();
        QTest::keyClicks(target, u"https://app.example"_s);
        QCOMPARE(m_route.target, u"https://app.example"_s);
    }

    void keepingWhatIsDroppedIsAskedOnlyWhereSomethingIs() {
        const auto boxes = m_form->findChildren<QCheckBox *>();
        QCOMPARE(boxes.size(), 2);
        QVERIFY(!boxes[1]->isEnabled());
        field<FilterEdit>(u"Which events are not wanted, in the filter language"_s)->setText(u"status:queued"_s);
        QVERIFY(boxes[1]->isEnabled());
        boxes[1]->setChecked(false);
        QCOMPARE(m_route.drop, (deliver::Drop{u"status:queued"_s, false}));
    }

    void everyFieldHasAName() {
        for (const QWidget *widget : m_form->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName() == u"qt_spinbox_lineedit"_s)
                continue;
            const auto *box = qobject_cast<const QCheckBox *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (box != nullptr && !box->text().isEmpty()),
                widget->metaObject()->className());
        }
    }

private:
    template <typename T>
    [[nodiscard]] T *field(const QString &accessibleName) const {
        for (T *widget : m_form->findChildren<T *>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        qFatal("there is no field %s", qPrintable(accessibleName));
    }

    std::unique_ptr<ThemeFixture> m_fixture;
    std::unique_ptr<RouteForm> m_form;
    std::unique_ptr<QSignalSpy> m_edits;
    deliver::Route m_route;
};

QTEST_MAIN(TestRouteForm)
#include "tst_route_form.moc"
