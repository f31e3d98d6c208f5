#include "ui/command_palette.h"

#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersMatchInOrder_data();
    void lettersMatchInOrder();
    void everyEnabledCommandIsListedAndTyped();
    void enterRunsTheCommand();
    void everyCommandHasAName();
};

void TestCommandPalette::lettersMatchInOrder_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("matches");
    QTest::newRow("nothing wanted matches all") << u"Send test"_s << QString() << true;
    QTest::newRow("letters in order") << u"Send test"_s << u"sdt"_s << true;
    QTest::newRow("case does not matter") << u"Send test"_s << u"SEND"_s << true;
    QTest::newRow("blanks do not matter") << u"Send test"_s << u"s t"_s << true;
    QTest::newRow("wrong order") << u"Send test"_s << u"tn"_s << false;
    QTest::newRow("a letter too many") << u"Mark"_s << u"markk"_s << false;
}

void TestCommandPalette::lettersMatchInOrder() {
    QFETCH(QString, name);
    QFETCH(QString, wanted);
    QTEST(matchesLetters(name, wanted), "matches");
}

void TestCommandPalette::everyEnabledCommandIsListedAndTyped() {
    QTemporaryDir folder;
    settings::Preferences preferences(folder.filePath(u"p.ini"_s));
    const Theme theme(preferences);
    QMainWindow window;
    const Actions actions(theme, &window);
    actions.mark->setEnabled(false);
    CommandPalette palette(actions, &window);
    auto *list = palette.findChild<QListWidget *>();
    // All but the palette itself and the disabled one.
    QCOMPARE(list->count(), int(actions.all().size()) - 2);
    palette.findChild<QLineEdit *>()->setText(u"pubur"_s);
    QVERIFY(list->count() >= 1);
    QVERIFY(list->item(0)->text().contains(u"ublic URL"_s));
}

void TestCommandPalette::enterRunsTheCommand() {
    QTemporaryDir folder;
    settings::Preferences preferences(folder.filePath(u"p.ini"_s));
    const Theme theme(preferences);
    QMainWindow window;
    const Actions actions(theme, &window);
    CommandPalette palette(actions, &window);
    QSignalSpy triggered(actions.shortcuts, &QAction::triggered);
    auto *search = palette.findChild<QLineEdit *>();
    QTest::keyClicks(search, u"keyboard"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(palette.result(), int(QDialog::Accepted));
}

void TestCommandPalette::everyCommandHasAName() {
    QTemporaryDir folder;
    settings::Preferences preferences(folder.filePath(u"p.ini"_s));
    const Theme theme(preferences);
    QMainWindow window;
    const Actions actions(theme, &window);
    QSet<QString> names;
    QSet<QString> shortcuts;
    for (const QAction *action : actions.all()) {
        const QString name = plainName(*action);
        QVERIFY(!name.isEmpty());
        QVERIFY2(!names.contains(name), qPrintable(name));
        names.insert(name);
        const QString keys = action->shortcut().toString();
        QVERIFY2(keys.isEmpty() || !shortcuts.contains(keys), qPrintable(keys));
        shortcuts.insert(keys);
    }
}

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
