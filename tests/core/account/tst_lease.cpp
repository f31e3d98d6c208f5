#include "core/account/inventory_loader.h"
#include "core/account/lease.h"
#include "core/account/rest_error.h"
#include "tests/core/account/fake_api.h"
#include "tests/core/account/lease_support.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;
using Outcome = LeaseStep::Outcome;

namespace {
constexpr int Numbers = 12;
}

class TestLease : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pointedAndRestoredAllIsAsItWas();
    void journalIsThereBeforeTheFirstChange();
    void doneTwiceItIsDoneOnce();
    void lostAnswersChangeNothing();
    void oneThatFailsDoesNotStopTheOthers();
    void nobodyIsAskedInVainForLong_data();
    void nobodyIsAskedInVainForLong();
    void someoneElsesChangeIsLeftAlone();
    void someoneElsesChangeIsOverwrittenWhenAsked();
    void someoneElsesChangeIsKeptForGoodWhenAsked();
    void changeSinceThePlanIsAConflict();
    void newPublicUrlIsFollowed();
    void termOfALeaseCanChange();
    void whatWasAskedForDoesNotFollow();
    void runsWaitForEachOther();
    void onlyTheTermAskedForIsRestored();
    void numberThatIsGoneIsForgotten();
    void answerThatDoesNotSayHowItIsChangesNothing();
    void cancelledTheRestIsLeftAlone();
    void journalThatCannotBeWrittenMeansNoChange();
    void anotherAccountIsLeftAlone();

private:
    using Steps = std::vector<LeaseStep>;
    LeasePlan plan(const QByteArray &base = "https://one.test");
    Steps point(const LeasePlan &plan, const PointOptions &options = {});
    Steps restore(const RestoreOptions &options = {});
    Steps follow(const QByteArray &base);
    Steps run(const std::function<void(Lease::OnStep, Lease::Done)> &begin);
    void setByOthers(int n, const QByteArray &parameter, const QByteArray &value);
    [[nodiscard]] QString now(int n, const char *key) {
        return m_fake->resource(u"numbers"_s, sid("PN", n)).value(QLatin1StringView(key)).toString();
    }
    static int count(const Steps &steps, Outcome outcome) {
        return int(std::count_if(
            steps.begin(), steps.end(), [outcome](const LeaseStep &step) { return step.outcome == outcome; }));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeApi> m_fake;
    std::unique_ptr<RestClient> m_client;
    std::unique_ptr<LeaseJournal> m_journal;
    std::unique_ptr<Lease> m_lease;
    std::function<void(const LeaseStep &, int)> m_onStep;
};

void TestLease::init() {
    QJsonArray numbers;
    for (int i = 1; i <= Numbers; ++i)
        numbers.append(QJsonObject{{u"sid"_s, text(sid("PN", i))}, {u"phone_number"_s, u"+1500%1"_s.arg(i)},
            {u"voice_url"_s, u"https://app.test/voice?n=%1"_s.arg(i)}});
    m_fake = std::make_unique<FakeApi>(
        QJsonObject{{u"account"_s, text(Account)}, {u"token"_s, text(Token)}, {u"numbers"_s, numbers},
            {u"applications"_s, QJsonArray{QJsonObject{{u"sid"_s, text(sid("AP", 1))}, {u"name"_s, u"App"_s}}}},
            {u"services"_s, QJsonArray{QJsonObject{{u"sid"_s, text(sid("MG", 1))}, {u"name"_s, u"Service"_s}}}}});
    m_lease.reset();
    m_journal.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = std::move(*LeaseJournal::open(m_folder->filePath(u"lease"_s)));
    m_client = std::make_unique<RestClient>(credentials(), m_fake->base());
    m_client->setPace(quickPace());
    m_lease = std::make_unique<Lease>(*m_client, *m_journal);
    m_onStep = {};
}

