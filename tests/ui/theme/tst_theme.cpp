#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Mode = settings::Preferences::Theme;

namespace {

// WCAG 2.1, "relative luminance" and "contrast ratio".
double luminance(const QColor &color) {
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

// The ink that most of an image is drawn with.
QColor inkOf(const QImage &image) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                ++counts[image.pixel(x, y)];
        }
    }
    QRgb most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        most = it.value() > counts.value(most) ? it.key() : most;
    return QColor(most);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp); }

    void contrast_data() {
        QTest::addColumn<Role>("ink");
        QTest::addColumn<Role>("ground");
        QTest::addColumn<double>("least");
        // 4.5:1 for text, 3:1 for what is no text: WCAG 2.1, 1.4.3 and 1.4.11.
        const auto row = [](const char *name, Role ink, Role ground, double least) {
            QTest::addRow("%s", name) << ink << ground << least;
        };
        row("text on the window", Role::Text, Role::Window, 4.5);
        row("text on a surface", Role::Text, Role::Surface, 4.5);
        row("text on a raised ground", Role::Text, Role::Raised, 4.5);
        row("text on a selected row", Role::Text, Role::Selection, 4.5);
        row("text on an alternate row", Role::Text, Role::AlternateRow, 4.5);
        row("muted text on the window", Role::Muted, Role::Window, 4.5);
        row("muted text on a surface", Role::Muted, Role::Surface, 4.5);
        row("muted text on a selected row", Role::Muted, Role::Selection, 4.5);
        row("muted text on an alternate row", Role::Muted, Role::AlternateRow, 4.5);
        row("the primary button's text", Role::Surface, Role::Accent, 4.5);
        row("an accent on its soft ground", Role::Accent, Role::AccentSoft, 4.5);
        row("the valid pill", Role::Valid, Role::ValidSoft, 4.5);
        row("the invalid pill", Role::Invalid, Role::InvalidSoft, 4.5);
        row("the warning pill", Role::Warn, Role::WarnSoft, 4.5);
        row("the info pill", Role::Info, Role::InfoSoft, 4.5);
        row("valid as text", Role::Valid, Role::Surface, 4.5);
        row("invalid as text on the window", Role::Invalid, Role::Window, 4.5);
        row("an error status on a selected row", Role::Invalid, Role::Selection, 4.5);
        row("a warning as text on a raised ground", Role::Warn, Role::Raised, 4.5);
        row("a link", Role::Info, Role::Surface, 4.5);
        row("XML tags", Role::XmlTag, Role::Surface, 4.5);
        row("XML attributes", Role::XmlAttribute, Role::Surface, 4.5);
        row("XML values", Role::XmlValue, Role::Surface, 4.5);
        row("decoration on a surface", Role::Faint, Role::Surface, 3);
        row("decoration on the window", Role::Faint, Role::Window, 3);
        row("the focus ring", Role::Accent, Role::Surface, 3);
    }

    void contrast() {
        QFETCH(const Role, ink);
        QFETCH(const Role, ground);
        QFETCH(const double, least);
        for (const Mode mode : {Mode::Light, Mode::Dark}) {
            m_theme.setMode(mode);
            const double ratio = ::contrast(m_theme.color(ink), m_theme.color(ground));
            QVERIFY2(
                ratio >= least, qPrintable(u"%1 in %2"_s.arg(ratio).arg(mode == Mode::Dark ? "dark"_L1 : "light"_L1)));
        }
    }

    void switchesLive() {
        m_theme.setMode(Mode::Light);
        QLabel label(u"label"_s);
        label.ensurePolished();
        const QColor before = label.palette().color(QPalette::WindowText);
        QSignalSpy changed(&m_theme, &Theme::changed);
        m_theme.setMode(Mode::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), m_theme.color(Role::Surface));
        QCOMPARE(label.palette().color(QPalette::WindowText), m_theme.color(Role::Text));
        QVERIFY(label.palette().color(QPalette::WindowText) != before);
        QVERIFY(qApp->styleSheet().contains(m_theme.color(Role::Border).name()));
    }

    void remembersTheMode() {
        m_theme.setMode(Mode::Dark);
        settings::Preferences again(file());
        QCOMPARE(again.theme(), Mode::Dark);
        const Theme other(again);
        QVERIFY(other.isDark());
    }

    void systemModeTakesThePlatformsLightness() {
        // The offscreen platform is light.
        m_theme.setMode(Mode::Dark);
        m_theme.setMode(Mode::System);
        QVERIFY(!m_theme.isDark());
    }

    void styleSheetNamesOnlyRoles() {
        const QString sheet = applicationStyleSheet(m_theme);
        QVERIFY(sheet.contains("QPushButton[primary=\"true\"]"_L1));
        const QString rules = sheet.mid(sheet.indexOf("*/"_L1));
        QVERIFY2(!rules.contains(u'@'), qPrintable(rules.mid(rules.indexOf(u'@'), 20)));
    }

    void styleSheetKeepsUnknownNames() {
        m_theme.setMode(Mode::Light);
        QCOMPARE(filledStyleSheet(u"a: @text; b: @nothing; c: @", m_theme),
            u"a: "_s + m_theme.color(Role::Text).name() + u"; b: @nothing; c: @"_s);
    }

    void iconsTakeTheRolesColour() {
        const QIcon icon = m_theme.icon(u"stop"_s, Role::Accent);
        for (const Mode mode : {Mode::Light, Mode::Dark}) {
            m_theme.setMode(mode);
            QCOMPARE(inkOf(icon.pixmap(QSize(96, 96), 1).toImage()), m_theme.color(Role::Accent));
            QCOMPARE(inkOf(icon.pixmap(QSize(96, 96), 1, QIcon::Disabled).toImage()), m_theme.color(Role::Faint));
        }
    }

    void iconsAreCrispAtTwiceTheScale() {
        const QPixmap pixmap = m_theme.icon(u"search"_s).pixmap(QSize(16, 16), 2);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
        QVERIFY(pixmap.toImage() != m_theme.icon(u"search"_s).pixmap(QSize(16, 16), 1).toImage().scaled(32, 32));
    }

    void everyIconDraws_data() {
        QTest::addColumn<QString>("name");
        const QStringList files = QDir(u":/icons"_s).entryList();
        QVERIFY(files.size() > 40);
        for (const QString &file : files)
            QTest::addRow("%s", qPrintable(file)) << file.chopped(4);
    }

    void everyIconDraws() {
        QFETCH(const QString, name);
        const QImage image = m_theme.icon(name).pixmap(QSize(48, 48), 1).toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                inked += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
        }
        QVERIFY2(inked > 20, qPrintable(QString::number(inked)));
    }

    void appIconKeepsItsColours() {
        m_theme.setMode(Mode::Light);
        const QImage accent = m_theme.icon(u"offhook"_s, Role::Accent).pixmap(QSize(64, 64), 1).toImage();
        QCOMPARE(accent, m_theme.icon(u"offhook"_s, Role::Invalid).pixmap(QSize(64, 64), 1).toImage());
    }

    void iconOutlivesItsTheme() {
        QIcon icon;
        {
            settings::Preferences preferences(file());
            const Theme theme(preferences);
            icon = theme.icon(u"send"_s);
        }
        QVERIFY(icon.pixmap(QSize(16, 16), 1).isNull());
    }

    void fieldsHaveOneHeight() {
        QWidget window;
        auto *layout = new QHBoxLayout(&window);
        QLineEdit line;
        QComboBox combo;
        QSpinBox spin;
        for (QWidget *widget : std::initializer_list<QWidget *>{&line, &combo, &spin})
            layout->addWidget(widget);
        window.show();
        QCOMPARE(line.height(), 30);
        QCOMPARE(combo.height(), 30);
        QCOMPARE(spin.height(), 30);
    }

    void checkMarkIsVisible() {
        m_theme.setMode(Mode::Light);
        QCheckBox box;
        box.setChecked(false);
        box.resize(box.sizeHint());
        const QImage off = box.grab().toImage();
        box.setChecked(true);
        const QImage on = box.grab().toImage();
        QVERIFY(off != on);
        QCOMPARE(inkOf(on.copy(0, 0, 16, on.height())), m_theme.color(Role::Accent));
    }

private:
    QString file() const { return m_folder.filePath(u"preferences.ini"_s); }

    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
