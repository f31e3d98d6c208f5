#include "tests/ui/theme_fixture.h"
#include "ui/detail/body_view.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype TenMegaBytes = 10 * 1024 * 1024;

QByteArray clipboardBytes() {
    return QApplication::clipboard()->mimeData()->data(u"application/octet-stream"_s);
}

} // namespace

class TestBodyView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_view = std::make_unique<BodyView>(m_fixture.theme);
        m_view->resize(700, 300);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void tenMegaBytesPaintOnlyWhatIsVisible_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("hex");
        QTest::newRow("one line without end") << QByteArray(TenMegaBytes, 'x') << false;
        QTest::newRow("ten million empty lines") << QByteArray(TenMegaBytes, '\n') << false;
        QTest::newRow("bytes that are no text") << QByteArray(TenMegaBytes, '\xFF') << false;
        QTest::newRow("as a hex dump") << QByteArray(TenMegaBytes, '\0') << true;
    }
    void tenMegaBytesPaintOnlyWhatIsVisible() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, hex);
        m_view->setMode(hex ? BodyView::Mode::Hex : BodyView::Mode::Text);
        m_view->setDocument({bytes, {}});
        m_view->grab();
        QVERIFY(m_view->rowCount() > 1000);
        QVERIFY(m_view->paintedRows() > 5);
        QVERIFY(m_view->paintedRows() <= 40);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        m_view->grab();
        QVERIFY(m_view->paintedRows() > 5);
    }

    void copiesWhatArrivedNotWhatIsDrawn() {
        const QByteArray bytes("caf\xE9\0\r\n\xE2\x80\xAEx", 11);
        m_view->setDocument({bytes, {}});
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboardBytes(), bytes);
    }

    void aFoldIsNotCopied() {
        const QByteArray line(5'000, 'y');
        m_view->setDocument({line, {}});
        QVERIFY(m_view->rowCount() > 1);
        m_view->select(0, line.size());
        m_view->copy();
        QCOMPARE(QApplication::clipboard()->text(), QString::fromLatin1(line));
    }

    void selectsByKeyboard() {
        m_view->setDocument({"äb\ncd", {}});
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedBytes(), "ä"_ba);
        QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_view->selectedBytes(), "äb\ncd"_ba);
        QTest::keyClick(m_view.get(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedBytes(), "äb\n"_ba);
    }

    void selectsByMouse_data() {
        QTest::addColumn<bool>("hex");
        QTest::newRow("in text") << false;
        QTest::newRow("in a hex dump") << true;
    }
    void selectsByMouse() {
        QFETCH(bool, hex);
        m_view->setMode(hex ? BodyView::Mode::Hex : BodyView::Mode::Text);
        m_view->setDocument({"0123456789", {}});
        const int y = m_view->heightForRows(1) / 2;
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, {1, y});
        QMouseEvent drag(QEvent::MouseMove, QPointF(m_view->viewport()->width() - 2, y),
            m_view->viewport()->mapToGlobal(QPointF(690, y)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_view->viewport(), &drag);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, {1, y});
        QCOMPARE(m_view->selectedBytes(), "0123456789"_ba);
    }

    void doubleClickSelectsAWord() {
        m_view->setDocument({"MessageSid=SM12&x", {}});
        const int column = QFontMetrics(m_fixture.theme.mono()).horizontalAdvance(u'0');
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, {12 + 12 * column, m_view->heightForRows(1) / 2});
        QCOMPARE(m_view->selectedBytes(), "SM12"_ba);
    }

    void revealScrollsToTheByte() {
        m_view->setDocument({"x\n"_ba.repeated(10'000), {}});
        m_view->reveal(10'000);
        const int row = 5'000;
        QVERIFY(m_view->verticalScrollBar()->value() <= row);
        QVERIFY(m_view->verticalScrollBar()->value() > row - 40);
    }

    void switchingTheFormStaysAtTheBytes() {
        m_view->setDocument({"0123456789abcde\n"_ba.repeated(10'000), {}});
        m_view->verticalScrollBar()->setValue(3'000);
        m_view->setMode(BodyView::Mode::Hex);
        QCOMPARE(m_view->verticalScrollBar()->value(), 3'000);
    }

private:
    ThemeFixture m_fixture;
    std::unique_ptr<BodyView> m_view;
};

QTEST_MAIN(TestBodyView)
#include "tst_body_view.moc"
