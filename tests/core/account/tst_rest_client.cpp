#include "core/account/rest_error.h"
#include "tests/core/account/account_support.h"
#include "tests/core/account/fake_api.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace offhook;
using namespace offhook::account;
using namespace Qt::StringLiterals;
using Host = RestClient::Host;
using Delivery = http::Delivery::Type;

namespace {
const QString Numbers = u"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers.json"_s;
const QByteArray Authenticate =
    R"({"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401})";
QByteArray basicPair() {
    return QByteArray(Account + ':' + Token).toBase64();
}
} // namespace

class TestRestClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_api = std::make_unique<ScriptedApi>();
        m_client = std::make_unique<RestClient>(credentials(), m_api->base());
        m_client->setPace(quickPace());
    }
    void requestIsAsTwilioWantsIt();
    void updateIsAForm();
    void answerWithoutBodyIsAnEmptyObject();
    void refusalIsToldAndNotRepeated();
    void whatMayPassIsTriedAgain_data();
    void whatMayPassIsTriedAgain();
    void tryingEnds();
    void tooManyHoldsAllBack();
    void retryAfterIsRespected();
    void answerThatNeverComesTimesOut();
    void nobodyListens();
    void endlessAnswerIsEnded();
    void redirectIsNotFollowed();
    void onlySoManyAtOnce();
    void cancelledIsToldOnceAndLater();
    void cancelledWhileWaitingIsNeverSent();
    void nobodyHearsWhenTheGuardIsGone();
    void clientMayGoAtAnyTime();
    void pagesOfBothEnvelopes_data();
    void pagesOfBothEnvelopes();
    void pagesInACircleEnd();
    void pagesWithoutEndEnd();
    void pageThatFailsEndsTheList();
    void pageIsTriedAgain();
    void badAccountIsRefusedHere();
    void badBaseIsRefusedHere();
    void secretIsInNoError();
    void wholeListOfTheFakeApi();
    void updateWhoseAnswerIsCutIsDone();

private:
    const Result<QJsonObject> &get(const QString &path = Numbers) {
        m_told = {};
        m_client->get(Host::Api, path, {}, this, m_told.callback());
        return m_told.result();
    }
    std::unique_ptr<ScriptedApi> m_api;
    std::unique_ptr<RestClient> m_client;
    Told<QJsonObject> m_told;
};

void TestRestClient::requestIsAsTwilioWantsIt() {
    m_api->answer(200, R"({"page":0})");
    Told<QJsonObject> told;
    m_client->get(Host::Api, Numbers, {{"PageSize", "50"}, {"DateSent>", "2026-01-01"}, {"FriendlyName", "a b&c"}},
        this, told.callback());
    QVERIFY(!told.isThere());
    QVERIFY(told.result());
    QCOMPARE(told.result()->value("page"_L1).toInt(-1), 0);
    const http::Request &request = m_api->requests.at(0);
    QCOMPARE(request.method().toByteArray(), QByteArray("GET"));
    QCOMPARE(request.target().toByteArray(),
        "/2010-04-01/Accounts/" + Account +
            "/IncomingPhoneNumbers.json?PageSize=50&DateSent%3E=2026-01-01&FriendlyName=a+b%26c");
    QCOMPARE(request.header("Authorization").toByteArray(), "Basic " + basicPair());
    QVERIFY(request.header("User-Agent").startsWith("offhook/"));
}

