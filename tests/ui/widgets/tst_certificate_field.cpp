#include "tests/ui/theme_fixture.h"
#include "ui/widgets/certificate_field.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace offhook::ui;
using namespace Qt::StringLiterals;

class TestCertificateField : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typingIsAnnouncedWithoutBlanks() {
        const ThemeFixture fixture;
        CertificateField field(fixture.theme);
        QSignalSpy edited(&field, &CertificateField::edited);
        auto *edit = field.findChild<QLineEdit *>();
        QVERIFY(!edit->accessibleName().isEmpty());
        QTest::keyClicks(edit, u" /a"_s);
        QCOMPARE(edited.size(), 3);
        QCOMPARE(edited.last().first().toString(), u"/a"_s);
        QCOMPARE(field.path(), u"/a"_s);
    }

    void whatTheProgramSetsIsNot() {
        const ThemeFixture fixture;
        CertificateField field(fixture.theme);
        QSignalSpy edited(&field, &CertificateField::edited);
        field.setPath(u"/etc/app.pem"_s);
        QCOMPARE(field.path(), u"/etc/app.pem"_s);
        QVERIFY(edited.isEmpty());
    }
};

QTEST_MAIN(TestCertificateField)
#include "tst_certificate_field.moc"
