#include "core/filter/expression.h"
#include "core/filter/vocabulary.h"
#include "core/flow/filter_predicate.h"
#include "core/store/compression.h"
#include "core/store/event_codec.h"
#include "core/store/event_inserter.h"
#include "core/store/filter_sql.h"
#include "core/store/schema.h"
#include "core/store/seen_values.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::store;

namespace {

constexpr WallTime Start = 1'795'478'400'000'000; // 2026-11-24T00:00:00Z

/// Twilio requests of the sample catalogue and hostile ones, with all that a filter can ask varied.
class Events {
public:
    Events() {
        QFile file(QStringLiteral(OFFHOOK_TEST_DATA "/samples.json"));
        if (file.open(QIODevice::ReadOnly))
            m_samples = QJsonDocument::fromJson(file.readAll()).array();
    }
    [[nodiscard]] bool loaded() const { return m_samples.size() > 50; }

    flow::WebhookEvent make(EventId id) {
        flow::WebhookEvent event;
        event.id = id;
        event.receivedAt = Start + m_random.bounded(1200) * 60'000'000LL;
        event.request = id % 4 == 0 ? hostile() : sample();
        if (id % 9 == 0)
            event.refusal = http::Refusal{http::RefusalReason::MalformedHeader, m_random.bounded(2) * 400, -1};
        event.decodeParams();
        event.meaning = twilio::meaningOf(event.request, event.allParams());
        event.verification.verdict = twilio::Verdict(m_random.bounded(4));
        event.response.status = one(std::vector{0, 200, 204, 404, 500, 503});
        event.tookUs = one(std::vector<qint64>{-1, 0, 900, 250'000, 2'000'000, 2'000'001});
        event.flags = flow::EventFlags::fromInt(m_random.generate() & m_random.generate() & 0x3FFU);
        event.peer = one(std::vector<QByteArray>{"127.0.0.1:5000", "[::1]:443"});
        event.rule = one(QStringList{QString(), u"Busy"_s, u"größe"_s});
        event.note = one(QStringList{QString(), u"To do"_s, u"ÄRGER *"_s});
        return event;
    }

private:
    template <typename List>
    typename List::value_type one(const List &list) {
        return list[decltype(list.size())(m_random.bounded(int(list.size())))];
    }

    http::Request sample() {
        const QJsonObject sample = m_samples[m_random.bounded(int(m_samples.size()))].toObject();
        QByteArray head = sample.value("method"_L1).toString().toLatin1() + ' ' +
                          one(QByteArrayList{"/sms", "/voice?x=1", "/voice/Menu", "/a%20b?Digits=7"}) + " HTTP/1.1\r\n";
        head += "Host: example.com\r\nUser-Agent: TwilioProxy/1.1\r\n";
        head += one(QByteArrayList{"I-Twilio-Idempotency-Token: 7f1c3e9a-0b5d-4c1e-9f2a-5d6e7f8a9b0c\r\n",
            "I-Twilio-Idempotency-Token: Order-66\r\n", ""});
        http::Parameters parameters;
        for (const QJsonValue pair : sample.value("params"_L1).toArray())
            parameters.push_back({pair[0].toString().toUtf8(), pair[1].toString().toUtf8()});
        if (parameters.empty())
            return {head + "Content-Type: application/json\r\n\r\n", sample.value("body"_L1).toString().toUtf8()};
        return {head + "Content-Type: application/x-www-form-urlencoded\r\n\r\n", http::encodeForm(parameters)};
    }

    QByteArray bytes() {
        static const QByteArrayList Pieces{"a", "B", "order", "ORDER 5", "+1415", "\n", "*", "ä", "Ä", "\xFF", "…",
            "x=1", "Größe", "SM12", QByteArray(1, '\0'), "1", "42", "{\"k\":\"v\"}", "%", QByteArray(6000, 'z')};
        QByteArray out;
        for (int i = m_random.bounded(4); i > 0; --i)
            out += Pieces[m_random.bounded(int(Pieces.size() - (m_random.bounded(4) > 0 ? 1 : 0)))];
        return out;
    }

    http::Request hostile() {
        http::Parameters parameters;
        for (int i = m_random.bounded(5); i > 0; --i)
            parameters.push_back({one(QByteArrayList{"Body", "From", "To", "Digits", "MessageSid", "FooSid", "body",
                                      "A b", "", QByteArray(300, 'n'), "ParentCallSid", "AccountSid", "SmsStatus"}),
                bytes()});
        const bool isForm = m_random.bounded(3) > 0;
        QByteArray head = one(QByteArrayList{"GET", "POST", "put"}) + ' ' +
                          one(QByteArrayList{"*", "http://h/p?Digits=1", "/", "", "/x y?Body=Order", "?a"}) +
                          " HTTP/1.1\r\n";
        QByteArray value = bytes();
        value.replace('\n', ' ').replace('\0', ' ');
        head += "X-Thing: " + value + "\r\nDigits: 42\r\n";
        if (isForm)
            head += "Content-Type: Application/X-www-form-urlencoded; charset=utf-8\r\n";
        return {head + "\r\n", isForm ? http::encodeForm(parameters) : bytes()};
    }

    QJsonArray m_samples;
    QRandomGenerator m_random{4711};
};

/// Random filters whose words stand in some of the events.
class Filters {
public:
    filter::Expression make() {
        filter::Expression expression;
        expression.root.children.push_back(node(m_random.bounded(3)));
        return expression;
    }
    filter::Expression single() {
        filter::Expression expression;
        expression.root.children.push_back(node(0));
        return expression;
    }

private:
    filter::Node node(int depth) {
        filter::Node out;
        out.type = depth == 0 ? filter::Node::Type::Term : filter::Node::Type(m_random.bounded(3));
        if (out.type == filter::Node::Type::Term) {
            const QString source = term();
            const filter::ParseResult result = filter::parse(source, Start);
            if (!result.ok())
                qFatal("%s", qPrintable(source));
            return result.expression.root.children[0];
        }
        const int count = out.type == filter::Node::Type::Not ? 1 : m_random.bounded(4);
        for (int i = 0; i < count; ++i)
            out.children.push_back(node(depth - 1));
        return out;
    }

    QString one(const QStringList &list) { return list[m_random.bounded(int(list.size()))]; }

    QString word() {
        return one({u"order"_s, u"ORDER*5"_s, u"\"order 5\""_s, u"+1415*"_s, u"+14155550142"_s, u"*"_s, u"ä"_s,
            u"größe"_s, u"\"a\nb\""_s, u"\"\n\""_s, u"SM*"_s, u"SM12"_s, u"1"_s, u"42"_s, u"z*z"_s, u"0b5d-4c1e"_s,
            u"twilioproxy"_s, u"digits"_s, u"{\"k\":\"v\"}"_s, u"%"_s, u"completed"_s, u"*e*e"_s, u"ac"_s, u"post"_s,
            u"66"_s, u"us"_s, u"nnn"_s, u"\"*\n*\""_s, u"\"z\n\""_s, u"in-progress"_s, u"x=1"_s});
    }
    QString values() {
        QString text = word();
        for (int i = m_random.bounded(3) / 2; i > 0; --i)
            text += u'|' + word();
        return text;
    }

    QString term() {
        switch (m_random.bounded(8)) {
        case 0:
        case 1:
            return u"body~"_s.sliced(5) + (m_random.bounded(2) ? u"order"_s : quotedWord());
        case 2:
            return one({u"kind:sms|status"_s, u"kind:voice"_s, u"kind:message.status.delivered"_s, u"kind:*status*"_s,
                u"kind:messages"_s, u"kind:other"_s, u"sig:valid|unsigned"_s, u"is:retry|late"_s, u"is:client-gone"_s});
        case 3:
            return one({u"code:2xx|404"_s, u"code:<500"_s, u"code:>=5xx"_s, u"code:200"_s, u"took:>2s"_s,
                u"took:<=2s"_s, u"took:<1ms"_s, u"after:2026-11-24T06:00:00Z"_s, u"before:2026-11-24T12:00:00Z"_s});
        case 4:
            return u"param."_s + one({u"Digits"_s, u"body"_s, u"*Sid"_s, u"\"A b\""_s, u"N*"_s, u"From"_s, u"*"_s}) +
                   one({u":"_s, u"~"_s}) + values();
        case 5:
            return u"param."_s + one({u"Digits"_s, u"NumMedia"_s, u"*"_s}) + one({u":>"_s, u":<="_s}) +
                   one({u"0"_s, u"1"_s, u"-5"_s});
        case 6:
            return u"header."_s + one({u"X-Thing"_s, u"user-agent"_s, u"I-*"_s, u"Digits"_s}) + one({u":"_s, u"~"_s}) +
                   values();
        default:
            return one({u"from"_s, u"to"_s, u"status"_s, u"sid"_s, u"sid"_s, u"path"_s, u"body"_s, u"body"_s,
                       u"method"_s, u"note"_s, u"account"_s, u"peer"_s, u"rule"_s}) +
                   (m_random.bounded(6) == 0 ? u":\"\""_s : one({u":"_s, u"~"_s}) + values());
        }
    }
    QString quotedWord() {
        const QString text = word();
        return text.startsWith(u'"') ? text : u'"' + QString(text).replace(u"\""_s, u"\\\""_s) + u'"';
    }

    QRandomGenerator m_random{815};
};

} // namespace

class TestFilterSql : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyTermAgreesWithThePredicate_data();
    void everyTermAgreesWithThePredicate();
    void randomFiltersAgreeWithThePredicate();
    void valuesAreBoundNeverSplicedIn();
    void numbersAndFlagsAreComparedByColumns();
    void onlyWhatNeedsThePayloadReadsIt();
    void theDeepestAndLongestFiltersAreTaken();
    void whatCannotBeReadDoesNotMatch();

private:
    std::vector<EventId> select(const filter::Expression &expression, QString *error = nullptr);
    void insertEvents();
    bool agree(const filter::Expression &expression);

