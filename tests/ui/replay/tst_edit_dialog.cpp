#include "tests/ui/theme_fixture.h"
#include "ui/replay/edit_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::ui;

namespace {

const deliver::RequestDraft Form{"POST", "/sms?x=1",
    {{"hOST", "a"}, {"Content-Type", "application/x-www-form-urlencoded"}, {"Content-Length", "9"}, {"X-A", "1"}},
    "a=%31&b=2"};
const deliver::RequestDraft Json{"POST", "/json", {{"Content-Type", "application/json"}}, "{\"a\": 1}\n"};

QPushButton *button(const QDialog &dialog, QDialogButtonBox::ButtonRole role) {
    const auto *box = dialog.findChild<QDialogButtonBox *>();
    for (QAbstractButton *one : box->buttons())
        if (box->buttonRole(one) == role)
            return qobject_cast<QPushButton *>(one);
    return nullptr;
}

QAbstractItemModel *table(const QDialog &dialog, const QString &name) {
    for (QTableView *view : dialog.findChildren<QTableView *>())
        if (view->accessibleName() == name)
            return view->model();
    return nullptr;
}

} // namespace

class EditDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatNobodyEditsStays_data() {
        QTest::addColumn<deliver::RequestDraft>("draft");
        QTest::newRow("a form") << Form;
        QTest::newRow("JSON") << Json;
        QTest::newRow("a GET") << deliver::RequestDraft{"GET", "/x?a=%31&b", {{"Host", "a"}}, {}};
        QTest::newRow("bytes") << deliver::RequestDraft{"PUT", "/x", {}, QByteArray("\0\xff\r\n", 4)};
    }
    void whatNobodyEditsStays() {
        QFETCH(deliver::RequestDraft, draft);
        const ThemeFixture f;
        EditDialog dialog(draft, 7, f.theme);
        QCOMPARE(dialog.draft(), draft);
        QVERIFY(!button(dialog, QDialogButtonBox::ResetRole)->isEnabled());
        QVERIFY(button(dialog, QDialogButtonBox::AcceptRole)->isEnabled());
    }
    void parametersHeadersMethodAndPathAreEdited() {
        const ThemeFixture f;
        EditDialog dialog(Form, 7, f.theme);
        QAbstractItemModel *parameters = table(dialog, u"Parameters of the request"_s);
        QVERIFY(parameters->setData(parameters->index(1, 1), u"3 4"_s));
        QAbstractItemModel *headers = table(dialog, u"Headers of the request"_s);
        QCOMPARE(headers->rowCount(), 2); // Host and Content-Length follow from the rest
        QVERIFY(headers->setData(headers->index(1, 1), u"2"_s));
        dialog.findChild<QComboBox *>()->setCurrentText(u"PUT"_s);
        auto *target = dialog.findChildren<QLineEdit *>().constLast();
        target->setText(u"/other"_s);
        Q_EMIT target->textEdited(target->text());
        const deliver::RequestDraft edited = dialog.draft();
        QCOMPARE(edited.body, "a=%31&b=3+4");
        QCOMPARE(edited.method, "PUT");
        QCOMPARE(edited.target, "/other");
        QCOMPARE(edited.headers,
            (std::vector<http::HeaderField>{{"hOST", "a"}, {"Content-Type", "application/x-www-form-urlencoded"},
                {"Content-Length", "9"}, {"X-A", "2"}}));
        QPushButton *revert = button(dialog, QDialogButtonBox::ResetRole);
        QVERIFY(revert->isEnabled());
        revert->click();
        QCOMPARE(dialog.draft(), Form);
    }
    void theBodyIsEditedWhereItIsNoForm() {
        const ThemeFixture f;
        EditDialog dialog(Json, 7, f.theme);
        QCOMPARE(dialog.findChild<QTabWidget *>()->tabText(0), u"Body"_s);
        dialog.findChild<QPlainTextEdit *>()->selectAll();
        dialog.findChild<QPlainTextEdit *>()->insertPlainText(u"{\"é\": 2}"_s);
        QCOMPARE(dialog.draft().body, "{\"é\": 2}");
        button(dialog, QDialogButtonBox::ResetRole)->click();
        QCOMPARE(dialog.draft(), Json);
    }
    void whatWouldBreakTheRequestCannotBeSent() {
        const ThemeFixture f;
        EditDialog dialog(Form, 7, f.theme);
        QAbstractItemModel *headers = table(dialog, u"Headers of the request"_s);
        QVERIFY(headers->setData(headers->index(1, 0), u"X A"_s));
        QVERIFY(!button(dialog, QDialogButtonBox::AcceptRole)->isEnabled());
        QVERIFY(headers->setData(headers->index(1, 0), u"X-B"_s));
        QVERIFY(button(dialog, QDialogButtonBox::AcceptRole)->isEnabled());
    }
};

QTEST_MAIN(EditDialogTest)
#include "tst_edit_dialog.moc"
