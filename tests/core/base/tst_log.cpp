#include "core/base/log.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace offhook;

class TestLog final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokensAreRedactedAndSidsKept_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("redactedText");
        QTest::newRow("a token alone keeps two digits") << u"0123456789abcdef0123456789abcdef"_s << u"01…"_s;
        QTest::newRow("in upper case too") << u"0123456789ABCDEF0123456789ABCDEF"_s << u"01…"_s;
        QTest::newRow("in quotes") << u"token=\"fedcba9876543210fedcba9876543210\" set"_s << u"token=\"fe…\" set"_s;
        QTest::newRow("two of them") << u"a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0 b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0"_s
                                     << u"a0… b0…"_s;
        QTest::newRow("as Basic credentials")
            << u"AC0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef@"_s
            << u"AC0123456789abcdef0123456789abcdef:01…@"_s;
        QTest::newRow("an AccountSid stays, though A and C are digits")
            << u"AC0123456789abcdef0123456789abcdef"_s << u"AC0123456789abcdef0123456789abcdef"_s;
        QTest::newRow("a MessageSid stays")
            << u"SM0123456789abcdef0123456789abcdef"_s << u"SM0123456789abcdef0123456789abcdef"_s;
        QTest::newRow("a SHA-256 stays") << QString(64, u'a') << QString(64, u'a');
        QTest::newRow("31 digits stay") << QString(31, u'a') << QString(31, u'a');
        QTest::newRow("33 digits stay") << QString(33, u'a') << QString(33, u'a');
        QTest::newRow("ordinary words stay") << u"listening on 127.0.0.1:8945"_s << u"listening on 127.0.0.1:8945"_s;
        QTest::newRow("nothing stays nothing") << QString() << QString();
    }
    void tokensAreRedactedAndSidsKept() {
        QFETCH(QString, text);
        QFETCH(QString, redactedText);
        QCOMPARE(redacted(text), redactedText);
    }

    void everyMessageOfTheProgramGoesThroughIt() {
        QProcess program;
        program.start(QCoreApplication::applicationFilePath(), {u"--speak"_s});
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardError(),
            "offhook.store: key 01\u2026 of AC0123456789abcdef0123456789abcdef\nplain fe\u2026\n"_ba);
        QCOMPARE(program.readAllStandardOutput(), QByteArray());
    }
};

static int speak() {
    installLog();
    const QString token = u"0123456789abcdef0123456789abcdef"_s;
    qCWarning(lcStore).noquote() << "key" << token << "of" << u"AC"_s + token;
    qCDebug(lcHttp) << "debug messages are off by default";
    qWarning("plain fedcba9876543210fedcba9876543210");
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 2 && qstrcmp(argv[1], "--speak") == 0) {
        qputenv("LC_ALL", "C.UTF-8");
        const QCoreApplication program(argc, argv);
        return speak();
    }
    QCoreApplication program(argc, argv);
    TestLog test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_log.moc"