void TestRestClient::updateIsAForm() {
    m_api->answer(200, R"({"sid":"PN1"})");
    Told<QJsonObject> told;
    m_client->post(Host::Messaging, u"/v1/Services/MG1"_s,
        {{"InboundRequestUrl", "https://x.test/a?b=1&c=ü"}, {"Empty", ""}}, this, told.callback());
    QVERIFY(told.result());
    const http::Request &request = m_api->requests.at(0);
    QCOMPARE(request.method().toByteArray(), QByteArray("POST"));
    QCOMPARE(request.mediaType(), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(request.body(), QByteArray("InboundRequestUrl=https%3A%2F%2Fx.test%2Fa%3Fb%3D1%26c%3D%C3%BC&Empty="));
}

void TestRestClient::answerWithoutBodyIsAnEmptyObject() {
    m_api->answer(204, {});
    QVERIFY(get());
    QVERIFY(m_told.result()->isEmpty());
}

void TestRestClient::refusalIsToldAndNotRepeated() {
    m_api->answer(401, Authenticate, {{"WWW-Authenticate", "Basic realm=\"Twilio API\""}});
    QCOMPARE(get().error().code, ErrorCode::NoKey);
    QCOMPARE(twilioCode(m_told.result().error()), 20003);
    QCOMPARE(
        m_told.result().error().detail, u"20003 Authenticate (HTTP 401) https://www.twilio.com/docs/errors/20003"_s);
    QCOMPARE(m_api->requests.size(), 1u);
}

void TestRestClient::whatMayPassIsTriedAgain_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("delivery");
    QTest::addColumn<bool>("isPost");
    const QByteArray tooMany = R"({"code":20429,"message":"Too Many Requests","status":429})";
    QTest::newRow("too many requests") << 429 << tooMany << int(Delivery::Whole) << false;
    QTest::newRow("an update among too many") << 429 << tooMany << int(Delivery::Whole) << true;
    QTest::newRow("a fault of the server") << 500 << QByteArray() << int(Delivery::Whole) << false;
    QTest::newRow("the server is away") << 503 << QByteArray("<html>") << int(Delivery::Whole) << true;
    QTest::newRow("closed without an answer") << 200 << QByteArray() << int(Delivery::Close) << false;
    QTest::newRow("reset without an answer") << 200 << QByteArray() << int(Delivery::Reset) << true;
    QTest::newRow("cut in the middle") << 200 << QByteArray(R"({"sid":"PN1","x":"yyyyyyyyyy"})") << int(Delivery::Half)
                                       << false;
    QTest::newRow("not JSON") << 200 << QByteArray("<html>log in to this network") << int(Delivery::Whole) << false;
}

void TestRestClient::whatMayPassIsTriedAgain() {
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, delivery);
    QFETCH(const bool, isPost);
    m_api->answer(status, body, {}, Delivery(delivery));
    m_api->answer(status, body, {}, Delivery(delivery));
    m_api->answer(200, R"({"sid":"PN1"})");
    Told<QJsonObject> told;
    if (isPost)
        m_client->post(Host::Api, Numbers, {{"SmsUrl", "x"}}, this, told.callback());
    else
        m_client->get(Host::Api, Numbers, {}, this, told.callback());
    QVERIFY2(told.result(), qPrintable(told.result() ? QString() : told.result().error().detail));
    QCOMPARE(told.result()->value("sid"_L1).toString(), u"PN1"_s);
    // Qt itself may send once more what a connection that was kept open did not take.
    QVERIFY(m_api->requests.size() >= 3);
    QCOMPARE(told.count(), 1);
}

void TestRestClient::tryingEnds() {
    m_api->answer(503, R"({"code":20503,"message":"Service Unavailable","status":503})");
    QCOMPARE(get().error().code, ErrorCode::NetworkFailed);
    QCOMPARE(twilioCode(m_told.result().error()), 20503);
    QCOMPARE(m_api->requests.size(), std::size_t(quickPace().tries));
}

void TestRestClient::tooManyHoldsAllBack() {
    RestPace pace = quickPace();
    pace.atOnce = 1;
    pace.firstPause = std::chrono::milliseconds(200);
    pace.longestPause = std::chrono::milliseconds(200);
    m_client->setPace(pace);
    m_api->answer(429, {});
    m_api->answer(200, "{}");
    Told<QJsonObject> first;
    Told<QJsonObject> second;
    QElapsedTimer timer;
    timer.start();
    m_client->get(Host::Api, u"/first"_s, {}, this, first.callback());
    m_client->get(Host::Api, u"/second"_s, {}, this, second.callback());
    QVERIFY(first.result());
    QVERIFY(second.result());
    QVERIFY(timer.elapsed() >= 100); // half of the pause at least: jitter takes no more
    QCOMPARE(m_api->target(1), QByteArray("/first"));
    QCOMPARE(m_api->target(2), QByteArray("/second"));
}

