#include "core/twilio/signature.h"
#include "tests/ui/sample_events.h"
#include "tests/ui/session_fixture.h"
#include "ui/detail/body_view.h"
#include "ui/detail/signature_advice.h"
#include "ui/detail/signature_pane.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *Account = "AC1234567890abcdef1234567890abcdef";
const QByteArray Body =
    "From=%2B442079460958&To=%2B12125550199&CallSid=CA1234567890abcdef1234567890abcdef&CallStatus=ringing"
    "&AccountSid=" +
    QByteArray(Account);

twilio::SigningKey key(const QByteArray &account, const QString &label) {
    twilio::SigningKey made;
    made.account = account;
    made.label = label;
    made.secret = SecretBytes(QByteArray("0123456789abcdef0123456789abcdef"));
    return made;
}

// A call that was signed for `signedUrl` and came to http://line.example.dev.
std::shared_ptr<flow::WebhookEvent> call(const QByteArray &signedUrl, const QByteArray &publicUrl) {
    std::vector<twilio::SigningKey> keys{key(Account, u"shop"_s)};
    twilio::KeyRing ring(keys);
    const QByteArray form("application/x-www-form-urlencoded");
    const QByteArray signature = twilio::sign(signedUrl, "POST", form, Body, ring);
    auto made = samples::event(
        {"POST /voice HTTP/1.1", "Host: line.example.dev", "Content-Type: " + form, "X-Twilio-Signature: " + signature},
        Body);
    made->publicUrl = publicUrl;
    made->meaning.accountSid = Account;
    made->verification = twilio::verify(
        made->request, made->bodyParams, http::candidateUrls(made->request, publicUrl, false), Account, ring);
    return made;
}

QPushButton *button(const QWidget &parent, const QString &text) {
    for (auto *candidate : parent.findChildren<QPushButton *>()) {
        if (candidate->isVisible() && candidate->text().remove(u'&').startsWith(text))
            return candidate;
    }
    return nullptr;
}

bool says(const QWidget &parent, const QString &text) {
    const auto labels = parent.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
        [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

} // namespace

class TestSignaturePane final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
        m_pane = std::make_unique<SignaturePane>(m_fixture->theme);
        m_pane->resize(1000, 900);
        m_pane->show();
        m_pane->setSession(&m_fixture->session);
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() {
        m_pane.reset();
        m_fixture.reset();
    }

    void anInvalidEventIsExplainedAndMended() {
        m_fixture->session.keys().addFixed({key(Account, u"shop"_s)}, KeyEntry::Origin::Environment);
        m_fixture->session.setPublicUrl("http://line.example.dev");
        m_pane->setEvent(call("https://line.example.dev/voice", "http://line.example.dev"));
        QTRY_VERIFY(says(*m_pane, u"Twilio signed https instead of http"_s));
        // The rows' labels are new widgets: a layout shows them in a later turn of the event loop.
        QTRY_VERIFY(says(*m_pane, u"https://line.example.dev/voice"_s));
        QTRY_VERIFY(says(*m_pane, u"combinations in"_s));
        QVERIFY(m_pane->signedString()->document().bytes.startsWith("https://line.example.dev/voice"));
        QPushButton *use = button(*m_pane, u"Use https://line.example.dev as public URL"_s);
        QVERIFY(use != nullptr);
        use->click();
        QCOMPARE(m_fixture->session.publicUrl(), "https://line.example.dev"_ba);
        QCOMPARE(m_fixture->session.formerPublicUrls(), QList<QByteArray>{"http://line.example.dev"});
        QVERIFY(button(*m_pane, u"Use https"_s) == nullptr);
        button(*m_pane, u"Copy explanation"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"Twilio signed https instead of http."));
    }

    void anotherAccountsKeyIsTakenOver() {
        m_fixture->session.keys().addFixed({key("AC99", u"parent"_s)}, KeyEntry::Origin::Environment);
        auto event = call("https://line.example.dev/voice", "https://line.example.dev");
        event->verification = {};
        event->verification.reason = twilio::VerdictReason::NoKey;
        m_pane->setEvent(event);
        QTRY_VERIFY(says(*m_pane, u"with the key “parent” of account AC99"_s));
        button(*m_pane, u"Use this key"_s)->click();
        const auto owns = [this] {
            const auto &entries = m_fixture->session.keys().entries();
            return std::any_of(entries.begin(), entries.end(), [](const KeyEntry &e) { return e.account == Account; });
        };
        QTRY_VERIFY(owns());
    }

    void whatNobodySignedIsRuledOut() {
        m_fixture->session.keys().addFixed({key(Account, u"shop"_s)}, KeyEntry::Origin::Environment);
        m_pane->setEvent(samples::invalidCall());
        QTRY_VERIFY(says(*m_pane, u"Ruled out"_s));
        QTRY_VERIFY(says(*m_pane, u"The signature does not match"_s));
        QVERIFY(button(*m_pane, u"Use"_s) == nullptr);
    }

    void aValidEventSaysWhoWouldRejectIt() {
        m_pane->setEvent(call("https://line.example.dev/voice", "https://line.example.dev"));
        QTRY_VERIFY(says(*m_pane, u"an app with its defaults would reject it"_s));
        QTRY_VERIFY(says(*m_pane, u"Express: twilio.webhook()"_s));
        QTRY_VERIFY(says(*m_pane, u"it computes http:// instead of https://"_s));
        auto *advice = m_pane->findChild<SignatureAdvice *>();
        advice->frameworkBox()->setCurrentText(u"Flask"_s);
        QVERIFY(advice->lines().contains("ProxyFix"));
        QSignalSpy spy(m_pane.get(), &SignaturePane::statusMessage);
        button(*m_pane, u"Copy lines"_s)->click();
        QCOMPARE(spy.size(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"ProxyFix"));
        advice->frameworkBox()->setCurrentText(u"FastAPI"_s);
        QVERIFY(advice->lines().contains("raw_path"));
    }

    void anAnswerToAnOlderEventIsDropped() {
        m_fixture->session.keys().addFixed({key(Account, u"shop"_s)}, KeyEntry::Origin::Environment);
        m_pane->setEvent(call("https://line.example.dev/voice", "http://line.example.dev"));
        m_pane->setEvent(samples::refused());
        QTRY_VERIFY(says(*m_pane, u"the request was refused"_s));
        QVERIFY(QThreadPool::globalInstance()->waitForDone(60000));
        QCoreApplication::processEvents();
        QVERIFY(!says(*m_pane, u"Twilio signed"_s));
    }

    void everyControlHasAName() {
        m_pane->setEvent(call("https://line.example.dev/voice", "https://line.example.dev"));
        QTRY_VERIFY(button(*m_pane, u"Copy lines"_s) != nullptr);
        for (const auto *box : m_pane->findChildren<QComboBox *>())
            QVERIFY(!box->accessibleName().isEmpty());
        for (const auto *label : m_pane->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

private:
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<SignaturePane> m_pane;
};

QTEST_MAIN(TestSignaturePane)
#include "tst_signature_pane.moc"