    QTemporaryDir m_folder;
    Connection m_connection;
    std::unique_ptr<PayloadReader> m_payloads;
    std::vector<flow::WebhookEvent> m_events;
    bool m_readable = true;
    std::size_t m_found = 0;
};

void TestFilterSql::initTestCase() {
    auto connection = Connection::open(m_folder.filePath(u"filter.offhook-workspace"_s), Connection::Mode::Create);
    QVERIFY(connection);
    m_connection = std::move(*connection);
    QVERIFY(migrate(m_connection));
    auto payloads = PayloadReader::prepare(m_connection);
    QVERIFY(payloads);
    m_payloads = std::move(*payloads);
    const auto decoder = [this, decode = payloadDecoder(*m_payloads)](std::span<sqlite3_value *> columns) {
        return m_readable ? decode(columns) : std::nullopt;
    };
    QVERIFY(registerFilterFunctions(m_connection.handle(), decoder));
    insertEvents();
}

void TestFilterSql::insertEvents() {
    Events events;
    QVERIFY(events.loaded());
    auto transaction = Transaction::begin(m_connection);
    QVERIFY(transaction);
    auto inserter = EventInserter::prepare(m_connection);
    QVERIFY(inserter);
    for (EventId id = 1; id <= 400; ++id) {
        m_events.push_back(events.make(id));
        QVERIFY(inserter->insert(m_events.back(), flow::summaryOf(m_events.back())));
    }
    QVERIFY(inserter->finish());
    QVERIFY(transaction->commit());
}

std::vector<EventId> TestFilterSql::select(const filter::Expression &expression, QString *error) {
    const SqlFilter sql = toSql(expression);
    std::vector<EventId> ids;
    auto statement =
        m_connection.prepare(QByteArray("SELECT id FROM event WHERE (" + sql.where + ") AND id > 0 ORDER BY id"));
    if (!statement) {
        if (error)
            *error = statement.error().detail;
        return {-1};
    }
    statement->bindAll(sql.bindings);
    for (;;) {
        const auto row = statement->step();
        if (!row && error)
            *error = row.error().detail;
        if (!row || !*row)
            return ids;
        ids.push_back(statement->integer(0));
    }
}

bool TestFilterSql::agree(const filter::Expression &expression) {
    std::vector<EventId> expected;
    for (const flow::WebhookEvent &event : m_events) {
        if (flow::matches(expression, event))
            expected.push_back(event.id);
    }
    QString error;
    const std::vector<EventId> ids = select(expression, &error);
    m_found = ids.size();
    if (ids == expected && error.isEmpty())
        return true;
    std::vector<EventId> differing;
    std::ranges::set_symmetric_difference(ids, expected, std::back_inserter(differing));
    qWarning().noquote() << filter::format(expression) << error << "SQL" << ids.size() << "predicate" << expected.size()
                         << toSql(expression).where;
    if (!differing.empty() && differing.front() > 0)
        qWarning() << m_events[std::size_t(differing.front() - 1)].request.head()
                   << m_events[std::size_t(differing.front() - 1)].request.body().left(300);
    return false;
}

void TestFilterSql::everyTermAgreesWithThePredicate_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("some"); // whether some events match and some do not
    for (const char *source :
        {"order", "twilioproxy", "0b5d-4c1e", "7f1c3e9a-0b5d-4c1e-9f2a-5d6e7f8a9b0c", "ORDER-66", "größe", "ä", "or*r",
            "\"\n\"", "NumMedia", "kind:sms", "kind:status", "kind:voice", "sig:invalid", "sig:valid|unchecked",
            "is:retry", "is:marked", "is:test", "code:5xx", "code:200", "code:>=500", "code:<500", "took:>2s",
            "took:<=2s", "took:>=2s", "after:2026-11-24T06:00:00Z", "before:2026-11-24T06:00:00Z", "path:/sms",
            "path:/voice*", "path:/VOICE", "path~menu", "path:\"\"", "method:get", "method:POST", "note:\"\"",
            "note:\"to do\"", "note~ärger", "rule:busy", "rule:GRÖßE", "peer:127.*", "peer:[::1]:443", "from:\"\"",
            "from:+*", "to~1", "status:completed", "status:\"\"", "sid:SM*", "sid:CA*", "account:AC*", "param.Digits:*",
            "param.digits:7", "param.NumMedia:>0", "param.NumMedia:<=0", "param.*:\"\"", "param.*Sid~12",
            "header.user-agent:*", "header.X-Thing~order", "header.Digits:42", "body~order", "body:*", "body:\"\"",
            "-kind:sms", "-body~a", "sig:valid -is:late (order OR from:+*)", "NOT (kind:sms OR kind:voice)"})
        QTest::newRow(source) << QString::fromUtf8(source) << true;
    QTest::newRow("everything") << QString() << false;
    QTest::newRow("a star") << u"*"_s << false;
    QTest::newRow("nothing") << u"-*"_s << false;
    QTest::newRow("a word that is not there") << u"xylophonist"_s << false;
}

