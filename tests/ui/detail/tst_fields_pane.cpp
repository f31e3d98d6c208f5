#include "core/filter/expression.h"
#include "tests/ui/sample_events.h"
#include "tests/ui/theme_fixture.h"
#include "ui/detail/fields_pane.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QMimeData>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList head(const QByteArray &target = "/sms") {
    return {"POST " + target + " HTTP/1.1", "Host: h", "Content-Type: application/x-www-form-urlencoded"};
}

QString cell(const FieldsModel &model, int row, int column) {
    return model.index(row, column).data().toString();
}

int rowNamed(const FieldsModel &model, const QString &name) {
    for (int row = 0; row < model.rowCount(); ++row) {
        if (cell(model, row, FieldsModel::Name) == name)
            return row;
    }
    return -1;
}

} // namespace

class TestFieldsPane final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modelKeepsItsPromises() {
        FieldsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEvent(samples::oddForm());
        model.setJson({{{"a", "1", false}}, false});
        model.setEvent(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void whatPeopleLookForComesFirstOrAsReceived() {
        FieldsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEvent(samples::event(head(), "FromCity=X&MediaUrl0=u&Body=Hi&To=2&From=1&ZZ="));
        const auto names = [&] {
            QStringList all;
            for (int row = 0; row < model.rowCount(); ++row)
                all.append(cell(model, row, FieldsModel::Name));
            return all.join(u' ');
        };
        QCOMPARE(names(), u"From To Body MediaUrl0 FromCity ZZ"_s);
        QCOMPARE(model.asForm(), "FromCity=X&MediaUrl0=u&Body=Hi&To=2&From=1&ZZ="_ba);
        model.setAsReceived(true);
        QCOMPARE(names(), u"FromCity MediaUrl0 Body To From ZZ"_s);
    }

    void rowsAreInOrderWithRepeatsAndEmptyValues() {
        FieldsModel model;
        model.setEvent(samples::event(head("/sms?q=9&q="), "b=2&a=1&b=&"));
        QByteArrayList rows;
        for (int row = 0; row < model.rowCount(); ++row)
            rows.append(model.index(row, 0).data(FieldsModel::NameBytesRole).toByteArray() + '=' +
                        model.index(row, 0).data(FieldsModel::ValueBytesRole).toByteArray());
        QCOMPARE(rows, (QByteArrayList{"b=2", "a=1", "b=", "q=9", "q="}));
        QVERIFY(model.index(2, FieldsModel::Value).data(FieldsModel::IsEmptyRole).toBool());
        QCOMPARE(cell(model, 3, FieldsModel::Value), u"9"_s);
        QCOMPARE(model.index(3, FieldsModel::Value).data(FieldsModel::TagRole).toString(), u"query"_s);
    }

    void untrustedTextIsShownAsText() {
        FieldsModel model;
        model.setEvent(samples::oddForm());
        QCOMPARE(cell(model, 0, FieldsModel::Value), u"<b>bold</b> <img src=x>"_s);
        QCOMPARE(cell(model, rowNamed(model, u"Hidden"_s), FieldsModel::Value), u"abc\\u{202E}cba"_s);
        const int latin = rowNamed(model, u"Latin"_s);
        QCOMPARE(cell(model, latin, FieldsModel::Value), u"caf\\xE9"_s);
        QCOMPARE(model.index(latin, 1).data(FieldsModel::TagRole).toString(), u"not UTF-8"_s);
        const int broken = rowNamed(model, u"Broken"_s);
        QCOMPARE(cell(model, broken, FieldsModel::Value), u"100%zz"_s);
        QCOMPARE(model.index(broken, 1).data(FieldsModel::TagRole).toString(), u"bad escape"_s);
    }

    void onlyWebAddressesCanBeOpened_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("openable");
        QTest::newRow("https") << "https://api.twilio.com/x?y=1"_ba << true;
        QTest::newRow("http") << "http://example.com"_ba << true;
        QTest::newRow("script") << "javascript:alert(1)"_ba << false;
        QTest::newRow("a file") << "file:///etc/passwd"_ba << false;
        QTest::newRow("no host") << "https:///x"_ba << false;
        QTest::newRow("data") << "data:text/html,x"_ba << false;
        QTest::newRow("a path") << "/sms"_ba << false;
        QTest::newRow("text") << "see https://example.com"_ba << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void onlyWebAddressesCanBeOpened() {
        QFETCH(QByteArray, value);
        QFETCH(bool, openable);
        QCOMPARE(openableUrl(value).isValid(), openable);
    }

    void filterTermsParseAndFindTheValue_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("key");
        QTest::newRow("sender") << "From"_ba
                                << "+14155550142"_ba << int(filter::Key::From);
        QTest::newRow("receiver") << "To"_ba
                                  << "whatsapp:+14155550142"_ba << int(filter::Key::To);
        QTest::newRow("a SID") << "CallSid"_ba
                               << "CA12"_ba << int(filter::Key::Sid);
        QTest::newRow("any parameter") << "Digits"_ba
                                       << "1"_ba << int(filter::Key::Param);
        QTest::newRow("a value with blanks") << "Body"_ba
                                             << "my order (2)"_ba << int(filter::Key::Param);
        QTest::newRow("a value with quotes") << "Body"_ba
                                             << "say \"hi\""_ba << int(filter::Key::Param);
    }
    void filterTermsParseAndFindTheValue() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(int, key);
        const filter::ParseResult parsed = filter::parse(filterTermFor(name, value), 0);
        QVERIFY(parsed.ok());
        QCOMPARE(parsed.expression.root.children.size(), std::size_t(1));
        const filter::Term &term = parsed.expression.root.children.front().term;
        QCOMPARE(int(term.key), key);
        QCOMPARE(term.values, std::vector<QString>{QString::fromUtf8(value)});
    }

    void whatIsNoTextHasNoFilterTerm() {
        QVERIFY(filterTermFor("Body", "caf\xE9").isEmpty());
        QVERIFY(filterTermFor("Body", {}).isEmpty());
        QVERIFY(filterTermFor("Body", QByteArray(10'000, 'x')).isEmpty());
    }

    void copiesTheExactValue() {
        FieldsPane pane(m_fixture.theme);
        pane.setEvent(samples::oddForm());
        pane.resize(800, 300);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        pane.table()->selectRow(rowNamed(*pane.model(), u"Latin"_s));
        QTest::keyClick(pane.table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->mimeData()->data(u"application/octet-stream"_s), "caf\xE9"_ba);
    }

    void jsonBodiesAreListedByPath() {
        FieldsPane pane(m_fixture.theme);
        pane.setEvent(samples::conversationsJson());
        const int price = rowNamed(*pane.model(), u"[0].data.price"_s);
        QVERIFY(price >= 0);
        QCOMPARE(cell(*pane.model(), price, FieldsModel::Value), u"0.00750"_s);
    }

    void aHugeJsonBodyIsReadAsideAndCut() {
        QByteArray body("[0");
        while (body.size() < 1024 * 1024)
            body.append(",1");
        body.append(']');
        FieldsPane pane(m_fixture.theme);
        pane.setEvent(samples::event({"POST / HTTP/1.1", "Content-Type: application/json"}, body));
        QCOMPARE(pane.model()->rowCount(), 0);
        QTRY_COMPARE(pane.model()->rowCount(), 5'000);
        QVERIFY(pane.model()->isCut());
    }

    void anotherEventDropsTheOneBeingRead() {
        const QByteArray body = '[' + QByteArray("1,").repeated(1024 * 1024) + "1]";
        FieldsPane pane(m_fixture.theme);
        pane.setEvent(samples::event({"POST / HTTP/1.1", "Content-Type: application/json"}, body));
        pane.setEvent(samples::event(head(), "a=1"));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(pane.model()->rowCount(), 1);
    }

    void theWholeOfAnElidedValueIsShown() {
        FieldsPane pane(m_fixture.theme);
        pane.setEvent(samples::oddForm());
        pane.resize(700, 300);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        auto *whole = pane.findChild<QWidget *>(u"wholeValue"_s);
        pane.table()->selectRow(0);
        QVERIFY(!whole->isVisible());
        pane.table()->selectRow(1);
        QVERIFY(whole->isVisible());
        QTest::keyClick(pane.table(), Qt::Key_Escape);
        QVERIFY(!whole->isVisible());
    }

private:
    ThemeFixture m_fixture;
};

QTEST_MAIN(TestFieldsPane)
#include "tst_fields_pane.moc"
