#include "tests/ui/theme_fixture.h"
#include "ui/detail/body_view.h"
#include "ui/detail/fields_model.h"
#include "ui/events/event_columns.h"
#include "ui/explain/explanation.h"
#include "ui/explain/explanation_popover.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {
const QByteArray Sid = "SM00112233445566778899aabbccddeeff";

flow::EventPtr statusCallback() {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->request =
        http::Request("POST /s HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
            "MessageSid=" + Sid + "&MessageStatus=failed&ErrorCode=30003");
    event->decodeParams();
    return event;
}
} // namespace

class tst_Explanation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cells_data();
    void cells();
    void bytes_data();
    void bytes();
    void toolTipsAreHarmless();
    void fieldsExplainTheirRows();
    void popoverCopies();
    void theFocusIsExplained();

private:
    ThemeFixture m_fixture;
};

void tst_Explanation::cells_data() {
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("contains");
    QTest::newRow("the kind") << u"kind"_s << u"new status"_s;
    QTest::newRow("the error in the summary") << u"summary"_s << u"30003 Unreachable destination handset"_s;
    QTest::newRow("the verdict") << u"signature"_s << u"signed by Twilio"_s;
    QTest::newRow("the answer") << u"response"_s << u"204 No Content"_s;
    QTest::newRow("the status") << u"status"_s << u"could not be sent"_s;
    QTest::newRow("the SID") << u"sid"_s << u"Message, text"_s;
    QTest::newRow("flags") << u"flags"_s << u"retry: "_s;
    QTest::newRow("a phone number says all") << u"from"_s << QString();
    QTest::newRow("a time says all") << u"time"_s << QString();
}

void tst_Explanation::cells() {
    QFETCH(const QString, column);
    QFETCH(const QString, contains);
    flow::EventSummary event;
    event.kind = twilio::WebhookKind::MessageStatus;
    event.kindName = "message.status.failed";
    event.from = "+14155550142";
    event.sid = Sid;
    event.status = "failed";
    event.summary = "failed · 30003";
    event.verdict = twilio::Verdict::Valid;
    event.responseStatus = 204;
    event.flags = flow::EventFlag::Retry;
    const int number = eventColumn(QLatin1StringView(column.toLatin1()));
    QVERIFY(number >= 0);
    const twilio::Explanation cell = explainCell(eventColumns()[std::size_t(number)], event);
    QCOMPARE(cell.isEmpty(), contains.isEmpty());
    QVERIFY2(cell.text().contains(contains), qPrintable(cell.text()));
}

void tst_Explanation::bytes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *name, const QByteArray &bytes, const char *at, const QString &title) {
        QTest::newRow(name) << bytes << int(bytes.indexOf(at)) + 1 << title;
    };
    const QByteArray head = "HTTP/1.1 204 No Content\r\nContent-Type: text/xml\r\nX-Mine: 204\r\n\r\n";
    row("the code of a status line", head, "204", u"204 No Content"_s);
    row("the same digits elsewhere", head, "204\r\n\r", QString());
    row("a header field", head, "Content-Type", u"Content-Type"_s);
    row("a value of a form", "MessageStatus=sent&ErrorCode=30003", "sent", u"MessageStatus"_s);
    row("a name of a form", "MessageStatus=sent&ErrorCode=30003", "Error", u"ErrorCode"_s);
    row("a SID in JSON", "{\"sid\": \"" + Sid + "\"}", "0011", QString::fromLatin1(Sid));
    row("an error code in JSON", "{\"error_code\": \"11200\"}", "1120", u"11200 HTTP retrieval failure"_s);
    row("a word", "hello world", "world", QString());
    row("a very long word", QByteArray(100'000, 'a'), "aaa", QString());
    QTest::newRow("behind the end") << QByteArray("x") << 50 << QString();
    QTest::newRow("nothing") << QByteArray() << 0 << QString();
}

void tst_Explanation::bytes() {
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, offset);
    QTEST(explainAt(bytes, offset).title, "title");
}

void tst_Explanation::toolTipsAreHarmless() {
    QVERIFY(explainedToolTip({}, {}).isEmpty());
    const QString text = explainedToolTip(u"<img src=x>"_s, twilio::explainErrorCode(30003));
    QVERIFY(!text.contains(u"<img"_s));
    QVERIFY(text.contains(u"30003"_s));
}

void tst_Explanation::fieldsExplainTheirRows() {
    FieldsModel model;
    model.setEvent(statusCallback());
    bool found = false;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, FieldsModel::Value);
        if (index.data(FieldsModel::NameBytesRole) != QByteArray("ErrorCode"))
            continue;
        found = true;
        const auto explanation = index.data(ExplanationRole).value<twilio::Explanation>();
        QVERIFY(explanation.meaning.contains(u"Unreachable destination handset"_s));
        QVERIFY(index.data(Qt::ToolTipRole).toString().contains(u"Unreachable"_s));
    }
    QVERIFY(found);
}

void tst_Explanation::popoverCopies() {
    QWidget window;
    window.show();
    const twilio::Explanation explanation = twilio::explainErrorCode(30003);
    auto *popover = new ExplanationPopover(explanation, m_fixture.theme, &window);
    const QPointer<QWidget> alive(popover);
    popover->showAt({100, 100, 50, 20});
    const QList<QPushButton *> buttons = popover->findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 2);
    QTest::mouseClick(buttons.front(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString(explanation.text() + u'\n' + explanation.url));
    QTest::keyClick(popover, Qt::Key_Escape);
    QTRY_VERIFY(alive.isNull());
}

void tst_Explanation::theFocusIsExplained() {
    FieldsModel model;
    model.setEvent(statusCallback());
    QTableView table;
    table.setModel(&model);
    table.show();
    table.setCurrentIndex(model.index(0, 1));
    QVERIFY(ExplanationPopover::explainFocus(&table, m_fixture.theme));
    QVERIFY(QApplication::activePopupWidget() != nullptr);
    QApplication::activePopupWidget()->close();
    BodyView body(m_fixture.theme);
    body.setDocument({"hello", {}});
    body.show();
    QVERIFY(!ExplanationPopover::explainFocus(&body, m_fixture.theme));
    body.setDocument({"X-Twilio-Signature: x", {}});
    QVERIFY(ExplanationPopover::explainFocus(&body, m_fixture.theme));
    QApplication::activePopupWidget()->close();
    QWidget other;
    QVERIFY(!ExplanationPopover::explainFocus(&other, m_fixture.theme));
    QVERIFY(!ExplanationPopover::explainFocus(nullptr, m_fixture.theme));
}

QTEST_MAIN(tst_Explanation)
#include "tst_explanation.moc"