void TestRestClient::retryAfterIsRespected() {
    RestPace pace = quickPace();
    pace.longestPause = std::chrono::milliseconds(10'000);
    m_client->setPace(pace);
    m_api->answer(429, {}, {{"Retry-After", "1"}});
    m_api->answer(200, "{}");
    QElapsedTimer timer;
    timer.start();
    QVERIFY(get());
    QVERIFY(timer.elapsed() >= 990);
}

void TestRestClient::answerThatNeverComesTimesOut() {
    RestPace pace = quickPace();
    pace.timeLimit = std::chrono::milliseconds(50);
    pace.tries = 2;
    m_client->setPace(pace);
    m_api->isSilent = true;
    QCOMPARE(get().error().code, ErrorCode::TimedOut);
    QCOMPARE(m_api->requests.size(), 2u);
}

void TestRestClient::nobodyListens() {
    const ApiBase gone = m_api->base();
    m_api.reset();
    m_client = std::make_unique<RestClient>(credentials(), gone);
    m_client->setPace(quickPace());
    QCOMPARE(get().error().code, ErrorCode::NetworkFailed);
}

void TestRestClient::endlessAnswerIsEnded() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QByteArray piece(256 * 1024, ' ');
    int connections = 0;
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        ++connections;
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &piece] {
            socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{" + piece);
        });
        connect(socket, &QTcpSocket::bytesWritten, socket, [socket, &piece] {
            if (socket->bytesToWrite() < piece.size())
                socket->write(piece);
        });
    });
    m_client =
        std::make_unique<RestClient>(credentials(), *ApiBase::at(u"http://127.0.0.1:%1"_s.arg(server.serverPort())));
    m_client->setPace(quickPace());
    QCOMPARE(get().error().detail, u"the API's answer has no end"_s);
    QCOMPARE(connections, 1);
}

void TestRestClient::redirectIsNotFollowed() {
    ScriptedApi other;
    other.answer(200, "{}");
    m_api->answer(302, {}, {{"Location", other.origin().toUtf8() + "/taken"}});
    QCOMPARE(get().error().code, ErrorCode::InvalidInput);
    QVERIFY(other.requests.empty());
}

void TestRestClient::onlySoManyAtOnce() {
    m_api->isSilent = true;
    m_api->answer(200, "{}");
    std::vector<Told<QJsonObject>> told(6);
    for (Told<QJsonObject> &one : told)
        m_client->get(Host::Api, Numbers, {}, this, one.callback());
    QTRY_COMPARE(m_api->requests.size(), 4u);
    m_api->isSilent = false;
    m_api->held.at(0)->respond({200, {}, "{}"});
    QTRY_VERIFY(m_api->requests.size() >= 5);
    for (std::size_t i = 1; i < 4; ++i)
        m_api->held.at(i)->respond({200, {}, "{}"});
    for (Told<QJsonObject> &one : told)
        QVERIFY(one.result());
}

void TestRestClient::cancelledIsToldOnceAndLater() {
    m_api->isSilent = true;
    Told<QJsonObject> told;
    const RestCall call = m_client->get(Host::Api, Numbers, {}, this, told.callback());
    QTRY_COMPARE(m_api->requests.size(), 1u);
    call.cancel();
    QVERIFY(!told.isThere());
    QCOMPARE(told.result().error().code, ErrorCode::Cancelled);
    call.cancel();
    QCoreApplication::processEvents();
    QCOMPARE(told.count(), 1);
}

void TestRestClient::cancelledWhileWaitingIsNeverSent() {
    m_api->answer(200, "{}");
    Told<QJsonObject> told;
    m_client->get(Host::Api, Numbers, {}, this, told.callback()).cancel();
    QCOMPARE(told.result().error().code, ErrorCode::Cancelled);
    QVERIFY(get());
    QCOMPARE(m_api->requests.size(), 1u);
}

void TestRestClient::nobodyHearsWhenTheGuardIsGone() {
    m_api->answer(200, "{}");
    Told<QJsonObject> told;
    {
        QObject guard;
        m_client->get(Host::Api, Numbers, {}, &guard, told.callback());
    }
    QVERIFY(get());
    QVERIFY(!told.isThere());
}

