#include "core/base/clock.h"
#include "tests/core/session/log_support.h"
#include "tests/ui/session_fixture.h"
#include "ui/recover/recover_dialog.h"
#include "ui/widgets/plain_label.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

// The whole way: the dialog, a server on loopback in place of Twilio's API, and the workspace that is open.

namespace {

/// The dialog over an open workspace; the account's token comes from the environment.
struct DialogFixture : SessionFixture {
    AccountAccess access{preferences, keys};
    std::unique_ptr<RecoverDialog> dialog = std::make_unique<RecoverDialog>(session, theme, access);
};

QPushButton *button(const RecoverDialog &dialog, const QString &text) {
    for (QPushButton *found : dialog.findChildren<QPushButton *>()) {
        if (found->text() == text && found->isVisibleTo(&dialog))
            return found;
    }
    return nullptr;
}

bool says(const RecoverDialog &dialog, const QString &text) {
    const auto labels = dialog.findChildren<PlainLabel *>();
    return std::any_of(labels.begin(), labels.end(),
        [&](const PlainLabel *label) { return !label->isHidden() && label->text().contains(text); });
}

} // namespace

class RecoverDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_api = std::make_unique<test::PathApi>();
        m_api->answerEmpty();
        qputenv("OFFHOOK_TWILIO_API", m_api->base().api.toEncoded());
        qputenv("TWILIO_ACCOUNT_SID", test::AccountSid);
        qputenv("TWILIO_AUTH_TOKEN", test::credentials().secret.view().toByteArray());
        const QByteArray time = exchange::wallText(Clock::system().wall() - 60'000'000);
        m_api->answer("/v1/Alerts",
            "{\"alerts\":[{\"sid\":\"" + test::AlertSid + "\",\"request_url\":\"https://own.example/sms\"}]}");
        m_api->answer("/v1/Alerts/" + test::AlertSid,
            "{\"sid\":\"" + test::AlertSid +
                "\",\"error_code\":\"11200\",\"request_method\":\"POST\",\"request_url\":\"https://own.example/"
                "sms\",\"request_variables\":\"MessageSid=" +
                test::MessageSid + "&SmsStatus=received&NumMedia=0&Body=b\",\"date_generated\":\"" + time + "\"}");
        m_api->answer(test::PathApi::below("Messages.json"),
            "{\"messages\":[{\"sid\":\"" + test::MessageSid +
                "\",\"to\":\"+1\",\"direction\":\"inbound\",\"status\":\"received\",\"date_sent\":\"" + time + "\"}]}");
    }
    void cleanup() {
        for (const char *name : {"OFFHOOK_TWILIO_API", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"})
            qunsetenv(name);
    }
    void whatWasMissedIsAddedAndCanBeReplayed() {
        DialogFixture fixture;
        RecoverDialog &dialog = *fixture.dialog;
        dialog.show();
        QSignalSpy shown(&dialog, &RecoverDialog::showAsked);
        QSignalSpy replayed(&dialog, &RecoverDialog::replayAsked);
        QVERIFY(!button(dialog, u"Show in &table"_s));
        button(dialog, u"&Recover"_s)->click();
        QVERIFY(button(dialog, u"&Cancel"_s));
        QTRY_VERIFY(says(dialog, u"1 recovered"_s));
        button(dialog, u"Show in &table"_s)->click();
        QCOMPARE(shown.takeFirst().at(0).toString(), u"is:recovered"_s);
        button(dialog, u"Re&play to the app…"_s)->click();
        QCOMPARE(replayed.size(), 1);
        QCOMPARE(replayed.front().at(0).value<std::vector<EventId>>(), std::vector<EventId>{1});
        auto *requests = dialog.findChild<QTableView *>();
        QCOMPARE(requests->model()->rowCount(), 1);
        Q_EMIT requests->activated(requests->model()->index(0, 0));
        QCOMPARE(shown.takeFirst().at(0).toString(), u"sid:"_s + QString::fromLatin1(test::MessageSid));
        button(dialog, u"&Recover again"_s)->click();
        QTRY_VERIFY(says(dialog, u"0 recovered · 1 were here already"_s));
        QVERIFY(!button(dialog, u"Re&play to the app…"_s));
    }
    void withoutAnAccountItSaysWhatIsNeeded() {
        qunsetenv("TWILIO_AUTH_TOKEN");
        DialogFixture fixture;
        RecoverDialog &dialog = *fixture.dialog;
        dialog.show();
        QSignalSpy asked(&dialog, &RecoverDialog::addKeyAsked);
        QVERIFY(!button(dialog, u"&Recover"_s)->isEnabled());
        button(dialog, u"Add a &key…"_s)->click();
        QCOMPARE(asked.size(), 1);
        std::vector<twilio::SigningKey> keys(1);
        keys.front().account = test::AccountSid;
        keys.front().secret = test::credentials().secret;
        fixture.keys.addFixed(std::move(keys), KeyEntry::Origin::KeyFile);
        QTRY_VERIFY(button(dialog, u"&Recover"_s)->isEnabled());
        QVERIFY(!button(dialog, u"Add a &key…"_s));
    }
    void refusedCredentialsAreSaid() {
        m_api->answer("/v1/Alerts", "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}", 401);
        DialogFixture fixture;
        RecoverDialog &dialog = *fixture.dialog;
        dialog.show();
        button(dialog, u"&Recover"_s)->click();
        QTRY_VERIFY(says(dialog, u"20003"_s));
        QVERIFY(button(dialog, u"&Recover"_s)); // and can be tried again
    }
    void cancellingLeavesTheWorkspace() {
        m_api->isSilent = true;
        DialogFixture fixture;
        RecoverDialog &dialog = *fixture.dialog;
        dialog.show();
        button(dialog, u"&Recover"_s)->click();
        QTRY_VERIFY(!m_api->targets.empty());
        button(dialog, u"&Cancel"_s)->click();
        QTRY_VERIFY(says(dialog, u"Cancelled"_s));
    }
    void closingEndsIt() {
        m_api->isSilent = true;
        DialogFixture fixture;
        fixture.dialog->show();
        button(*fixture.dialog, u"&Recover"_s)->click();
        QTRY_VERIFY(!m_api->targets.empty());
        fixture.dialog.reset(); // the fixture's session waits for what runs
    }

private:
    std::unique_ptr<test::PathApi> m_api;
};

QTEST_MAIN(RecoverDialogTest)
#include "tst_recover_dialog.moc"
