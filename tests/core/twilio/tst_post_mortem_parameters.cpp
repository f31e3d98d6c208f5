#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook::twilio;
using test::caseOf;
using test::formChange;

class TestPostMortemParameters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void proposals_data() {
        QTest::addColumn<int>("cause");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("change");
        const auto row = [](const char *what, Cause cause, const char *body, const char *wanted, const char *change) {
            QTest::newRow(what) << int(cause) << QByteArray(body) << QByteArray(wanted) << QString::fromUtf8(change);
        };
        row("in lower case", Cause::ParamsRenamed, "messagesid=1&from=2", "MessageSid=1&From=2",
            "the names MessageSid, From");
        row("in snake case", Cause::ParamsRenamed, "message_sid=1&account_sid=2", "MessageSid=1&AccountSid=2",
            "the names MessageSid, AccountSid");
        row("dots that PHP replaced", Cause::ParamsRenamed, "MessagingBinding_Address=1", "MessagingBinding.Address=1",
            "the names MessagingBinding.Address");
        row("numbered names", Cause::ParamsRenamed, "mediaurl0=1", "MediaUrl0=1", "the names MediaUrl0");
        row("a SIP header", Cause::ParamsRenamed, "sipheader_x-account=1", "SipHeader_X-Account=1",
            "the names SipHeader_X-Account");
        row("brackets of a list", Cause::ParamsRenamed, "Body[]=1", "Body=1", "the names Body");
        row("a framework's own", Cause::ParamsAdded, "Body=1&_method=POST", "Body=1", "the form without _method");
        row("the query's", Cause::ParamsAdded, "Body=1&route=1", "Body=1", "the form without route");
        row("what the catalogue does not know", Cause::ParamsAdded, "Body=1&x=1&From=2&y=2", "Body=1&From=2",
            "the form without x, y");
        row("one of two equal names is not an addition", Cause::ParamsAdded, "x=1&x=2&Body=1", "x=1&Body=1", "");
        row("the sender's city", Cause::EmptyDropped, "From=1&To=2",
            "From=1&To=2&FromCity=", "the empty parameters FromCity too");
        row("every place", Cause::EmptyDropped, "From=1",
            "From=1&FromCity=&FromState=&FromZip=&ToCity=&ToState=&ToZip=",
            "the empty parameters FromCity, FromState, FromZip, ToCity … too");
        row("a call says it twice", Cause::EmptyDropped, "From=1&Caller=1",
            "From=1&Caller=1&FromCity=&CallerCity=", "the empty parameters FromCity, CallerCity too");
        row("the text", Cause::EmptyDropped, "From=1", "From=1&Body=", "the empty parameters Body too");
        row("the oldest name of a SID", Cause::ParamsRemoved, "MessageSid=1&SmsSid=1",
            "MessageSid=1&SmsSid=1&SmsMessageSid=1", "SmsMessageSid too, which is missing here");
        row("the version", Cause::ParamsRemoved, "From=1", "From=1&ApiVersion=2010-04-01",
            "ApiVersion too, which is missing here");
        row("values that were joined", Cause::Duplicates, "MessagingBinding.Address=1%2C2&Body=x",
            "MessagingBinding.Address=1&MessagingBinding.Address=2&Body=x",
            "the values of MessagingBinding.Address apart, which arrived joined");
        row("only the first value", Cause::Duplicates, "a=1&a=2", "a=1", "only the first value of a");
        row("only the last value", Cause::Duplicates, "a=1&a=2", "a=2", "only the last value of a");
        row("joined with commas", Cause::Duplicates, "a=1&a=2", "a=1%2C2", "the values of a joined with commas");
    }
    void proposals() {
        QFETCH(int, cause);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, change);
        const PostMortemCase known = caseOf("https://a.example/s?route=1", {}, body);
        for (const FormRepair &repair : formRepairs()) {
            if (repair.cause == Cause(cause))
                QCOMPARE(formChange(repair.propose, known, wanted), change);
        }
    }
};

QTEST_GUILESS_MAIN(TestPostMortemParameters)
#include "tst_post_mortem_parameters.moc"
