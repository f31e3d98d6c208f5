#include "tests/ui/numbers/sample_inventory.h"
#include "tests/ui/theme_fixture.h"
#include "ui/numbers/numbers_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestNumbersModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<NumbersModel>(m_fixture.theme);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setInventory(sampleInventory());
    }
    void cleanup() {
        m_tester.reset();
        m_model.reset();
    }

    void everythingThatCanBePointedIsARow() {
        QCOMPARE(m_model->rowCount(), 6);
        QCOMPARE(text(0, NumbersModel::Name), u"+1 500 555 0001"_s);
        QCOMPARE(at(0, NumbersModel::Name).data(NumbersModel::SubtitleRole).toString(), u"Main line"_s);
        QCOMPARE(text(4, NumbersModel::Name), u"Support"_s);
        QCOMPARE(at(4, NumbersModel::Name).data(NumbersModel::SubtitleRole).toString(), u"TwiML app"_s);
        QCOMPARE(at(5, NumbersModel::Name).data(NumbersModel::SubtitleRole).toString(), u"Messaging Service"_s);
    }

    void nameThatIsTheNumberIsNotSaidTwice_data() {
        QTest::addColumn<int>("row");
        QTest::newRow("as the console writes it") << 1;
        QTest::newRow("as the API writes it") << 3;
    }
    void nameThatIsTheNumberIsNotSaidTwice() {
        QFETCH(int, row);
        QCOMPARE(at(row, NumbersModel::Name).data(NumbersModel::SubtitleRole).toString(), QString());
    }

    // What wins: Twilio's description of IncomingPhoneNumber and Messaging Service (twilio-oai d50069b).
    void cellsSayWhatWins_data() {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("warning");
        using M = NumbersModel;
        QTest::newRow("a number's own URL")
            << 0 << int(M::Calls) << u"https://demo.twilio.com/welcome/voice/"_s << QString();
        QTest::newRow("a TwiML app before the number")
            << 1 << int(M::Calls) << u"TwiML app Support: https://support.example.com/voice"_s
            << u"the TwiML app Support decides"_s;
        QTest::newRow("a trunk before all") << 2 << int(M::Calls) << u"SIP trunk TKbb…bbb"_s << u"the SIP trunk"_s;
        QTest::newRow("a number without messages") << 2 << int(M::Messages) << QString() << QString();
        QTest::newRow("a service before its number")
            << 3 << int(M::Messages) << u"Messaging Service Alerts: https://alerts.example.com/sms"_s
            << u"the Messaging Service Alerts decides"_s;
        QTest::newRow("an app without a URL") << 4 << int(M::Messages) << u"nothing"_s << QString();
        QTest::newRow("a service has no calls") << 5 << int(M::Calls) << QString() << QString();
    }
    void cellsSayWhatWins() {
        QFETCH(int, row);
        QFETCH(int, column);
        QFETCH(QString, cell);
        QFETCH(QString, warning);
        QCOMPARE(text(row, column), cell);
        const QString tip = at(row, column).data(Qt::ToolTipRole).toString();
        QVERIFY2(
            warning.isEmpty() ? !tip.contains(u"No effect") : tip.contains(warning.toHtmlEscaped()), qPrintable(tip));
    }

    void whatLeadsHereIsMarked() {
        m_model->setPublicUrl(u"https://support.example.com"_s);
        QVERIFY(text(1, NumbersModel::Calls).startsWith(u"✓ "));
        QVERIFY(text(4, NumbersModel::Calls).startsWith(u"✓ "));
        QVERIFY(!text(0, NumbersModel::Calls).startsWith(u"✓ "));
        // Another host that only begins alike.
        m_model->setPublicUrl(u"https://support.example.co"_s);
        QVERIFY(!text(1, NumbersModel::Calls).startsWith(u"✓ "));
    }

    void rowsAreTickedAndStaySoAfterReloading() {
        QSignalSpy changed(m_model.get(), &NumbersModel::tickedChanged);
        QVERIFY(m_model->setData(at(4, 0), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(m_model->setData(at(0, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(changed.size(), 2);
        const auto inventory = sampleInventory();
        const std::vector<QByteArray> wanted{inventory.numbers[0].sid, inventory.applications[0].sid};
        QCOMPARE(m_model->ticked(), wanted);
        account::Inventory fewer = inventory;
        fewer.applications.clear();
        m_model->setInventory(fewer);
        QCOMPARE(m_model->ticked(), std::vector<QByteArray>{inventory.numbers[0].sid});
        m_model->setLocked(true);
        QVERIFY(!m_model->setData(at(1, 0), Qt::Checked, Qt::CheckStateRole));
    }

    void statesAreSaid() {
        const QByteArray sid = sampleInventory().numbers[0].sid;
        QSignalSpy changed(m_model.get(), &NumbersModel::dataChanged);
        m_model->setStates({{sid, {Role::Valid, u"✓ pointed here"_s}}});
        QCOMPARE(text(0, NumbersModel::State), u"✓ pointed here"_s);
        m_model->setState(sid, {Role::Invalid, u"✕ 21402"_s});
        QCOMPARE(text(0, NumbersModel::State), u"✕ 21402"_s);
        QCOMPARE(changed.size(), 2);
    }

    void searchFindsNumbersNamesAndUrls_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("rows");
        QTest::newRow("the number as it is written") << u"+15005550001"_s << 1;
        QTest::newRow("the number as it is shown") << u"500 555 0001"_s << 1;
        QTest::newRow("a name") << u"main LINE"_s << 1;
        QTest::newRow("an app, and the number it decides for") << u"support"_s << 2;
        QTest::newRow("a URL") << u"demo.twilio.com"_s << 3;
        QTest::newRow("nothing that is there") << u"nowhere"_s << 0;
    }
    void searchFindsNumbersNamesAndUrls() {
        QFETCH(QString, words);
        QFETCH(int, rows);
        QSortFilterProxyModel found;
        found.setSourceModel(m_model.get());
        found.setFilterRole(NumbersModel::SearchRole);
        found.setFilterCaseSensitivity(Qt::CaseInsensitive);
        found.setFilterFixedString(words);
        QCOMPARE(found.rowCount(), rows);
    }

    void passwordsInUrlsAreNotShown() {
        account::Inventory inventory = sampleInventory();
        inventory.numbers[0].hooks[std::size_t(account::Hook::Voice)].url =
            u"https://me:secret@app.example.com/voice"_s;
        m_model->setInventory(inventory);
        QVERIFY(text(0, NumbersModel::Calls).endsWith(u"@app.example.com/voice"));
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(NumbersModel::SearchRole)})
            QVERIFY(!at(0, NumbersModel::Calls).data(role).toString().contains(u"secret"));
    }

    void namesOfOthersStayText() {
        account::Inventory inventory = sampleInventory();
        inventory.applications[0].name = u"<b>x</b>\u202e\nhidden"_s;
        m_model->setInventory(inventory);
        QVERIFY(!text(4, NumbersModel::Name).contains(u'\n'));
        QVERIFY(!text(4, NumbersModel::Name).contains(QChar(0x202e)));
        QVERIFY(!at(1, NumbersModel::Calls).data(Qt::ToolTipRole).toString().contains(u"<b>"));
    }

private:
    [[nodiscard]] QModelIndex at(int row, int column) const { return m_model->index(row, column); }
    [[nodiscard]] QString text(int row, int column) const { return at(row, column).data().toString(); }

    ThemeFixture m_fixture;
    std::unique_ptr<NumbersModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestNumbersModel)
#include "tst_numbers_model.moc"
