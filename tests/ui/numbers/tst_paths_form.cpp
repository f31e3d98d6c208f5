#include "tests/ui/theme_fixture.h"
#include "ui/numbers/paths_form.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using account::Hook;

class TestPathsForm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsWithTheDefaults() {
        const PathsForm form(m_fixture.theme);
        QCOMPARE(form.paths(), account::defaultPaths());
        QCOMPARE(form.problem(), QString());
    }

    void onlyTickedSettingsAreTaken() {
        PathsForm form(m_fixture.theme);
        QSignalSpy edited(&form, &PathsForm::edited);
        form.setPaths({{Hook::Message, u"/in?x=1"_s}});
        form.box(Hook::MessageFallback)->setChecked(true);
        QCOMPARE(form.paths(),
            account::HookPaths({{Hook::Message, u"/in?x=1"_s}, {Hook::MessageFallback, u"/sms/fallback"_s}}));
        QVERIFY(!edited.isEmpty());
        QVERIFY(!form.line(Hook::Voice)->isEnabled());
    }

    void whatIsNoPathIsSaid_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("without a slash") << u"voice"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("with a blank") << u"/my voice"_s;
        QTest::newRow("with a fragment, which is Twilio's overrides") << u"/voice#rt=1"_s;
        QTest::newRow("not in ASCII") << u"/größe"_s;
        QTest::newRow("a whole URL") << u"https://example.com/voice"_s;
    }
    void whatIsNoPathIsSaid() {
        QFETCH(QString, path);
        PathsForm form(m_fixture.theme);
        form.line(Hook::Voice)->setText(path);
        QVERIFY(form.problem().startsWith(u"Calls: "));
        form.box(Hook::Voice)->setChecked(false);
        QCOMPARE(form.problem(), QString());
    }

    void somethingHasToBeChosen() {
        PathsForm form(m_fixture.theme);
        form.setPaths({});
        QVERIFY(!form.problem().isEmpty());
    }

    void everythingHasAName() {
        const PathsForm form(m_fixture.theme);
        for (const Hook hook : account::AllHooks) {
            QVERIFY(!form.box(hook)->text().isEmpty());
            QVERIFY(!form.line(hook)->accessibleName().isEmpty());
        }
    }

private:
    ThemeFixture m_fixture;
};

QTEST_MAIN(TestPathsForm)
#include "tst_paths_form.moc"
