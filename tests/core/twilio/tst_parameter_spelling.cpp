#include "core/twilio/parameter_spelling.h"
#include "core/twilio/parameters.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

namespace {

// As the documentation says: lower case, words separated by underscores.
QByteArray snake(const QByteArray &name) {
    QByteArray told;
    for (const char c : name) {
        const bool isCapital = c >= 'A' && c <= 'Z';
        if (isCapital && !told.isEmpty() && told.back() != '_')
            told += '_';
        told += isCapital ? char(c - 'A' + 'a') : c;
    }
    return told;
}

QSet<QByteArray> sampleNames() {
    QFile file(QStringLiteral(OFFHOOK_TEST_DATA "/samples.json"));
    QSet<QByteArray> names;
    if (!file.open(QIODevice::ReadOnly))
        return names;
    const QJsonArray samples = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue sample : samples) {
        const QJsonArray params = sample[QLatin1StringView("params")].toArray();
        for (const QJsonValue pair : params)
            names.insert(pair[0].toString().toUtf8());
    }
    return names;
}

} // namespace

class ParameterSpellingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spells_data() {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isGuessed");
        QTest::newRow("an add-on's results, the documentation's example")
            << QByteArray("add_ons") << QByteArray("AddOns") << false;
        QTest::newRow("a SID") << QByteArray("call_sid") << QByteArray("CallSid") << false;
        QTest::newRow("one word") << QByteArray("from") << QByteArray("From") << false;
        QTest::newRow("a number behind an underscore") << QByteArray("media_url_0") << QByteArray("MediaUrl0") << false;
        QTest::newRow("a number behind the word") << QByteArray("media_url12") << QByteArray("MediaUrl12") << false;
        QTest::newRow("a name that begins small on the wire") << QByteArray("msg") << QByteArray("msg") << false;
        QTest::newRow("not in the catalogue") << QByteArray("my_own_2") << QByteArray("MyOwn2") << true;
        QTest::newRow("a SIP header") << QByteArray("sip_header_x_account") << QByteArray("SipHeader_X-Account")
                                      << true;
        QTest::newRow("as on the wire already")
            << QByteArray("SipHeader_X-iD") << QByteArray("SipHeader_X-iD") << false;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << true;
    }
    void spells() {
        QFETCH(QByteArray, told);
        const ParameterSpelling spelling = parameterSpelling(told);
        QTEST(spelling.name, "name");
        QTEST(spelling.isGuessed, "isGuessed");
    }
    void everyNameOfTheSamplesComesBack() {
        const QSet<QByteArray> names = sampleNames();
        QVERIFY(names.size() > 200);
        for (const QByteArray &name : names) {
            const ParameterSpelling spelling = parameterSpelling(snake(name));
            QCOMPARE(spelling.name, name);
            QVERIFY2(!spelling.isGuessed || name.startsWith("SipHeader_"), name.constData());
        }
    }
    void theKeyIsTheSameForBothSpellings() {
        QCOMPARE(spellingKey("SipHeader_X-Account"), spellingKey("sip_header_x_account"));
        QCOMPARE(spellingKey("MessagingBinding.Address"), QByteArray("messagingbindingaddress"));
    }
};

QTEST_GUILESS_MAIN(ParameterSpellingTest)
#include "tst_parameter_spelling.moc"
