#include "tests/ui/session_fixture.h"
#include "ui/replay/attempts_model.h"
#include "ui/replay/replay_controller.h"
#include "ui/replay/replay_dialog.h"
#include "ui/replay/replay_form.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::ui;

namespace {

/// An app that answers 500 to everything, or keeps silent.
class App final : public QTcpServer {
public:
    explicit App(bool answers = true) {
        connect(this, &QTcpServer::newConnection, this, [this, answers] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QIODevice::readyRead, socket, [this, socket, answers] {
                    received += socket->readAll();
                    if (answers)
                        socket->write("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
                });
            }
        });
        isUp = listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1"_s.arg(serverPort()); }
    QByteArray received;
    bool isUp = false;
};

QPushButton *button(const QWidget &dialog, const QString &text) {
    for (QPushButton *one : dialog.findChildren<QPushButton *>())
        if (one->text() == text)
            return one;
    return nullptr;
}

QComboBox *target(const QWidget &dialog) {
    return dialog.findChildren<QComboBox *>().at(1);
}

QAbstractItemModel *answers(const QWidget &dialog) {
    for (QTableView *view : dialog.findChildren<QTableView *>())
        if (view->accessibleName() == u"Answers"_s)
            return view->model();
    return nullptr;
}

} // namespace

class ReplayDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAreReplayedAndJudged() {
        SessionFixture f;
        const App app;
        QVERIFY(app.isUp && f.listen());
        const EventId id = f.send("sms.inbound");
        QVERIFY(id != 0);
        ReplayDialog dialog(f.session, f.theme, {{id}, {}, 0, 1}, {});
        dialog.show();
        target(dialog)->setEditText(app.url());
        button(dialog, u"&Replay"_s)->click();
        QAbstractItemModel *rows = answers(dialog);
        QTRY_COMPARE(rows->rowCount(), 1);
        QCOMPARE(rows->index(0, AttemptsModel::Verdict).data().toString(), u"✕ regressed"_s);
        QTRY_VERIFY(button(dialog, u"&Replay again"_s) != nullptr);
        QVERIFY(app.received.contains(QByteArray("X-Offhook-Replay-Of: " + QByteArray::number(id))));
        QCOMPARE(f.preferences.replayTargets(), QStringList(app.url()));
        // The attempt is kept with the event.
        flow::EventPtr event;
        QTRY_VERIFY([&] {
            f.session.events()->fetch(id, &dialog, [&](const Result<flow::EventPtr> &fetched) {
                if (fetched)
                    event = *fetched;
            });
            return event != nullptr && event->attempts.size() == 1;
        }());
        QCOMPARE(event->attempts.at(0).url, QByteArray(app.url().toUtf8() + "/sms"));
        QCOMPARE(event->attempts.at(0).verdict, flow::Attempt::Verdict::Regressed);
    }
    void aRouteIsATargetByName() {
        SessionFixture f;
        const App app;
        QVERIFY(app.isUp && f.listen());
        const EventId id = f.send("sms.inbound");
        deliver::Route route;
        route.id = u"r"_s;
        route.name = u"My app"_s;
        route.target = app.url();
        route.isEnabled = false;
        route.transform = deliver::Transform::FormJson;
        f.session.delivering().setRoutes({route});
        ReplayDialog dialog(f.session, f.theme, {{id}, {}, 0, 1}, {});
        dialog.show();
        QVERIFY(!target(dialog)->currentText().contains(u"My app"_s)); // a URL stands first
        target(dialog)->setCurrentIndex(0);
        QVERIFY(target(dialog)->currentText().contains(u"My app"_s));
        button(dialog, u"&Replay"_s)->click();
        QTRY_COMPARE(answers(dialog)->rowCount(), 1);
        QVERIFY(app.received.contains("Content-Type: application/json"));
        QVERIFY(app.received.contains("\"Body\":"));
        QVERIFY(!f.preferences.replayTargets().contains(target(dialog)->currentText()));
    }
    void theEditedRequestIsSent() {
        SessionFixture f;
        const App app;
        QVERIFY(app.isUp && f.listen());
        const EventId id = f.send("sms.inbound");
        deliver::RequestDraft edited{"PUT", "/edited", {{"X-A", "1"}}, "changed"};
        ReplayDialog dialog(f.session, f.theme, {{id}, {}, 0, 1}, edited);
        dialog.show();
        target(dialog)->setEditText(app.url());
        QTest::keyClick(target(dialog), Qt::Key_Return);
        QTRY_COMPARE(answers(dialog)->rowCount(), 1);
        QVERIFY(app.received.startsWith("PUT /edited HTTP/1.1\r\n"));
        QVERIFY(app.received.endsWith("\r\n\r\nchanged"));
        // It is an event of its own, linked to the one it was made of.
        flow::EventPtr kept;
        QTRY_VERIFY([&] {
            f.session.events()->fetch(id + 1, &dialog, [&](const Result<flow::EventPtr> &event) {
                if (event)
                    kept = *event;
            });
            return kept != nullptr;
        }());
        QCOMPARE(kept->request.header("X-Offhook-Replay-Of"), QByteArrayView(QByteArray::number(id)));
        QCOMPARE(kept->request.body(), "changed");
        QCOMPARE(kept->response.status, 500);
    }
    void itIsPausedAndCancelled() {
        SessionFixture f;
        const App app(false);
        QVERIFY(app.isUp && f.listen());
        const EventId id = f.send("sms.inbound");
        ReplayDialog dialog(f.session, f.theme, {{id}, {}, 0, 1}, {});
        dialog.show();
        target(dialog)->setEditText(app.url());
        button(dialog, u"&Replay"_s)->click();
        QTRY_VERIFY(!app.received.isEmpty());
        button(dialog, u"&Pause"_s)->click();
        QVERIFY(button(dialog, u"&Resume"_s)->isVisible());
        button(dialog, u"&Cancel"_s)->click();
        QTRY_COMPARE(answers(dialog)->rowCount(), 1);
        QCOMPARE(answers(dialog)->index(0, AttemptsModel::Verdict).data().toString(), u"✕ failed"_s);
        QTRY_VERIFY(button(dialog, u"&Close"_s) != nullptr);
        QVERIFY(dialog.isVisible());
    }
    void anotherMachineIsAskedForOnce() {
        SessionFixture f;
        QVERIFY(f.listen());
        const EventId id = f.send("sms.inbound");
        ReplayDialog dialog(f.session, f.theme, {{id}, {}, 0, 1}, {});
        dialog.show();
        target(dialog)->setEditText(u"http://app.invalid"_s);
        const auto answerWith = [](const QString &text) {
            QTimer::singleShot(0, qApp, [text] {
                auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
                for (QAbstractButton *one : box->buttons())
                    if (one->text() == text)
                        return one->click();
                box->reject();
            });
        };
        answerWith({});
        button(dialog, u"&Replay"_s)->click();
        QVERIFY(!f.preferences.mayReplayTo("app.invalid"));
        QCOMPARE(answers(dialog)->rowCount(), 0);
        answerWith(u"&Allow and send"_s);
        button(dialog, u"&Replay"_s)->click();
        QVERIFY(f.preferences.mayReplayTo("app.invalid"));
        QTRY_COMPARE(answers(dialog)->rowCount(), 1);
        QTRY_VERIFY(button(dialog, u"&Replay again"_s) != nullptr);
        button(dialog, u"&Replay again"_s)->click(); // not asked again
        QTRY_VERIFY(button(dialog, u"&Replay again"_s) != nullptr && answers(dialog)->rowCount() == 1);
    }
    void aUrlThatIsNoneIsSaid() {
        SessionFixture f;
        QVERIFY(f.listen());
        ReplayDialog dialog(f.session, f.theme, {{}, {}, 0, 3}, {});
        target(dialog)->setEditText(u"ftp://x"_s);
        QVERIFY(!button(dialog, u"&Replay"_s)->isEnabled());
        target(dialog)->setEditText(u"http://127.0.0.1:1"_s);
        QVERIFY(button(dialog, u"&Replay"_s)->isEnabled());
    }
    void theFormMakesThePlan() {
        SessionFixture f;
        QVERIFY(f.listen());
        const filter::ParseResult parsed = filter::parse(u"kind:sms"_s, 0);
        f.preferences.addReplayTarget(u"http://localhost:4000/x"_s);
        ReplayForm form(f.session, {{3, 4}, parsed.expression, 5, 7});
        QCOMPARE(form.selection().ids, (std::vector<EventId>{3, 4}));
        const auto boxes = form.findChildren<QComboBox *>();
        boxes[0]->setCurrentIndex(1);
        QVERIFY(form.selection().ids.empty() && !form.selection().filter.isEmpty());
        boxes[2]->setCurrentIndex(2); // the first key by its name
        boxes[3]->setCurrentIndex(2);
        const auto plan = form.plan();
        QVERIFY(plan);
        QCOMPARE(plan->options.target.origin(), "http://localhost:4000");
        QVERIFY(plan->options.sign);
        QCOMPARE(plan->options.key, std::optional<std::size_t>(0));
        QCOMPARE(plan->pace.speed, 10.0);
        QCOMPARE(plan->pace.concurrency, 1);
        QVERIFY(!plan->keys.empty());
        form.findChildren<QLineEdit *>().constLast()->setText(u"cookie:x"_s);
        QVERIFY(!form.plan());
    }
    void theCommandsOpenTheDialogs() {
        SessionFixture f;
        QVERIFY(f.listen());
        const EventId id = f.send("sms.inbound");
        QMainWindow window;
        const Actions actions(f.theme, &window);
        ShareChoices choices{{id}, {}, 0, 1};
        ReplayController controller(
            f.session, f.theme, actions, [&] { return choices; }, &window);
        QStringList messages;
        connect(&controller, &ReplayController::statusMessage, this, [&](const QString &m) { messages.append(m); });
        QCOMPARE(actions.replay->shortcut().toString(), u"R"_s);
        QCOMPARE(actions.editReplay->shortcut().toString(), u"E"_s);
        actions.replay->trigger();
        QVERIFY(window.findChild<ReplayDialog *>() != nullptr);
        actions.editReplay->trigger();
        QTRY_COMPARE(window.findChildren<QDialog *>().size(), 2);
        choices = {{}, {}, 0, 0};
        actions.replay->trigger();
        actions.editReplay->trigger();
        QCOMPARE(messages.size(), 2);
    }
};

QTEST_MAIN(ReplayDialogTest)
#include "tst_replay_dialog.moc"
