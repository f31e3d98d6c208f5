#include "tests/ui/session_fixture.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/settings/appearance_page.h"
#include "ui/settings/budget_chart.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/limits_form.h"
#include "ui/settings/listener_page.h"
#include "ui/settings/overrides_dialog.h"
#include "ui/settings/public_url_page.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/storage_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

QPushButton *buttonNamed(QWidget &parent, const QString &text) {
    for (auto *button : parent.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&').startsWith(text))
            return button;
    }
    return nullptr;
}

QLineEdit *lineNamed(QWidget &parent, const QString &name) {
    for (auto *line : parent.findChildren<QLineEdit *>()) {
        if (line->accessibleName() == name)
            return line;
    }
    return nullptr;
}

} // namespace

class TestSettingsDialog final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_fixture = std::make_unique<SessionFixture>();
        QVERIFY(m_fixture->opened);
    }
    void cleanup() { m_fixture.reset(); }

    void listenerPageAppliesAndListens() {
        ListenerPage page(m_fixture->session, m_fixture->theme);
        QVERIFY(!page.isDirty());
        page.portBox()->setValue(0);
        QVERIFY(page.isDirty());
        QVERIFY(page.apply());
        QTRY_COMPARE(m_fixture->session.listener().type, ListenerState::Type::Listening);
        QVERIFY(!page.isDirty());
    }

    void othersReachItOnlyAfterConsent() {
        ListenerPage page(m_fixture->session, m_fixture->theme);
        int asked = 0;
        bool agree = false;
        page.setConsent([&](const QHostAddress &, quint16) {
            ++asked;
            return agree;
        });
        page.portBox()->setValue(0);
        page.addressBox()->setCurrentIndex(2);
        QVERIFY(!page.apply());
        QCOMPARE(asked, 1);
        QVERIFY(!page.problem().isEmpty());
        QCOMPARE(m_fixture->session.listener().type, ListenerState::Type::Stopped);
        agree = true;
        QVERIFY(page.apply());
        QTRY_COMPARE(m_fixture->session.listener().type, ListenerState::Type::Listening);
        QVERIFY(!m_fixture->session.listenOptions().address.isLoopback());
        QVERIFY(!page.isDirty());
        QVERIFY(page.apply());
        QCOMPARE(asked, 2);
    }

    void loopbackNeedsNoConsent() {
        ListenerPage page(m_fixture->session, m_fixture->theme);
        page.setConsent([](const QHostAddress &, quint16) {
            qFatal("asked");
            return false;
        });
        page.portBox()->setValue(0);
        page.addressBox()->setCurrentIndex(1);
        QVERIFY(page.apply());
        page.addressBox()->setEditText(u"127.0.0.2"_s);
        QVERIFY(page.apply());
    }

    void mistakesAreSaidAndNotApplied_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("certificate");
        QTest::newRow("a name is not an address") << u"localhost"_s << QString();
        QTest::newRow("no address") << QString() << QString();
        QTest::newRow("a certificate without key") << u"127.0.0.1"_s << u"/etc/hostname"_s;
    }
    void mistakesAreSaidAndNotApplied() {
        QFETCH(QString, address);
        QFETCH(QString, certificate);
        ListenerPage page(m_fixture->session, m_fixture->theme);
        page.addressBox()->setEditText(address);
        lineNamed(page, u"TLS certificate chain (PEM)"_s)->setText(certificate);
        QVERIFY(!page.apply());
        QVERIFY(!page.problem().isEmpty());
    }

    void limitsSurviveTheForm() {
        LimitsForm form;
        http::Limits limits;
        limits.body = 3 * 1024 * 1024;
        limits.headerFields = 77;
        limits.idle = std::chrono::seconds(5);
        form.setLimits(limits);
        QCOMPARE(form.limits().body, limits.body);
        QCOMPARE(form.limits().headerFields, 77);
        QCOMPARE(form.limits().idle, limits.idle);
        QCOMPARE(form.limits().requestLine, http::Limits().requestLine);
    }

    void publicUrlIsCheckedWhileTyped() {
        PublicUrlPage page(m_fixture->session, m_fixture->theme);
        page.line()->setText(u"ftp://x"_s);
        QVERIFY(page.isDirty());
        QVERIFY(!page.apply());
        QVERIFY(m_fixture->session.publicUrl().isEmpty());
        page.line()->setText(u" https://example.test/ "_s);
        QVERIFY(page.apply());
        QCOMPARE(m_fixture->session.publicUrl(), "https://example.test"_ba);
        QVERIFY(!page.isDirty());
    }

    void overridesAreExplainedAndKept() {
        PublicUrlPage page(m_fixture->session, m_fixture->theme);
        page.line()->setText(u"https://example.test#rt=3000&rc=2"_s);
        QVERIFY(page.findings().contains(u"3000 ms"));
        QVERIFY(page.apply());
        QCOMPARE(m_fixture->session.publicUrl(), "https://example.test"_ba);
        QCOMPARE(m_fixture->session.overrides(), "#rt=3000&rc=2"_ba);
        QCOMPARE(
            PublicUrlPage(m_fixture->session, m_fixture->theme).line()->text(), u"https://example.test#rt=3000&rc=2"_s);
        QVERIFY(!page.isDirty());
        page.line()->setText(u"https://example.test"_s);
        QVERIFY(page.isDirty());
        QVERIFY(page.apply());
        QVERIFY(m_fixture->session.overrides().isEmpty());
    }

    void impossibleOverridesAreNotApplied() {
        PublicUrlPage page(m_fixture->session, m_fixture->theme);
        page.line()->setText(u"https://example.test#rt=30000"_s);
        QVERIFY(page.findings().contains(u"more than 15 s"));
        QVERIFY(!page.apply());
        QVERIFY(m_fixture->session.publicUrl().isEmpty());
        page.line()->setText(u"https://example.test?Timeout=5000&Retry=3"_s);
        QVERIFY(page.findings().contains(u"“Timeout” stands in the query: this is not an override"));
        QVERIFY(page.findings().contains(u"“Retry” stands in the query"));
        QVERIFY(!page.apply());
    }

    void theCalculatorBuildsTheFragment() {
        OverridesDialog dialog(m_fixture->theme, {});
        QVERIFY(dialog.fragment().isEmpty());
        const QList<QSpinBox *> boxes = dialog.findChildren<QSpinBox *>();
        boxes[1]->setValue(4000); // answer within
        boxes[3]->setValue(3);    // retries
        QCOMPARE(dialog.fragment(), "#rt=4000&rc=3"_ba);
        QVERIFY(dialog.findChild<BudgetChart *>()->accessibleDescription().contains(u"attempt 1 until 4 s"));
        OverridesDialog again(
            m_fixture->theme, twilio::readOverrides("#ct=700&tt=9000&rp=all&sni=n&e=dublin").overrides);
        QCOMPARE(again.fragment(), "#ct=700&tt=9000&rp=all&sni=n&e=dublin"_ba);
    }

    void retentionIsKept() {
        StoragePage page(m_fixture->session, m_fixture->theme);
        QVERIFY(!page.isDirty());
        for (auto *box : page.findChildren<QCheckBox *>())
            box->setChecked(true);
        const QList<QSpinBox *> values = page.findChildren<QSpinBox *>();
        values[0]->setValue(2);
        values[1]->setValue(500);
        values[2]->setValue(3);
        QVERIFY(page.apply());
        const store::Retention kept = m_fixture->session.retention();
        QCOMPARE(kept.age, std::chrono::hours(48));
        QCOMPARE(kept.count, 500);
        QCOMPARE(kept.bytes, 3'000'000);
        QVERIFY(!StoragePage(m_fixture->session, m_fixture->theme).isDirty());
    }

    void appearanceActsAtOnce() {
        AppearancePage page(m_fixture->theme);
        const QList<QRadioButton *> choices = page.findChildren<QRadioButton *>();
        choices[2]->click();
        QVERIFY(m_fixture->theme.isDark());
        choices[1]->click();
        QVERIFY(!m_fixture->theme.isDark());
        QCOMPARE(m_fixture->preferences.theme(), settings::Preferences::Theme::Light);
    }

    void aKeyIsAddedAndItsSecretIsNeverShown() {
        const QString secret = u"0123456789abcdef0123456789abcdef"_s;
        AddKeyDialog dialog(m_fixture->keys, m_fixture->theme, "AC00000000000000000000000000000009");
        lineNamed(dialog, u"Label"_s)->setText(u"<b>mine</b>"_s);
        QLineEdit *line = lineNamed(dialog, u"Secret"_s);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QVERIFY(!buttonNamed(dialog, u"Add key"_s)->isEnabled());
        line->setText(secret);
        buttonNamed(dialog, u"Add key"_s)->click();
        QTRY_COMPARE(m_fixture->keys.userKeyCount(), 1);
        KeysPage page(m_fixture->keys, m_fixture->session.accountAccess(), m_fixture->theme);
        QString shown;
        for (int row = 0; row < page.list()->topLevelItemCount(); ++row) {
            for (int column = 0; column < page.list()->columnCount(); ++column)
                shown += page.list()->topLevelItem(row)->text(column) + u'\n';
        }
        QVERIFY(shown.contains(u"<b>mine</b>"_s));
        QVERIFY(!shown.contains(secret));
    }

    void anAccountThatIsNoSidIsRefused() {
        AddKeyDialog dialog(m_fixture->keys, m_fixture->theme, "SM00000000000000000000000000000009");
        lineNamed(dialog, u"Secret"_s)->setText(u"x"_s);
        QVERIFY(!buttonNamed(dialog, u"Add key"_s)->isEnabled());
        lineNamed(dialog, u"Account SID"_s)->clear();
        QVERIFY(buttonNamed(dialog, u"Add key"_s)->isEnabled());
    }

    void theSampleKeyCannotBeRemoved() {
        KeysPage page(m_fixture->keys, m_fixture->session.accountAccess(), m_fixture->theme);
        page.list()->setCurrentItem(page.list()->topLevelItem(page.list()->topLevelItemCount() - 1));
        QVERIFY(!buttonNamed(page, u"Remove"_s)->isEnabled());
    }

    void everyPageOpens() {
        SettingsDialog dialog(m_fixture->session, m_fixture->theme);
        dialog.show();
        for (int page = 0; page <= int(SettingsDialog::Page::Appearance); ++page)
            dialog.showPage(SettingsDialog::Page(page));
        QVERIFY(!buttonNamed(dialog, u"Apply"_s)->isEnabled());
    }

private:
    std::unique_ptr<SessionFixture> m_fixture;
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