void TestRestClient::clientMayGoAtAnyTime() {
    m_api->isSilent = true;
    Told<QJsonObject> told;
    const RestCall call = m_client->get(Host::Api, Numbers, {}, this, told.callback());
    QTRY_COMPARE(m_api->requests.size(), 1u);
    m_client.reset();
    call.cancel();
    QCoreApplication::processEvents();
    QVERIFY(!told.isThere());
}

void TestRestClient::pagesOfBothEnvelopes_data() {
    QTest::addColumn<bool>("isNewer");
    QTest::newRow("next_page_uri of the 2010 API") << false;
    QTest::newRow("meta.next_page_url of the newer APIs") << true;
}

void TestRestClient::pagesOfBothEnvelopes() {
    QFETCH(const bool, isNewer);
    const QByteArray origin = m_api->origin().toUtf8();
    for (int page = 0; page < 3; ++page) {
        const QByteArray link = "/list?Page=" + QByteArray::number(page + 1) + "&PageToken=P%2F";
        const QByteArray next = page == 2 ? QByteArray("null") : '"' + (isNewer ? origin + link : link) + '"';
        const QByteArray items = R"({"items":[{"n":)" + QByteArray::number(page) + "}],";
        const QByteArray rest = isNewer ? QByteArray(R"("meta":{"next_page_url":)" + next + "}}")
                                        : QByteArray(R"("next_page_uri":)" + next + '}');
        m_api->answer(200, items + rest);
    }
    QList<int> got;
    Told<void> told;
    m_client->list(
        Host::Api, u"/list"_s, u"items"_s, {{"PageSize", "1"}}, this,
        [&](const QJsonArray &items) {
            for (const QJsonValue &item : items)
                got.append(item["n"_L1].toInt());
        },
        told.callback());
    QVERIFY(told.result());
    QCOMPARE(got, (QList<int>{0, 1, 2}));
    QCOMPARE(m_api->target(0), QByteArray("/list?PageSize=1"));
    QCOMPARE(m_api->target(2), QByteArray("/list?Page=2&PageToken=P%2F"));
}

void TestRestClient::pagesInACircleEnd() {
    m_api->answer(200, R"({"items":[1],"next_page_uri":"/list?Page=1"})");
    Told<void> told;
    int pages = 0;
    m_client->list(
        Host::Api, u"/list"_s, u"items"_s, {}, this, [&](const QJsonArray &) { ++pages; }, told.callback());
    QCOMPARE(told.result().error().code, ErrorCode::NetworkFailed);
    QCOMPARE(pages, 2);
}

void TestRestClient::pagesWithoutEndEnd() {
    for (int page = 1; page <= 4; ++page)
        m_api->answer(200, R"({"items":[1],"next_page_uri":"/list?Page=)" + QByteArray::number(page) + "\"}");
    RestPace pace;
    pace.mostPages = 3;
    m_client->setPace(pace);
    Told<void> told;
    int pages = 0;
    m_client->list(
        Host::Api, u"/list"_s, u"items"_s, {}, this, [&](const QJsonArray &) { ++pages; }, told.callback());
    QCOMPARE(told.result().error().code, ErrorCode::NetworkFailed);
    QVERIFY(told.result().error().detail.contains(u"3 pages"_s));
    QCOMPARE(pages, 3);
}

void TestRestClient::pageThatFailsEndsTheList() {
    m_api->answer(200, R"({"items":[1],"next_page_uri":"/list?Page=1"})");
    m_api->answer(404, R"({"code":20404,"message":"Not found","status":404})");
    Told<void> told;
    int pages = 0;
    m_client->list(
        Host::Api, u"/list"_s, u"items"_s, {}, this, [&](const QJsonArray &) { ++pages; }, told.callback());
    QCOMPARE(twilioCode(told.result().error()), 20404);
    QCOMPARE(pages, 1);
}

