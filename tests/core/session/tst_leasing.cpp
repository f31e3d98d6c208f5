#include "core/session/leasing.h"
#include "core/session/session.h"
#include "tests/core/account/fake_api.h"
#include "tests/core/account/lease_support.h"

#include <QSignalSpy>
#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;
using Outcome = LeaseStep::Outcome;

namespace {
constexpr int Numbers = 5;
}

/// With a key store that holds the fake's token, as a key file would give it.
class TestLeasing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void pointedAndRestored();
    void withoutKeyItIsSaid();
    void newPublicUrlIsFollowed();
    void urlThatChangesMeanwhileIsFollowedAfterwards();
    void askedForMeanwhileTheRestoreComesAfter();
    void leftoversAreFoundAndRestored();
    void whatWasAskedForIsNoLeftover();
    void sessionLeadsItsNumbersAlong();

private:
    struct Parts {
        settings::Preferences preferences;
        KeyStore keys;
        AccountAccess access;
        Leasing leasing;
        explicit Parts(const QString &folder, const ApiBase &base)
            : preferences(folder + u"/preferences.ini"_s)
            , keys(preferences)
            , access(preferences, keys)
            , leasing(access, base) {
            leasing.setPace(quickPace());
            leasing.open(folder + u"/test.offhook-workspace"_s);
        }
        void addKey() {
            keys.addFixed(
                {{twilio::KeyKind::AuthToken, twilio::KeyAlgorithm::HmacSha1, Account, {}, credentials().secret}},
                KeyEntry::Origin::KeyFile);
        }
    };
    std::unique_ptr<Parts> start() {
        auto parts = std::make_unique<Parts>(m_folder->path(), m_fake->base());
        parts->addKey();
        return parts;
    }
    LeasePlan plan(Parts &parts, const QByteArray &url) {
        Told<Inventory> told;
        parts.leasing.load(Account, this, {}, told.callback());
        LeaseRequest request;
        request.publicUrl = url;
        for (int i = 1; i <= Numbers; ++i)
            request.sids.push_back(sid("PN", i));
        return planLease(request, *told.result());
    }
    static LeaseReport waitForEnd(Leasing &leasing, const std::function<void()> &begin, int ends = 1) {
        QSignalSpy ended(&leasing, &Leasing::ended);
        begin();
        [&] { QTRY_COMPARE_WITH_TIMEOUT(ended.count(), ends, 60'000); }();
        return ended.isEmpty() ? LeaseReport{} : ended.last().at(1).value<LeaseReport>();
    }
    static int count(const LeaseReport &report, Outcome outcome) {
        return int(std::count_if(report.steps.begin(), report.steps.end(),
            [outcome](const LeaseStep &step) { return step.outcome == outcome; }));
    }
    [[nodiscard]] QString voiceUrl(int n) {
        return m_fake->resource(u"numbers"_s, sid("PN", n)).value("voice_url"_L1).toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeApi> m_fake;
    QJsonObject m_first;
};

void TestLeasing::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QJsonArray numbers;
    for (int i = 1; i <= Numbers; ++i)
        numbers.append(QJsonObject{{u"sid"_s, text(sid("PN", i))}, {u"phone_number"_s, u"+1500%1"_s.arg(i)},
            {u"voice_url"_s, u"https://app.test/%1"_s.arg(i)}});
    m_fake = std::make_unique<FakeApi>(
        QJsonObject{{u"account"_s, text(Account)}, {u"token"_s, text(Token)}, {u"numbers"_s, numbers}});
    m_first = m_fake->state();
}

void TestLeasing::cleanup() {
    qunsetenv("OFFHOOK_TWILIO_API");
}

void TestLeasing::pointedAndRestored() {
    const auto parts = start();
    Leasing &leasing = parts->leasing;
    QSignalSpy steps(&leasing, &Leasing::stepDone);
    const LeasePlan made = plan(*parts, "https://one.test");
    const LeaseReport pointed = waitForEnd(leasing, [&] { leasing.point(Account, made, {}); });
    QCOMPARE(count(pointed, Outcome::Pointed), Numbers);
    QVERIFY(pointed.errors.empty());
    QCOMPARE(steps.count(), Numbers);
    QCOMPARE(steps.last().at(1).toInt(), Numbers);
    QCOMPARE(leasing.entries().size(), std::size_t(Numbers));
    QVERIFY(leasing.isLeasing() && !leasing.hasLeftovers() && !leasing.isBusy());
    QCOMPARE(count(waitForEnd(leasing, [&] { leasing.restore({}); }), Outcome::Restored), Numbers);
    QVERIFY(!leasing.isLeasing());
    QCOMPARE(m_fake->state(), m_first);
}

void TestLeasing::withoutKeyItIsSaid() {
    auto parts = start();
    const LeasePlan made = plan(*parts, "https://one.test");
    waitForEnd(parts->leasing, [&] { parts->leasing.point(Account, made, {}); });
    parts.reset();
    Parts without(m_folder->path(), m_fake->base());
    Told<Inventory> told;
    without.leasing.load(Account, this, {}, told.callback());
    QCOMPARE(told.result().error().code, ErrorCode::NoKey);
    const LeaseReport report = waitForEnd(without.leasing, [&] { without.leasing.restore({}); });
    QCOMPARE(report.errors.size(), 1u);
    QCOMPARE(report.errors[0].code, ErrorCode::NoKey);
    QCOMPARE(without.leasing.entries().size(), std::size_t(Numbers));
}

void TestLeasing::newPublicUrlIsFollowed() {
    const auto parts = start();
    Leasing &leasing = parts->leasing;
    leasing.setPublicUrl("https://nobody.test"); // nothing is leased
    const LeasePlan made = plan(*parts, "https://one.test");
    waitForEnd(leasing, [&] { leasing.point(Account, made, {}); });
    leasing.setPublicUrl("https://one.test"); // leads there already
    QVERIFY(!leasing.isBusy());
    QCOMPARE(count(waitForEnd(leasing, [&] { leasing.setPublicUrl("https://two.test"); }), Outcome::Pointed), Numbers);
    QCOMPARE(voiceUrl(2), u"https://two.test/voice"_s);
    QCOMPARE(leasing.entries()[0].base, QByteArray("https://two.test"));
    leasing.setPublicUrl({}); // a tunnel that is down leads nowhere else
    QVERIFY(!leasing.isBusy());
    waitForEnd(leasing, [&] { leasing.restore({}); });
    QCOMPARE(m_fake->state(), m_first);
    leasing.setPublicUrl("https://three.test");
    QVERIFY(!leasing.isBusy());
}

void TestLeasing::urlThatChangesMeanwhileIsFollowedAfterwards() {
    const auto parts = start();
    Leasing &leasing = parts->leasing;
    const LeasePlan made = plan(*parts, "https://one.test");
    const LeaseReport last = waitForEnd(
        leasing,
        [&] {
            leasing.point(Account, made, {});
            leasing.setPublicUrl("https://two.test");
            leasing.setPublicUrl("https://three.test");
        },
        2);
    QCOMPARE(count(last, Outcome::Pointed), Numbers);
    QCOMPARE(voiceUrl(5), u"https://three.test/voice"_s);
}

void TestLeasing::askedForMeanwhileTheRestoreComesAfter() {
    const auto parts = start();
    Leasing &leasing = parts->leasing;
    const LeasePlan made = plan(*parts, "https://one.test");
    waitForEnd(
        leasing,
        [&] {
            leasing.point(Account, made, {});
            leasing.cancel();
            leasing.restore({});
        },
        2);
    QVERIFY(leasing.entries().empty());
    QCOMPARE(m_fake->state(), m_first);
}

void TestLeasing::leftoversAreFoundAndRestored() {
    auto parts = start();
    const LeasePlan made = plan(*parts, "https://one.test");
    waitForEnd(parts->leasing, [&] { parts->leasing.point(Account, made, {}); });
    parts.reset();
    parts = start();
    QVERIFY(parts->leasing.hasLeftovers() && !parts->leasing.isLeasing());
    QCOMPARE(parts->leasing.entries().size(), std::size_t(Numbers));
    waitForEnd(parts->leasing, [&] { parts->leasing.restore({}); });
    QVERIFY(!parts->leasing.hasLeftovers());
    QCOMPARE(m_fake->state(), m_first);
}

void TestLeasing::whatWasAskedForIsNoLeftover() {
    auto parts = start();
    const LeasePlan made = plan(*parts, "https://one.test");
    PointOptions options;
    options.term = LeaseTerm::Asked;
    waitForEnd(parts->leasing, [&] { parts->leasing.point(Account, made, options); });
    QVERIFY(!parts->leasing.isLeasing());
    parts.reset();
    parts = start();
    QVERIFY(!parts->leasing.hasLeftovers());
    QCOMPARE(parts->leasing.entries().size(), std::size_t(Numbers));
}

void TestLeasing::sessionLeadsItsNumbersAlong() {
    qputenv("OFFHOOK_TWILIO_API", m_fake->origin().toUtf8());
    settings::Preferences preferences(m_folder->filePath(u"preferences.ini"_s));
    KeyStore keys(preferences);
    keys.addFixed({{twilio::KeyKind::AuthToken, twilio::KeyAlgorithm::HmacSha1, Account, {}, credentials().secret}},
        KeyEntry::Origin::KeyFile);
    Session session(preferences, keys);
    QVERIFY(session.open(m_folder->filePath(u"test.offhook-workspace"_s)));
    Leasing &leasing = session.leasing();
    Told<Inventory> told;
    leasing.load(Account, this, {}, told.callback());
    LeaseRequest request;
    request.publicUrl = "https://one.test";
    request.sids = {sid("PN", 1)};
    const LeasePlan made = planLease(request, *told.result());
    waitForEnd(leasing, [&] { leasing.point(Account, made, {}); });
    waitForEnd(leasing, [&] { session.setPublicUrl("https://two.test"); });
    QCOMPARE(voiceUrl(1), u"https://two.test/voice"_s);
    session.close();
    QVERIFY(session.open(m_folder->filePath(u"test.offhook-workspace"_s)));
    QVERIFY(leasing.hasLeftovers());
    waitForEnd(leasing, [&] { leasing.restore({}); });
    QCOMPARE(m_fake->state(), m_first);
}

QTEST_GUILESS_MAIN(TestLeasing)
#include "tst_leasing.moc"
