#include "core/session/leasing.h"
#include "tests/ui/numbers/numbers_account.h"
#include "ui/numbers/account_head.h"
#include "ui/numbers/conflicts_dialog.h"
#include "ui/numbers/no_account_page.h"
#include "ui/numbers/numbers_dialog.h"
#include "ui/numbers/numbers_view.h"
#include "ui/numbers/paths_form.h"
#include "ui/numbers/plan_view.h"
#include "ui/numbers/waiting_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using account::FakeApi;

namespace {

const QByteArray OtherAccount("AC11111111111111111111111111111111");

} // namespace

/// The page with the real parts under it, against tests/support/twilio-api.
class TestNumbersDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_api = std::make_unique<FakeApi>(accountState(5));
        qputenv("OFFHOOK_TWILIO_API", m_api->origin().toLatin1());
    }

    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
        m_leasing = &m_fixture->session.leasing();
        m_leasing->setPace(account::quickPace());
        m_fixture->session.setPublicUrl("https://me.example.test");
    }
    void cleanup() {
        m_dialog.reset();
        if (m_leasing != nullptr && !m_leasing->entries().empty()) {
            m_leasing->restore({{}, {}, true, false});
            QTRY_VERIFY_WITH_TIMEOUT(!m_leasing->isBusy() && m_leasing->entries().empty(), Long);
        }
        m_fixture.reset();
    }

    void withoutAKeyItSaysWhatIsNeeded() {
        openDialog();
        QVERIFY(find<NoAccountPage>()->isVisible());
        QVERIFY(!button(u"Point here"_s)->isEnabled());
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        QTRY_VERIFY_WITH_TIMEOUT(find<NumbersView>()->isVisible(), Long);
    }

    void listsWhatTheAccountHas() {
        QVERIFY(openList());
        QCOMPARE(rows(), 7);
        QCOMPARE(cell(1, NumbersModel::Calls), u"TwiML app Support: https://support.example.test/voice"_s);
        QCOMPARE(find<AccountHead>()->account(), OwnAccount);
    }

    void refusedKeyIsSaidAndTriedAgain() {
        m_api->addFault({{u"kind"_s, u"status"_s}, {u"count"_s, 1}, {u"match"_s, u"IncomingPhoneNumbers"_s},
            {u"status"_s, 401}, {u"code"_s, 20003}});
        QVERIFY(addKey(m_fixture->keys, OwnAccount, OwnToken));
        openDialog();
        QTRY_VERIFY_WITH_TIMEOUT(find<WaitingPage>()->again()->isVisible(), Long);
        find<WaitingPage>()->again()->click();
        QTRY_VERIFY_WITH_TIMEOUT(find<NumbersView>()->isVisible(), Long);
    }

    void planIsShownBeforeAnythingIsDone() {
        QVERIFY(openList());
        QVERIFY(!button(u"Point here"_s)->isEnabled());
        tick(0);
        tick(1);
        QCOMPARE(find<PlanView>()->summary(), u"4 settings will change · ! 2 would have no effect"_s);
        QVERIFY(button(u"Point 2 here"_s) != nullptr);
        find<PlanView>()->decider()->click();
        QCOMPARE(find<PlanView>()->summary(), u"6 settings will change"_s);
        find<PathsForm>()->line(account::Hook::Voice)->setText(u"voice"_s);
        QVERIFY(!button(u"Point here"_s)->isEnabled());
        QCOMPARE(url(1, u"voice_url"_s), u"https://app.example.test/voice"_s);
    }

    void withoutAPublicUrlNothingIsPointed() {
        m_fixture->session.setPublicUrl({});
        QVERIFY(openList());
        tick(0);
        QVERIFY(!button(u"Point here"_s)->isEnabled());
        m_fixture->session.setPublicUrl("https://me.example.test");
        QVERIFY(button(u"Point 1 here"_s)->isEnabled());
    }

    void pointsAndRestores() {
        QVERIFY(openList());
        tick(0);
        button(u"Point 1 here"_s)->click();
        QVERIFY(find<QProgressBar>()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(cell(0, NumbersModel::State), u"✓ pointed here"_s, Long);
        QTRY_VERIFY_WITH_TIMEOUT(!m_leasing->isBusy(), Long);
        QCOMPARE(url(1, u"voice_url"_s), u"https://me.example.test/voice"_s);
        QCOMPARE(url(1, u"sms_url"_s), u"https://me.example.test/sms"_s);
        QVERIFY(cell(0, NumbersModel::Calls).startsWith(u"✓ https://me.example.test/voice"));
        QCOMPARE(find<PlanView>()->summary(), u"Nothing to change: all this leads here already."_s);
        button(u"Restore 1"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_leasing->entries().empty() && !m_leasing->isBusy(), Long);
        QCOMPARE(url(1, u"voice_url"_s), u"https://app.example.test/voice"_s);
        QCOMPARE(cell(0, NumbersModel::Calls), u"https://app.example.test/voice"_s);
        QVERIFY(button(u"Restore all 0"_s) == nullptr);
    }

    void partialFailuresAreListed() {
        QVERIFY(openList());
        m_api->addFault({{u"kind"_s, u"status"_s}, {u"count"_s, 1}, {u"match"_s, QString(u"POST .*" + numberSid(3))},
            {u"status"_s, 400}, {u"code"_s, 21402}});
        tick(0);
        tick(2);
        button(u"Point 2 here"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(cell(2, NumbersModel::State).contains(u"21402"), Long);
        QTRY_VERIFY_WITH_TIMEOUT(!m_leasing->isBusy(), Long);
        QCOMPARE(cell(0, NumbersModel::State), u"✓ pointed here"_s);
        QVERIFY(cell(2, NumbersModel::State).startsWith(u"✕ "));
        QVERIFY(outcome().startsWith(u"✓ 1 pointed here · ✕ 1 failed"));
    }

    void cancelLeavesTheRest() {
        QVERIFY(openList());
        m_api->addFault({{u"kind"_s, u"delay"_s}, {u"count"_s, 2}, {u"match"_s, u"IncomingPhoneNumbers/PN"_s},
            {u"delay_ms"_s, 300}});
        for (const int row : {0, 2, 3, 4})
            tick(row);
        button(u"Point 4 here"_s)->click();
        button(u"Cancel"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_leasing->isBusy(), Long);
        QVERIFY2(outcome().contains(u"not done"), qPrintable(outcome()));
        QVERIFY(m_dialog->isVisible());
        QVERIFY(button(u"Close"_s) != nullptr);
    }

    void changesOfOthersAreOnlyWrittenOverWhenTicked_data() {
        QTest::addColumn<bool>("over");
        QTest::addColumn<QString>("after");
        QTest::newRow("ticked: what was before Offhook") << true << u"https://app.example.test/voice"_s;
        QTest::newRow("not ticked: what they set") << false << u"https://them.example.test/voice"_s;
    }
    void changesOfOthersAreOnlyWrittenOverWhenTicked() {
        QFETCH(bool, over);
        QFETCH(QString, after);
        QVERIFY(openList());
        tick(0);
        button(u"Point 1 here"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_leasing->isBusy(), Long);
        somebodySets(1, u"https://them.example.test/voice"_s);
        int asked = 0;
        QTimer answers;
        connect(&answers, &QTimer::timeout, this, [&] {
            auto *conflicts = m_dialog->findChild<ConflictsDialog *>();
            if (conflicts == nullptr || !conflicts->isVisible())
                return;
            ++asked;
            if (over)
                conflicts->model().setData(conflicts->model().index(0, 0), Qt::Checked, Qt::CheckStateRole);
            conflicts->accept();
        });
        answers.start(10);
        button(u"Restore 1"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(asked == 1 && m_leasing->entries().empty() && !m_leasing->isBusy(), Long);
        QCOMPARE(url(1, u"voice_url"_s), after);
        QCOMPARE(url(1, u"sms_url"_s), u"https://app.example.test/sms"_s);
        somebodySets(1, u"https://app.example.test/voice"_s);
    }

    void anAccountIsChosenAmongSeveral() {
        QVERIFY(addKey(m_fixture->keys, OtherAccount, OwnToken));
        QVERIFY(openList(false));
        auto *accounts = find<AccountHead>()->accounts();
        QCOMPARE(accounts->count(), 2);
        QVERIFY(accounts->isEnabled());
        accounts->setCurrentIndex(accounts->findData(OtherAccount));
        QTRY_VERIFY_WITH_TIMEOUT(find<WaitingPage>()->again()->isVisible(), Long); // not the fake's account
        accounts->setCurrentIndex(accounts->findData(OwnAccount));
        QTRY_COMPARE_WITH_TIMEOUT(rows(), 7, Long);
    }

    void everythingHasANameAndAKey() {
        QVERIFY(openList());
        for (auto *widget : m_dialog->findChildren<QAbstractButton *>()) {
            // Not the parts of Qt's own lines and tables.
            if (!widget->isVisible() || qobject_cast<QLineEdit *>(widget->parent()) != nullptr ||
                qobject_cast<QTableView *>(widget->parent()) != nullptr)
                continue;
            QVERIFY(widget->focusPolicy() & Qt::TabFocus);
            QVERIFY(!widget->text().isEmpty() || !widget->accessibleName().isEmpty() || !widget->toolTip().isEmpty());
        }
        for (auto *table : m_dialog->findChildren<QTableView *>())
            QVERIFY(!table->accessibleName().isEmpty());
        for (auto *line : m_dialog->findChildren<QLineEdit *>())
            QVERIFY(!line->accessibleName().isEmpty());
    }

private:
    void openDialog() {
        m_dialog = std::make_unique<NumbersDialog>(m_fixture->session, m_fixture->theme);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    bool openList(bool chosen = true) {
        if (!addKey(m_fixture->keys, OwnAccount, OwnToken))
            return false;
        openDialog();
        if (!chosen)
            return true;
        return QTest::qWaitFor([this] { return find<NumbersView>()->isVisible() && rows() == 7; }, Long);
    }
    template <typename T>
    [[nodiscard]] T *find() const {
        return m_dialog->findChild<T *>();
    }
    [[nodiscard]] int rows() const { return find<NumbersView>()->table()->model()->rowCount(); }
    [[nodiscard]] QString cell(int row, int column) const {
        return find<NumbersView>()->table()->model()->index(row, column).data().toString();
    }
    void tick(int row) {
        auto *model = find<NumbersView>()->table()->model();
        QVERIFY(model->setData(model->index(row, 0), Qt::Checked, Qt::CheckStateRole));
    }
    [[nodiscard]] QPushButton *button(const QString &text) const {
        for (auto *each : m_dialog->findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QString outcome() const { return m_dialog->findChild<QLabel *>(u"outcome"_s)->text(); }
    [[nodiscard]] QString url(int number, const QString &field) {
        return m_api->resource(u"numbers"_s, numberSid(number).toLatin1()).value(field).toString();
    }
    // Past Offhook, as the console does.
    void somebodySets(int number, const QString &voiceUrl) {
        account::RestClient client(
            {OwnAccount, OwnAccount, SecretBytes(QByteArray(OwnToken.constData(), OwnToken.size()))}, m_api->base());
        bool done = false;
        client.post(account::RestClient::Host::Api,
            account::pathOf(account::ResourceKind::Number, numberSid(number).toLatin1()),
            {{"VoiceUrl", voiceUrl.toUtf8()}}, this,
            [&done](const Result<QJsonObject> &answer) { done = bool(answer); });
        QTRY_VERIFY_WITH_TIMEOUT(done, Long);
    }

    std::unique_ptr<FakeApi> m_api;
    std::unique_ptr<SessionFixture> m_fixture;
    Leasing *m_leasing = nullptr; ///< the session's
    std::unique_ptr<NumbersDialog> m_dialog;
};

QTEST_MAIN(TestNumbersDialog)
#include "tst_numbers_dialog.moc"