LeasePlan TestLease::plan(const QByteArray &base) {
    Told<Inventory> told;
    loadInventory(*m_client, this, {}, told.callback());
    LeaseRequest request;
    request.publicUrl = base;
    request.paths[Hook::MessageStatus] = u"/status"_s;
    for (int i = 1; i <= Numbers; ++i)
        request.sids.push_back(sid("PN", i));
    request.sids.push_back(sid("AP", 1));
    request.sids.push_back(sid("MG", 1));
    return planLease(request, *told.result());
}

TestLease::Steps TestLease::run(const std::function<void(Lease::OnStep, Lease::Done)> &begin) {
    std::optional<Steps> ended;
    int told = 0;
    begin(
        [&](const LeaseStep &step, int done, int) {
            ++told;
            if (m_onStep)
                m_onStep(step, done);
        },
        [&](const Steps &steps) { ended = steps; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(ended.has_value(), 60'000); }();
    if (!ended || std::size_t(told) != ended->size())
        qFatal("no end, or a step that was not told");
    return *ended;
}

TestLease::Steps TestLease::point(const LeasePlan &plan, const PointOptions &options) {
    return run([&](const Lease::OnStep &onStep, const Lease::Done &done) {
        m_lease->point(plan, options, this, onStep, done);
    });
}

TestLease::Steps TestLease::restore(const RestoreOptions &options) {
    return run(
        [&](const Lease::OnStep &onStep, const Lease::Done &done) { m_lease->restore(options, this, onStep, done); });
}

TestLease::Steps TestLease::follow(const QByteArray &base) {
    return run(
        [&](const Lease::OnStep &onStep, const Lease::Done &done) { m_lease->follow(base, this, onStep, done); });
}

void TestLease::setByOthers(int n, const QByteArray &parameter, const QByteArray &value) {
    Told<QJsonObject> told;
    m_client->post(
        RestClient::Host::Api, pathOf(ResourceKind::Number, sid("PN", n)), {{parameter, value}}, this, told.callback());
    QVERIFY(told.result());
}

void TestLease::pointedAndRestoredAllIsAsItWas() {
    const QJsonObject first = m_fake->state();
    const Steps pointed = point(plan());
    QCOMPARE(count(pointed, Outcome::Pointed), Numbers + 2);
    QCOMPARE(now(3, "voice_url"), u"https://one.test/voice"_s);
    QCOMPARE(now(3, "sms_url"), u"https://one.test/sms"_s);
    QCOMPARE(now(3, "status_callback"), u"https://one.test/voice/status"_s);
    QCOMPARE(m_fake->resource(u"services"_s, sid("MG", 1)).value("status_callback"_L1).toString(),
        u"https://one.test/status"_s);
    QCOMPARE(m_fake->resource(u"applications"_s, sid("AP", 1)).value("message_status_callback"_L1).toString(),
        u"https://one.test/status"_s);
    QCOMPARE(m_journal->entries().size(), std::size_t(Numbers + 2));
    QCOMPARE(pointed[0].changes.size(), 3u);

    QCOMPARE(count(restore(), Outcome::Restored), Numbers + 2);
    QCOMPARE(m_fake->state(), first);
    QVERIFY(m_journal->entries().empty());
    QVERIFY(restore().empty());
}

void TestLease::journalIsThereBeforeTheFirstChange() {
    m_fake->addFault(
        {{u"kind"_s, u"status"_s}, {u"status"_s, 400}, {u"code"_s, 21402}, {u"match"_s, u"POST"_s}, {u"count"_s, 100}});
    const Steps steps = point(plan());
    QCOMPARE(count(steps, Outcome::Failed), Numbers + 2);
    QCOMPARE(twilioCode(steps[0].error), 21402);
    QCOMPARE(m_journal->entries().size(), std::size_t(Numbers + 2));
    QCOMPARE(count(restore(), Outcome::Unchanged), Numbers + 2);
    QVERIFY(m_journal->entries().empty());
}

void TestLease::doneTwiceItIsDoneOnce() {
    const LeasePlan made = plan();
    point(made);
    const QJsonObject pointed = m_fake->state();
    const auto entries = m_journal->entries();
    QCOMPARE(count(point(made), Outcome::Unchanged), Numbers + 2);
    QVERIFY(plan().changes.empty());
    QCOMPARE(m_fake->state(), pointed);
    QCOMPARE(m_journal->entries(), entries);
}

void TestLease::lostAnswersChangeNothing() {
    const QJsonObject first = m_fake->state();
    for (const QString &kind : {u"cut"_s, u"close"_s, u"garbage"_s, u"status"_s}) {
        m_fake->addFault(
            {{u"kind"_s, kind}, {u"status"_s, 503}, {u"applied"_s, true}, {u"match"_s, u"POST"_s}, {u"count"_s, 3}});
        m_fake->addFault({{u"kind"_s, kind}, {u"status"_s, 429}, {u"match"_s, u"GET"_s}, {u"skip"_s, 5}});
    }
    QCOMPARE(count(point(plan()), Outcome::Pointed), Numbers + 2);
    for (const QString &kind : {u"cut"_s, u"close"_s, u"garbage"_s, u"status"_s})
        m_fake->addFault(
            {{u"kind"_s, kind}, {u"status"_s, 500}, {u"applied"_s, true}, {u"match"_s, u"POST"_s}, {u"count"_s, 3}});
    QCOMPARE(count(restore(), Outcome::Restored), Numbers + 2);
    QCOMPARE(m_fake->state(), first);
}

void TestLease::oneThatFailsDoesNotStopTheOthers() {
    const QJsonObject first = m_fake->state();
    m_fake->addFault({{u"kind"_s, u"status"_s}, {u"status"_s, 400}, {u"code"_s, 21402},
        {u"match"_s, QString(u"POST .*"_s + text(sid("PN", 5)))}, {u"count"_s, 100}});
    const Steps steps = point(plan());
    QCOMPARE(count(steps, Outcome::Failed), 1);
    QCOMPARE(count(steps, Outcome::Pointed), Numbers + 1);
    restore();
    QCOMPARE(m_fake->state(), first);
}

void TestLease::nobodyIsAskedInVainForLong_data() {
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("the API hangs up") << QJsonObject{{u"kind"_s, u"close"_s}} << ErrorCode::NetworkFailed;
    QTest::newRow("the API is out of order")
        << QJsonObject{{u"kind"_s, u"status"_s}, {u"status"_s, 503}} << ErrorCode::NetworkFailed;
    QTest::newRow("the token was changed")
        << QJsonObject{{u"kind"_s, u"status"_s}, {u"status"_s, 401}, {u"code"_s, 20003}} << ErrorCode::NoKey;
}

void TestLease::nobodyIsAskedInVainForLong() {
    QFETCH(QJsonObject, fault);
    QFETCH(const ErrorCode, code);
    point(plan());
    const auto asked = m_fake->log().size();
    fault.insert(u"count"_s, 1000);
    m_fake->addFault(fault);
    const Steps steps = restore();
    QCOMPARE(count(steps, Outcome::Failed), Numbers + 2);
    QCOMPARE(steps.back().error.code, code);
    QSet<QString> paths;
    const QJsonArray log = m_fake->log();
    for (qsizetype i = asked; i < log.size(); ++i)
        paths.insert(log[i]["path"_L1].toString());
    QVERIFY(paths.size() <= 8); // four failed, and no more than four were under way meanwhile
}

void TestLease::someoneElsesChangeIsLeftAlone() {
    point(plan());
    setByOthers(4, "VoiceUrl", "https://else.test/voice");
    const Steps steps = restore();
    QCOMPARE(count(steps, Outcome::Restored), Numbers + 1);
    const auto conflict = std::find_if(
        steps.begin(), steps.end(), [](const LeaseStep &step) { return step.outcome == Outcome::Conflict; });
    QVERIFY(conflict != steps.end());
    QCOMPARE(conflict->sid, sid("PN", 4));
    QCOMPARE(conflict->conflicts,
        (std::vector<LeaseConflict>{{Hook::Voice, u"https://one.test/voice"_s, u"https://else.test/voice"_s}}));
    QCOMPARE(now(4, "voice_url"), u"https://else.test/voice"_s);
    QCOMPARE(now(4, "sms_url"), u"https://demo.twilio.com/welcome/sms/reply/"_s); // its other settings are restored
    QCOMPARE(m_journal->entries().size(), 1u);
    QCOMPARE(count(restore(), Outcome::Conflict), 1);
}

void TestLease::someoneElsesChangeIsOverwrittenWhenAsked() {
    const QJsonObject first = m_fake->state();
    point(plan());
    setByOthers(4, "VoiceUrl", "https://else.test/voice");
    RestoreOptions options;
    options.force = true;
    QCOMPARE(count(restore(options), Outcome::Restored), Numbers + 2);
    QCOMPARE(m_fake->state(), first);
    QVERIFY(m_journal->entries().empty());
}

void TestLease::someoneElsesChangeIsKeptForGoodWhenAsked() {
    point(plan());
    setByOthers(4, "VoiceUrl", "https://else.test/voice");
    RestoreOptions options;
    options.keepsTheirs = true;
    const Steps steps = restore(options);
    QCOMPARE(count(steps, Outcome::Kept), 1);
    QCOMPARE(now(4, "voice_url"), u"https://else.test/voice"_s);
    QVERIFY(m_journal->entries().empty());
}

void TestLease::changeSinceThePlanIsAConflict() {
    const LeasePlan made = plan();
    setByOthers(2, "SmsUrl", "https://else.test/sms");
    const Steps steps = point(made);
    QCOMPARE(count(steps, Outcome::Conflict), 1);
    QCOMPARE(now(2, "sms_url"), u"https://else.test/sms"_s);
    QCOMPARE(now(2, "voice_url"), u"https://one.test/voice"_s);
    PointOptions options;
    options.force = true;
    QCOMPARE(count(point(made, options), Outcome::Pointed), 1);
    restore();
    QCOMPARE(now(2, "sms_url"), u"https://else.test/sms"_s);
    QCOMPARE(now(2, "voice_url"), u"https://app.test/voice?n=2"_s);
}

void TestLease::newPublicUrlIsFollowed() {
    const QJsonObject first = m_fake->state();
    point(plan());
    setByOthers(4, "VoiceUrl", "https://else.test/voice");
    const Steps steps = follow("https://two.test");
    QCOMPARE(count(steps, Outcome::Pointed), Numbers + 1);
    QCOMPARE(count(steps, Outcome::Conflict), 1);
    QCOMPARE(now(1, "voice_url"), u"https://two.test/voice"_s);
    QCOMPARE(now(4, "voice_url"), u"https://else.test/voice"_s);
    QCOMPARE(now(4, "sms_url"), u"https://two.test/sms"_s);
    QCOMPARE(count(follow("https://two.test"), Outcome::Unchanged), Numbers + 1);
    follow("https://three.test/prefix");
    QCOMPARE(now(1, "status_callback"), u"https://three.test/prefix/voice/status"_s);
    RestoreOptions options;
    options.force = true;
    restore(options);
    QCOMPARE(m_fake->state(), first);
}

void TestLease::termOfALeaseCanChange() {
    const LeasePlan made = plan();
    PointOptions options;
    options.term = LeaseTerm::Asked;
    point(made, options);
    QVERIFY(m_journal->entries()[0].term == LeaseTerm::Asked);
    options.term = LeaseTerm::Session;
    QCOMPARE(count(point(made, options), Outcome::Unchanged), Numbers + 2);
    QVERIFY(m_journal->entries()[0].term == LeaseTerm::Session);
    QCOMPARE(m_journal->find(Account, sid("PN", 1))->field(Hook::Voice)->before, u"https://app.test/voice?n=1"_s);
}

void TestLease::whatWasAskedForDoesNotFollow() {
    PointOptions options;
    options.term = LeaseTerm::Asked;
    point(plan(), options);
    QVERIFY(follow("https://two.test").empty());
    QCOMPARE(now(1, "voice_url"), u"https://one.test/voice"_s);
}

void TestLease::runsWaitForEachOther() {
    const QJsonObject first = m_fake->state();
    const LeasePlan made = plan();
    int pointed = 0;
    std::optional<Steps> restored;
    m_lease->point(
        made, {}, this, [&](const LeaseStep &, int, int) { ++pointed; }, [](const Steps &) {});
    m_lease->restore({}, this, {}, [&](const Steps &steps) { restored = steps; });
    QTRY_VERIFY_WITH_TIMEOUT(restored.has_value(), 60'000);
    QCOMPARE(pointed, Numbers + 2);
    QCOMPARE(count(*restored, Outcome::Restored), Numbers + 2);
    QCOMPARE(m_fake->state(), first);
}

void TestLease::onlyTheTermAskedForIsRestored() {
    point(plan());
    RestoreOptions options;
    options.term = LeaseTerm::Asked;
    QVERIFY(restore(options).empty());
    options.term = LeaseTerm::Session;
    options.sids = {sid("PN", 7)};
    QCOMPARE(count(restore(options), Outcome::Restored), 1);
    QCOMPARE(now(7, "voice_url"), u"https://app.test/voice?n=7"_s);
    QCOMPARE(m_journal->entries().size(), std::size_t(Numbers + 1));
}

void TestLease::numberThatIsGoneIsForgotten() {
    point(plan());
    m_fake->addFault(
        {{u"kind"_s, u"status"_s}, {u"status"_s, 404}, {u"code"_s, 20404}, {u"match"_s, text(sid("PN", 6))}});
    const Steps steps = restore();
    QCOMPARE(count(steps, Outcome::Gone), 1);
    QVERIFY(m_journal->entries().empty());
}

void TestLease::answerThatDoesNotSayHowItIsChangesNothing() {
    const LeasePlan made = plan();
    ScriptedApi other;
    other.answer(200, "{}");
    RestClient client(credentials(), other.base());
    client.setPace(quickPace());
    Lease lease(client, *m_journal);
    const Steps steps =
        run([&](const Lease::OnStep &onStep, const Lease::Done &done) { lease.point(made, {}, this, onStep, done); });
    QCOMPARE(count(steps, Outcome::Failed), Numbers + 2);
    QVERIFY(m_journal->entries().empty());
    for (const http::Request &request : other.requests)
        QCOMPARE(request.method().toByteArray(), QByteArray("GET"));
}

void TestLease::cancelledTheRestIsLeftAlone() {
    const QJsonObject first = m_fake->state();
    m_onStep = [this](const LeaseStep &, int done) {
        if (done == 3)
            m_lease->cancel();
    };
    const Steps steps = point(plan());
    QCOMPARE(steps.size(), std::size_t(Numbers + 2));
    QVERIFY(count(steps, Outcome::Cancelled) >= Numbers + 2 - 3 - 4);
    QVERIFY(count(steps, Outcome::Pointed) >= 3);
    QVERIFY(m_journal->entries().size() <= 3 + 4);
    m_onStep = {};
    restore();
    QCOMPARE(m_fake->state(), first);
    QVERIFY(!m_lease->isBusy());
}

void TestLease::journalThatCannotBeWrittenMeansNoChange() {
    const LeasePlan made = plan();
    const QJsonObject first = m_fake->state();
    QVERIFY(QDir().mkdir(m_folder->filePath(u"lease"_s))); // a folder in the file's place
    const Steps steps = point(made);
    QCOMPARE(count(steps, Outcome::Failed), Numbers + 2);
    QCOMPARE(steps[0].error.code, ErrorCode::FileUnwritable);
    QCOMPARE(m_fake->state(), first);
}

void TestLease::anotherAccountIsLeftAlone() {
    LeaseEntry other = bare(leasedNumber(1));
    other.account = "AC" + QByteArray(32, 'f');
    QVERIFY(m_journal->take(other, firstChanges()));
    point(plan());
    QCOMPARE(count(follow("https://two.test"), Outcome::Pointed), Numbers + 2);
    QCOMPARE(count(restore(), Outcome::Restored), Numbers + 2);
    QCOMPARE(m_journal->entries().size(), 1u);
    QCOMPARE(m_journal->entries()[0].account, other.account);
}

QTEST_GUILESS_MAIN(TestLease)
#include "tst_lease.moc"
