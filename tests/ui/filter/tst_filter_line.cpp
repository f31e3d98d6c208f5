#include "core/session/session.h"
#include "tests/ui/event_workspace.h"
#include "ui/filter/completion_popup.h"
#include "ui/filter/filter_edit.h"
#include "ui/filter/filter_line.h"
#include "ui/filter/save_filter_popup.h"
#include "ui/widgets/plain_label.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Sample = EventWorkspace::Sample;

class TestFilterLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<filter::Expression>();
        m_theme.install(*qApp);
    }

    void init() {
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_line = new FilterLine(m_theme, m_window.get());
        layout->addWidget(m_line);
        layout->addStretch();
        m_window->resize(800, 500);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_line->focusLine();
    }

    void cleanup() { m_window.reset(); }

    void takesEffectAfterAPause() {
        QSignalSpy changed(m_line, &FilterLine::filterChanged);
        QTest::keyClicks(edit(), u"kind:sms"_s);
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toString(), u"kind:sms"_s);
        QVERIFY(!changed[0][1].value<filter::Expression>().isEmpty());
    }

    void enterTakesEffectAtOnce() {
        QSignalSpy changed(m_line, &FilterLine::filterChanged);
        QTest::keyClicks(edit(), u"kind:sms"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(changed.count(), 1);
    }

    void escapeClears() {
        m_line->setText(u"kind:sms"_s);
        QSignalSpy changed(m_line, &FilterLine::filterChanged);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_line->text(), QString());
        QCOMPARE(changed.count(), 1);
        QVERIFY(changed[0][1].value<filter::Expression>().isEmpty());
    }

    void mistakeLeavesTheLastFilterInForce() {
        m_line->setText(u"kind:sms"_s);
        QSignalSpy changed(m_line, &FilterLine::filterChanged);
        m_line->setText(u"kind:sms nothing:here"_s);
        QCOMPARE(changed.count(), 0);
        QVERIFY(message()->isVisible());
        QVERIFY2(message()->text().contains("nothing"_L1), qPrintable(message()->text()));
        QCOMPARE(edit()->accessibleDescription(), message()->text());
        m_line->setText(u"kind:sms"_s);
        QVERIFY(!message()->isVisible());
        QCOMPARE(changed.count(), 0); // it was in force all the time
    }

    void messageStandsAtItsPlace() {
        m_line->setText(u"nothing:here"_s);
        const int early = message()->indent();
        m_line->setText(u"kind:sms kind:sms nothing:here"_s);
        QVERIFY(message()->indent() > early);
    }

    void mistakeIsUnderlined() {
        m_line->setText(u"kind:sms"_s);
        const QImage right = edit()->grab().toImage();
        m_line->setText(u"nothing:x"_s);
        const QImage wrong = edit()->grab().toImage();
        QVERIFY(!reddish(right));
        QVERIFY(reddish(wrong));
    }

    void keysAreOffered() {
        QTest::keyClicks(edit(), u"fr"_s);
        QVERIFY(popup()->isVisible());
        QCOMPARE(popup()->texts(), QStringList{u"from:"_s});
        QTest::keyClick(edit(), Qt::Key_Tab);
        QCOMPARE(m_line->text(), u"from:"_s);
        QVERIFY(edit()->hasFocus());
    }

    void arrowsAndEnterChoose() {
        QTest::keyClicks(edit(), u"sig:"_s);
        QVERIFY(popup()->texts().contains(u"invalid"_s));
        const qsizetype place = popup()->texts().indexOf(u"invalid"_s);
        for (qsizetype i = 0; i <= place; ++i)
            QTest::keyClick(edit(), Qt::Key_Down);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_line->text(), u"sig:invalid "_s);
        QVERIFY(!popup()->isVisible());
    }

    void enterWithoutAChoiceAppliesTheFilter() {
        QSignalSpy changed(m_line, &FilterLine::filterChanged);
        QTest::keyClicks(edit(), u"sig:valid"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_line->text(), u"sig:valid"_s);
    }

    void escapeClosesTheListFirst() {
        QTest::keyClicks(edit(), u"fr"_s);
        QVERIFY(popup()->isVisible());
        QTest::keyClick(edit(), Qt::Key_Escape);
        QVERIFY(!popup()->isVisible());
        QCOMPARE(m_line->text(), u"fr"_s);
    }

    void seenValuesAreOffered() {
        EventWorkspace workspace;
        workspace.add(Sample{.from = "client:Ana \"A\""});
        workspace.close();
        KeyStore keys(m_preferences);
        Session session(m_preferences, keys);
        QVERIFY(session.open(workspace.path()));
        m_line->setSession(&session);
        QTest::keyClicks(edit(), u"from:"_s);
        QTRY_COMPARE(popup()->texts().size(), 1);
        QTest::keyClick(edit(), Qt::Key_Tab);
        QSignalSpy changed(m_line, &FilterLine::filterChanged);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(changed.count(), 1);
        const auto expression = changed[0][1].value<filter::Expression>();
        QCOMPARE(expression.root.children.at(0).term.values.at(0), u"client:Ana \"A\""_s);
        m_line->setSession(nullptr);
    }

    void savesUnderAName() {
        EventWorkspace workspace;
        workspace.close();
        KeyStore keys(m_preferences);
        Session session(m_preferences, keys);
        QVERIFY(session.open(workspace.path()));
        m_line->setSession(&session);
        auto *save = m_line->findChild<QPushButton *>();
        QVERIFY(!save->isEnabled());
        m_line->setText(u"sig:invalid"_s);
        QVERIFY(save->isEnabled());
        nameIt(*save, u"Broken"_s);
        QCOMPARE(session.savedFilters(), (QList<SavedFilter>{{u"Broken"_s, u"sig:invalid"_s}}));
        m_line->setText(u"sig:unsigned"_s);
        nameIt(*save, u"Broken"_s);
        QCOMPARE(session.savedFilters(), (QList<SavedFilter>{{u"Broken"_s, u"sig:unsigned"_s}}));
        m_line->setText(u"nothing:x"_s);
        QVERIFY(!save->isEnabled());
        m_line->setSession(nullptr);
    }

private:
    void nameIt(QPushButton &save, const QString &name) {
        QTest::mouseClick(&save, Qt::LeftButton);
        auto *popupFrame = m_line->findChild<SaveFilterPopup *>();
        QVERIFY(popupFrame != nullptr && popupFrame->isVisible());
        auto *field = popupFrame->findChild<QLineEdit *>();
        field->selectAll();
        QTest::keyClicks(field, name);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!popupFrame->isVisible());
    }

    // Thin waves are blended with their ground: what counts is that red stands out.
    static bool reddish(const QImage &image) {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                if (color.red() - color.green() > 50 && color.red() - color.blue() > 50)
                    return true;
            }
        }
        return false;
    }

    FilterEdit *edit() const { return m_line->findChild<FilterEdit *>(); }
    CompletionPopup *popup() const { return m_window->findChild<CompletionPopup *>(); }
    PlainLabel *message() const {
        for (QLabel *label : m_line->findChildren<QLabel *>(Qt::FindDirectChildrenOnly))
            return static_cast<PlainLabel *>(label);
        return nullptr;
    }

    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
    std::unique_ptr<QWidget> m_window;
    FilterLine *m_line = nullptr;
};

QTEST_MAIN(TestFilterLine)
#include "tst_filter_line.moc"