void TestRestClient::pageIsTriedAgain() {
    m_api->answer(200, R"({"items":[1],"next_page_uri":"/list?Page=1"})");
    m_api->answer(429, {});
    m_api->answer(200, R"({"items":[2],"next_page_uri":null})");
    Told<void> told;
    int items = 0;
    m_client->list(
        Host::Api, u"/list"_s, u"items"_s, {}, this, [&](const QJsonArray &page) { items += int(page.size()); },
        told.callback());
    QVERIFY(told.result());
    QCOMPARE(items, 2);
}

void TestRestClient::badAccountIsRefusedHere() {
    m_api->answer(200, "{}");
    Credentials bad = credentials();
    bad.accountSid = "AC/../../x";
    m_client = std::make_unique<RestClient>(bad, m_api->base());
    QCOMPARE(get().error().code, ErrorCode::InvalidInput);
    QVERIFY(m_api->requests.empty());
}

void TestRestClient::badBaseIsRefusedHere() {
    m_client = std::make_unique<RestClient>(credentials(), ApiBase{});
    QCOMPARE(get().error().code, ErrorCode::InvalidInput);
}

void TestRestClient::secretIsInNoError() {
    const QByteArray basic = basicPair();
    m_api->answer(400, R"({"message":"you sent Basic )" + basic + " and " + Token + R"("})");
    const QString detail = get().error().detail;
    QVERIFY(detail.contains(u"you sent"_s));
    QVERIFY(!detail.contains(QString::fromLatin1(Token)));
    QVERIFY(!detail.contains(QString::fromLatin1(basic)));
}

namespace {
QJsonObject twoHundredNumbers() {
    QJsonArray numbers;
    for (int i = 0; i < 200; ++i)
        numbers.append(QJsonObject{{u"sid"_s, u"PN%1"_s.arg(i, 32, 16, QChar(u'0'))},
            {u"phone_number"_s, u"+1500555%1"_s.arg(i, 4, 10, QChar(u'0'))}});
    return {{u"account"_s, QString::fromLatin1(Account)}, {u"token"_s, QString::fromLatin1(Token)},
        {u"numbers"_s, numbers}};
}
} // namespace

void TestRestClient::wholeListOfTheFakeApi() {
    FakeApi fake(twoHundredNumbers());
    fake.addFault({{u"kind"_s, u"status"_s}, {u"status"_s, 429}, {u"skip"_s, 2}});
    fake.addFault({{u"kind"_s, u"cut"_s}, {u"skip"_s, 3}});
    RestClient client(credentials(), fake.base());
    client.setPace(quickPace());
    QStringList sids;
    Told<void> told;
    client.list(
        Host::Api, Numbers, u"incoming_phone_numbers"_s, {{"PageSize", "30"}}, this,
        [&](const QJsonArray &page) {
            for (const QJsonValue &item : page)
                sids.append(item["sid"_L1].toString());
        },
        told.callback());
    QVERIFY2(told.result(), qPrintable(told.result() ? QString() : told.result().error().detail));
    QCOMPARE(sids.size(), 200);
    QVERIFY(std::is_sorted(sids.begin(), sids.end()));
    QCOMPARE(fake.log().size(), 7 + 2);
}

void TestRestClient::updateWhoseAnswerIsCutIsDone() {
    FakeApi fake(twoHundredNumbers());
    fake.addFault({{u"kind"_s, u"cut"_s}, {u"applied"_s, true}});
    RestClient client(credentials(), fake.base());
    client.setPace(quickPace());
    const QByteArray sid = "PN" + QByteArray(32, '0');
    Told<QJsonObject> told;
    client.post(Host::Api,
        u"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/"_s + QString::fromLatin1(sid) + u".json"_s,
        {{"SmsUrl", "https://x.test/sms"}}, this, told.callback());
    QVERIFY(told.result());
    QCOMPARE(told.result()->value("sms_url"_L1).toString(), u"https://x.test/sms"_s);
    QCOMPARE(fake.resource(u"numbers"_s, sid).value("sms_url"_L1).toString(), u"https://x.test/sms"_s);
    QCOMPARE(fake.log().size(), 2);
}

QTEST_GUILESS_MAIN(TestRestClient)
#include "tst_rest_client.moc"