void TestFilterSql::everyTermAgreesWithThePredicate() {
    QFETCH(QString, source);
    QFETCH(bool, some);
    const filter::ParseResult result = filter::parse(source, Start);
    QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(filter::problemText(result.problems[0])));
    QVERIFY(agree(result.expression));
    QCOMPARE(m_found > 0 && m_found < m_events.size(), some);
}

void TestFilterSql::randomFiltersAgreeWithThePredicate() {
    Filters filters;
    int telling = 0;
    for (int round = 0; round < 400; ++round) {
        QVERIFY(agree(filters.single()));
        telling += m_found > 0 && m_found < m_events.size() ? 1 : 0;
    }
    QVERIFY2(telling > 150, QByteArray::number(telling).constData());
    for (int round = 0; round < 200; ++round)
        QVERIFY(agree(filters.make()));
}

void TestFilterSql::valuesAreBoundNeverSplicedIn() {
    const QString attack = u"x' OR '1'='1"_s;
    for (const char *key :
        {"from", "status", "sid", "param.X", "header.X", "body", "account", "note", "path", "kind"}) {
        const QString source = QString::fromLatin1(key) + u":\"*"_s + attack + u"*\""_s;
        const filter::ParseResult result = filter::parse(source, Start);
        QVERIFY2(result.ok(), key);
        const SqlFilter sql = toSql(result.expression);
        QVERIFY(!sql.where.contains("'1'"));
        QVERIFY(select(result.expression).empty());
    }
    const filter::ParseResult name = filter::parse(u"param.\"x') OR 1 --\":1", Start);
    QVERIFY(name.ok());
    QVERIFY(!toSql(name.expression).where.contains("--"));
    QVERIFY(select(name.expression).empty());
}

