#include "core/twilio/signature.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QApplication>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestPill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp); }

    void verdictsHaveGlyphAndWord_data() {
        QTest::addColumn<twilio::Verdict>("verdict");
        QTest::addColumn<QString>("text");
        QTest::newRow("valid") << twilio::Verdict::Valid << u"✓ valid"_s;
        QTest::newRow("invalid") << twilio::Verdict::Invalid << u"✕ invalid"_s;
        QTest::newRow("unsigned") << twilio::Verdict::Unsigned << u"– unsigned"_s;
        QTest::newRow("unchecked") << twilio::Verdict::Unchecked << u"? unchecked"_s;
    }

    void verdictsHaveGlyphAndWord() {
        QFETCH(const twilio::Verdict, verdict);
        QFETCH(const QString, text);
        QCOMPARE(verdictPill(int(verdict)).text, text);
    }

    void painterTakesTheWidthItTells() {
        const Theme &theme = m_theme;
        const PillStyle style = verdictPill(int(twilio::Verdict::Valid));
        QImage image(200, 30, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        const int width = paintPill(painter, image.rect(), style, theme);
        painter.end();
        QCOMPARE(width, pillWidth(style, theme));
        QCOMPARE(image.pixelColor(width / 2, 6), theme.color(Role::ValidSoft));
        QCOMPARE(qAlpha(image.pixel(width + 2, 15)), 0);
    }

    void narrowPlaceGetsANarrowPill() {
        QImage image(30, 30, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        QCOMPARE(paintPill(painter, image.rect(), verdictPill(int(twilio::Verdict::Valid)), m_theme), 30);
        QCOMPARE(paintPill(painter, image.rect(), {}, m_theme), 0);
    }

    void widgetSpeaksItsText() {
        Pill pill(m_theme);
        pill.setStyle(verdictPill(int(twilio::Verdict::Invalid)));
        QCOMPARE(pill.accessibleName(), u"✕ invalid"_s);
        QCOMPARE(pill.sizeHint().width(), pillWidth(verdictPill(int(twilio::Verdict::Invalid)), m_theme));
    }

    void plainLabelShowsMarkupAsText() {
        PlainLabel label(u"<b>bold</b><br>"_s);
        QLabel rich(u"<b>bold</b><br>"_s);
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QVERIFY(label.sizeHint().width() > rich.sizeHint().width());
    }

private:
    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
};

QTEST_MAIN(TestPill)
#include "tst_pill.moc"
