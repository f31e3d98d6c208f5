#include "core/compose/templates.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace offhook;
using compose::Template;

class TestTemplates final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCatalogueIsWhole() {
        QCOMPARE(compose::templates().size(), 67); // the kinds of the request catalogue
        QSet<QByteArray> names;
        QSet<QString> titles;
        for (const Template &t : compose::templates()) {
            names.insert(t.name);
            titles.insert(t.title);
            QVERIFY2(!t.title.isEmpty() && t.title.front().isUpper(), t.name.constData());
        }
        QCOMPARE(names.size(), 67);
        QCOMPARE(titles.size(), 67);
    }

    void everyTemplateIsOne_data() {
        QTest::addColumn<QByteArray>("name");
        for (const Template &t : compose::templates())
            QTest::newRow(t.name.constData()) << t.name;
    }
    void everyTemplateIsOne() {
        QFETCH(QByteArray, name);
        const Template *t = compose::findTemplate(name);
        QVERIFY(t != nullptr);
        QVERIFY(t->method == "GET" || t->method == "POST");
        QVERIFY(t->path.startsWith('/'));
        QVERIFY(!t->path.contains(' '));
        QVERIFY2(t->method == "POST" || t->body.isEmpty(), "a GET has no body");
        QVERIFY2(t->body.isEmpty() || t->params.empty(), "a body is a form or it is not");
        QVERIFY2(t->body.isEmpty() || !QJsonDocument::fromJson(t->body).isNull(), "a body that is no form is JSON");
        const auto has = [t](QByteArrayView header) {
            return std::any_of(t->headers.begin(), t->headers.end(),
                [header](const http::HeaderField &h) { return http::equalsIgnoringCase(h.name, header); });
        };
        QVERIFY(has("User-Agent"));
        QVERIFY(has("I-Twilio-Idempotency-Token"));
        QCOMPARE(has("Content-Type"), t->method == "POST");
        for (const char *computed : {"Host", "Content-Length", "X-Twilio-Signature", "Transfer-Encoding"})
            QVERIFY2(!has(computed), computed);
    }

    void whatTheFileSaysIsWhatTheTemplateHolds() {
        const Template *t = compose::findTemplate("sms.inbound");
        QVERIFY(t != nullptr);
        QCOMPARE(t->title, u"Inbound SMS"_s);
        QCOMPARE(t->method, "POST"_ba);
        QCOMPARE(t->path, "/sms"_ba);
        QCOMPARE(t->params.size(), std::size_t(20));
        QCOMPARE(t->params.front(), (http::Parameter{"ToCountry", "US"}));
        QCOMPARE(t->params.back(), (http::Parameter{"ApiVersion", "2010-04-01"}));
        QCOMPARE(http::value(t->params, "Body").toByteArray(), "Hello from Twilio  "_ba);
        QVERIFY(http::contains(t->params, "FromZip"));
        QCOMPARE(t->headers.front(), (http::HeaderField{"User-Agent", "TwilioProxy/1.1"}));
    }

    void doubledParametersStayDoubled() {
        const Template *t = compose::findTemplate("conversations.post.onConversationAdded.groupmms");
        QVERIFY(t != nullptr);
        QCOMPARE(std::count_if(t->params.begin(), t->params.end(),
                     [](const http::Parameter &p) { return p.name == "MessagingBinding.Address"; }),
            2);
    }

    void anUnknownNameIsNone() {
        QVERIFY(compose::findTemplate("sms") == nullptr);
        QVERIFY(compose::findTemplate({}) == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "tst_templates.moc"