void TestFilterSql::numbersAndFlagsAreComparedByColumns() {
    const auto where = [](QStringView source) { return toSql(filter::parse(source, Start).expression).where; };
    QVERIFY(where(u"sig:invalid").contains("verdict = 2"));
    QVERIFY(where(u"is:marked").contains("flags & 128"));
    QVERIFY(where(u"kind:sms").contains("kind IN (16)"));
    QVERIFY(where(u"took:>2s").contains("took_us > ?1"));
    QVERIFY(where(u"from:+14155550142").contains("sender = ?1"));
}

void TestFilterSql::onlyWhatNeedsThePayloadReadsIt() {
    const auto needs = [](QStringView source) { return toSql(filter::parse(source, Start).expression).needsPayload; };
    QVERIFY(!needs(u"from:+1* kind:sms sig:valid code:200 note~a path:/x account:AC* -is:late"));
    QVERIFY(needs(u"param.Digits:1"));
    QVERIFY(needs(u"header.Host:x"));
    QVERIFY(needs(u"body~x"));
}

void TestFilterSql::theDeepestAndLongestFiltersAreTaken() {
    QString deep = u"a"_s;
    for (int i = 0; i < filter::MaxNesting / 2; ++i)
        deep = u"b -(c OR d OR "_s + deep + u")"_s;
    QString wide;
    for (int i = 0; i < filter::MaxValues; ++i)
        wide += u"param.A:x%1 "_s.arg(i);
    QString nested = u"a"_s;
    for (int i = 0; i < filter::MaxNesting; ++i)
        nested = (i % 2 == 0 ? u"(b OR c OR "_s : u"(d e "_s) + nested + u")"_s;
    for (const QString &source : {deep, wide, nested, u"a "_s.repeated(filter::MaxValues)}) {
        const filter::ParseResult result = filter::parse(source, Start);
        QVERIFY2(result.ok(), qPrintable(source.left(80)));
        QVERIFY2(agree(result.expression), qPrintable(source.left(80)));
    }
}

void TestFilterSql::whatCannotBeReadDoesNotMatch() {
    m_readable = false;
    const std::vector<EventId> with = select(filter::parse(u"param.Digits:*", Start).expression);
    const std::vector<EventId> without = select(filter::parse(u"-param.Digits:*", Start).expression);
    m_readable = true;
    QVERIFY(with.empty());
    QCOMPARE(without.size(), m_events.size());
}

QTEST_GUILESS_MAIN(TestFilterSql)
#include "tst_filter_sql.moc"
