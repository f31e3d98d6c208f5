#include "core/compose/templates.h"
#include "core/session/session.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace offhook;
using namespace Qt::StringLiterals;

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensListensAndCloses();
    void everyTemplateSentThroughTheListenerIsStoredValid();
    void sampleIsValidBehindAPublicUrlToo();
    void settingsAreKeptInTheWorkspace();
    void secondSessionIsToldAndMayFollowReadOnly();
    void damagedWorkspaceIsSetAsideAndAFreshOneOpened();
    void sendTestWithoutListenerFails();
    void signatureViewShowsWhatWasSigned();

private:
    void listen(Session &session);
    flow::EventPtr fetch(Session &session, EventId id);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<settings::Preferences> m_preferences;
    std::unique_ptr<KeyStore> m_keys;
    QString m_path;
};

void TestSession::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"w.offhook-workspace"_s);
    m_preferences = std::make_unique<settings::Preferences>(m_folder->filePath(u"preferences.ini"_s));
    m_keys = std::make_unique<KeyStore>(*m_preferences);
}

void TestSession::cleanup() {
    m_keys.reset();
    m_preferences.reset();
    m_folder.reset();
}

void TestSession::listen(Session &session) {
    http::ListenOptions options;
    options.port = 0;
    session.listen(options);
    QTRY_COMPARE(session.listener().type, ListenerState::Type::Listening);
}

flow::EventPtr TestSession::fetch(Session &session, EventId id) {
    flow::EventPtr found;
    bool done = false;
    session.events()->fetch(id, this, [&](const Result<flow::EventPtr> &event) {
        found = event ? *event : nullptr;
        done = true;
    });
    [&] { QTRY_VERIFY(done); }();
    return found;
}

void TestSession::opensListensAndCloses() {
    Session session(*m_preferences, *m_keys);
    QVERIFY(session.open(m_path));
    listen(session);
    QVERIFY(session.listener().url().startsWith(u"http://127.0.0.1:"_s));
    session.close();
    QCOMPARE(session.listener().type, ListenerState::Type::Stopped);
    QVERIFY(session.events() == nullptr);
    QVERIFY(session.open(m_path));
}

void TestSession::everyTemplateSentThroughTheListenerIsStoredValid() {
    Session session(*m_preferences, *m_keys);
    QVERIFY(session.open(m_path));
    listen(session);
    int answered = 0;
    int sent = 0;
    for (const compose::Template &request : compose::templates()) {
        ++sent;
        session.sendTest(request, {}, this, [&](const Result<compose::SendResult> &result) {
            QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
            QVERIFY2(result->status == 200 || result->status == 204, result->head.constData());
            ++answered;
        });
        QTRY_COMPARE(answered, sent);
        const flow::EventPtr event = fetch(session, sent);
        QVERIFY(event);
        QVERIFY2(event->verification.verdict == twilio::Verdict::Valid, request.name.constData());
        QVERIFY2(request.name.startsWith(event->meaning.kindName), event->meaning.kindName.constData());
        QCOMPARE(event->verification.keyLabel, u"Sample key"_s);
    }
    QVERIFY(sent >= 60);
}

void TestSession::sampleIsValidBehindAPublicUrlToo() {
    Session session(*m_preferences, *m_keys);
    QVERIFY(session.open(m_path));
    session.setPublicUrl("https://hooks.example.test");
    listen(session);
    bool done = false;
    session.sendTest(*compose::findTemplate("voice.inbound"), {{"From", "+15550001111"}}, this,
        [&](const Result<compose::SendResult> &result) {
            QVERIFY(result);
            done = true;
        });
    QTRY_VERIFY(done);
    const flow::EventPtr event = fetch(session, 1);
    QCOMPARE(event->verification.verdict, twilio::Verdict::Valid);
    QVERIFY(event->verification.matchedUrl.startsWith("https://hooks.example.test/"));
    QCOMPARE(event->meaning.from, QByteArray("+15550001111"));
}

void TestSession::settingsAreKeptInTheWorkspace() {
    const flow::Answer answer{false, 201, "text/plain", "hello"};
    const store::Retention retention{std::chrono::hours(24), {}, {}};
    twilio::ThreadLimits limits;
    limits.delivery = std::chrono::seconds(90);
    {
        Session session(*m_preferences, *m_keys);
        QVERIFY(session.open(m_path));
        session.setPublicUrl("https://a.example.test");
        session.setAnswer(answer);
        session.setRetention(retention);
        session.setThreadLimits(limits);
        session.setSavedFilters({{u"Mine"_s, u"is:marked"_s}});
    }
    Session session(*m_preferences, *m_keys);
    QVERIFY(session.open(m_path));
    QCOMPARE(session.publicUrl(), QByteArray("https://a.example.test"));
    QCOMPARE(session.answer(), answer);
    QCOMPARE(session.retention(), retention);
    QCOMPARE(session.threadLimits(), limits);
    QCOMPARE(session.savedFilters(), (QList<SavedFilter>{{u"Mine"_s, u"is:marked"_s}}));
}

void TestSession::secondSessionIsToldAndMayFollowReadOnly() {
    Session writer(*m_preferences, *m_keys);
    QVERIFY(writer.open(m_path));
    listen(writer);
    Session second(*m_preferences, *m_keys);
    const Result<void> refused = second.open(m_path);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::WorkspaceLocked);
    QVERIFY(refused.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(second.open(m_path, store::Access::ReadOnly));
    QVERIFY(second.isReadOnly());
    qint64 followed = 0;
    connect(second.events(), &store::EventStore::committed, this,
        [&](const store::EventBatch &batch) { followed += qint64(batch.events.size()); });
    writer.sendTest(*compose::findTemplate("sms.inbound"), {}, this, [](const Result<compose::SendResult> &) {});
    QTRY_COMPARE(followed, 1);
}

void TestSession::damagedWorkspaceIsSetAsideAndAFreshOneOpened() {
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    Session session(*m_preferences, *m_keys);
    QCOMPARE(session.open(m_path).error().code, ErrorCode::WorkspaceDamaged);
    const Result<QString> aside = session.openMending(m_path);
    QVERIFY(aside);
    QVERIFY(QFile::exists(*aside));
    QCOMPARE(QFile(*aside).size(), 8192);
    listen(session);
}

void TestSession::sendTestWithoutListenerFails() {
    Session session(*m_preferences, *m_keys);
    QVERIFY(session.open(m_path));
    bool failed = false;
    session.sendTest(*compose::findTemplate("sms.inbound"), {}, this,
        [&](const Result<compose::SendResult> &result) { failed = !result; });
    QTRY_VERIFY(failed);
}

void TestSession::signatureViewShowsWhatWasSigned() {
    // The worked example of twilio.com/docs/usage/security.
    flow::WebhookEvent event;
    event.publicUrl = "https://example.com";
    event.request = http::Request(
        "POST /myapp.php?foo=1&bar=2 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "X-Twilio-Signature: L/OH5YylLD5NRKLltdqwSvS0BnU=\r\n\r\n",
        "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675310&From=%2B14158675310");
    event.decodeParams();
    const Session::SignatureView view = Session::signatureView(event);
    QCOMPARE(view.stringToSign,
        QByteArray("https://example.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675310"
                   "Digits1234From+14158675310To+18005551212"));
    QCOMPARE(view.signatureHeader, QByteArray("L/OH5YylLD5NRKLltdqwSvS0BnU="));
    QCOMPARE(view.signedParams.front().name, QByteArray("CallSid"));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
