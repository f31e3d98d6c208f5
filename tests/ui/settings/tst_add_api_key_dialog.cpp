#include "tests/ui/theme_fixture.h"
#include "ui/settings/add_api_key_dialog.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/secret_edit.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestAddApiKeyDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWholeKeysCanBeAdded_data() {
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("sid");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<bool>("fits");
        const QString account = u"AC"_s + QString(32, u'a');
        const QString sid = u"SK"_s + QString(32, u'b');
        QTest::newRow("all of it") << account << sid << u"secret"_s << true;
        QTest::newRow("no secret") << account << sid << QString() << false;
        QTest::newRow("no account") << QString() << sid << u"secret"_s << false;
        QTest::newRow("no SID of a key") << account << QString() << u"secret"_s << false;
        QTest::newRow("an account in the key's place") << account << account << u"secret"_s << false;
        QTest::newRow("a key in the account's place") << sid << sid << u"secret"_s << false;
    }
    void onlyWholeKeysCanBeAdded() {
        QFETCH(QString, account);
        QFETCH(QString, sid);
        QFETCH(QString, secret);
        QFETCH(bool, fits);
        AddApiKeyDialog dialog(m_access, m_fixture.theme);
        fill(dialog, account, sid, secret);
        QCOMPARE(addButton(dialog)->isEnabled(), fits);
    }

    void keyIsKeptAndListedAndRemoved() {
        KeysPage page(m_keys, m_access, m_fixture.theme);
        const int rows = page.list()->topLevelItemCount();
        {
            AddApiKeyDialog dialog(m_access, m_fixture.theme, "AC" + QByteArray(32, 'a'));
            fill(dialog, {}, u"SK"_s + QString(32, u'b'), u"very secret"_s);
            QSignalSpy accepted(&dialog, &QDialog::accepted);
            addButton(dialog)->click();
            QTRY_COMPARE(accepted.size(), 1);
        }
        QCOMPARE(m_access.apiKeys().size(), 1U);
        QCOMPARE(m_access.accounts().size(), 1U);
        QCOMPARE(page.list()->topLevelItemCount(), rows + 1);
        QTreeWidgetItem *row = page.list()->topLevelItem(rows);
        QCOMPARE(row->text(0), u"SKbbbb…bbbb"_s);
        QVERIFY(row->text(2).startsWith(u"API key SK"));
        for (int column = 0; column < 4; ++column)
            QVERIFY(!row->text(column).contains(u"secret"));
        m_access.removeApiKey(m_access.apiKeys().front().id, this, [](const Result<void> &) {});
        QTRY_COMPARE(page.list()->topLevelItemCount(), rows);
    }

    void secretIsHiddenUntilTheEyeIsPressed() {
        SecretEdit edit(m_fixture.theme);
        QCOMPARE(edit.echoMode(), QLineEdit::Password);
        edit.actions().constFirst()->trigger();
        QCOMPARE(edit.echoMode(), QLineEdit::Normal);
        QVERIFY(edit.inputMethodHints() & Qt::ImhSensitiveData);
    }

private:
    static void fill(AddApiKeyDialog &dialog, const QString &account, const QString &sid, const QString &secret) {
        const QList<QLineEdit *> lines = dialog.findChildren<QLineEdit *>();
        for (QLineEdit *line : lines) {
            if (line->accessibleName() == u"Account SID" && !account.isEmpty())
                line->setText(account);
            else if (line->accessibleName() == u"API key SID")
                line->setText(sid);
            else if (line->accessibleName() == u"Secret")
                line->setText(secret);
        }
    }
    static QPushButton *addButton(const AddApiKeyDialog &dialog) {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->isDefault())
                return button;
        }
        return nullptr;
    }

    ThemeFixture m_fixture;
    KeyStore m_keys{m_fixture.preferences};
    AccountAccess m_access{m_fixture.preferences, m_keys};
};

QTEST_MAIN(TestAddApiKeyDialog)
#include "tst_add_api_key_dialog.moc"
