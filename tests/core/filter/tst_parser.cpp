#include "core/filter/expression.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::filter;
using Mistake = offhook::filter::Problem::Type;
Q_DECLARE_METATYPE(Mistake)

namespace {

// 2026-11-24T10:42:07.318 local time
WallTime noon() {
    return QDateTime(QDate(2026, 11, 24), QTime(10, 42, 7, 318)).toMSecsSinceEpoch() * 1000;
}

/// The tree as an S-expression, written by the test alone: ((from = +1415*) ...).
QString tree(const Node &node) {
    static const char *const Types[] = {"all", "any", "not"};
    static const char *const Matches[] = {"=", "~", ">", ">=", "<", "<="};
    if (node.type == Node::Type::Term) {
        QString text = QString::number(int(node.term.key));
        if (!node.term.name.isEmpty())
            text += u'.' + QString::fromUtf8(node.term.name);
        text += QString::fromLatin1(Matches[int(node.term.match)]);
        for (const QString &value : node.term.values)
            text += u'[' + value + u']';
        for (const qint64 number : node.term.numbers)
            text += u'#' + QString::number(number);
        return text;
    }
    QString text = u'(' + QString::fromLatin1(Types[int(node.type)]);
    for (const Node &child : node.children)
        text += u' ' + tree(child);
    return text + u')';
}

QString key(Key k) {
    return QString::number(int(k));
}

QString describe(const std::vector<Problem> &problems) {
    QString text;
    for (const Problem &problem : problems)
        text += problemText(problem) + u'\n';
    return text;
}

} // namespace

class TestParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trees_data();
    void trees();
    void positions();
    void numbers_data();
    void numbers();
    void mistakes_data();
    void mistakes();
    void severalMistakesAreAllReported();
    void nestingIsLimited();
    void valuesAreLimited();
    void mistakesAreLimited();
    void aMegabyteIsReadInLinearTime_data();
    void aMegabyteIsReadInLinearTime();
    void randomTokensNeverBreakIt();
};

void TestParser::trees_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &source, const QString &expected) {
        QTest::newRow(name) << source << u"(all"_s + (expected.isEmpty() ? QString() : u' ' + expected) + u')';
    };
    const QString text = key(Key::Text) + u'~';
    const QString from = key(Key::From);
    const QString kind = key(Key::Kind);

    row("nothing is everything", u""_s, u""_s);
    row("blanks are nothing", u" \t\n "_s, u""_s);
    row("a bare word is searched", u"order"_s, text + u"[order]");
    row("a quoted text is searched whole", u"\"on my way\""_s, text + u"[on my way]");
    row("a phone number is text", u"+14155550142"_s, text + u"[+14155550142]");
    row("a time of day alone is text", u"12:30"_s, text + u"[12:30]");
    row("a URL is text", u"https://example.com/sms?x=1"_s, text + u"[https://example.com/sms?x=1]");
    row("a WhatsApp address is text", u"whatsapp:+14155550142"_s, text + u"[whatsapp:+14155550142]");
    row("a host with port is text", u"example.com:8080"_s, text + u"[example.com:8080]");
    row("localhost with port is text", u"localhost:8080"_s, text + u"[localhost:8080]");
    row("JSON is text", u"{\"Digits\":\"1\"}"_s, text + u"[{\"Digits\":\"1\"}]");
    row("a comparison of no number is text", u"a>b"_s, text + u"[a>b]");
    row("key and value", u"from:+1415*"_s, from + u"=[+1415*]");
    row("keys in any case", u"FROM:+1415*"_s, from + u"=[+1415*]");
    row("an equals sign is a colon", u"from=+1415"_s, from + u"=[+1415]");
    row("an ellipsis stays as typed", u"from:+1415…"_s, from + u"=[+1415…]");
    row("a value may hold colons", u"from:whatsapp:+1415*"_s, from + u"=[whatsapp:+1415*]");
    row("a value may hold operators", u"path:/a?b=c~d"_s, key(Key::Path) + u"=[/a?b=c~d]");
    row("an empty value in quotes", u"from:\"\""_s, from + u"=[]");
    row("contains", u"body~\"order 5\""_s, key(Key::Body) + u"~[order 5]");
    row("escapes in quotes", u"body~\"a \\\"b\\\" c:\\\\d \\n\""_s, key(Key::Body) + u"~[a \"b\" c:\\d \\n]");
    row("alternatives in a value", u"kind:sms|status"_s, kind + u"=[sms][status]");
    row("quoted alternatives", u"from:\"a b\"|c|\"d\""_s, from + u"=[a b][c][d]");
    row("alternatives of bare words", u"a|\"b c\""_s, text + u"[a][b c]");
    row("words of closed sets in lower case", u"sig:INVALID is:Late kind:SMS"_s,
        key(Key::Sig) + u"=[invalid] " + key(Key::Is) + u"=[late] " + kind + u"=[sms]");
    row("a parameter", u"param.Digits=1"_s, key(Key::Param) + u".Digits=[1]");
    row("a parameter compared", u"param.NumMedia:>0"_s, key(Key::Param) + u".NumMedia>[0]#0");
    row("a parameter with a blank in its name", u"param.\"Foo Bar\"~x"_s, key(Key::Param) + u".Foo Bar~[x]");
    row("a header", u"header.User-Agent:Twilio*"_s, key(Key::Header) + u".User-Agent=[Twilio*]");
    row("a variant of a kind", u"kind:message.status.delivered"_s, kind + u"=[message.status.delivered]");
    row("adjacent terms are all asked", u"a b  c"_s, text + u"[a] " + text + u"[b] " + text + u"[c]");
    row("AND changes nothing", u"a AND b"_s, text + u"[a] " + text + u"[b]");
    row("or", u"a OR b"_s, u"(any " + text + u"[a] " + text + u"[b])");
    row("a bar is or", u"a | b"_s, u"(any " + text + u"[a] " + text + u"[b])");
    row("two bars are or", u"a || b"_s, u"(any " + text + u"[a] " + text + u"[b])");
    row("a bar between a word and a term is or", u"a|kind:sms"_s, u"(any " + text + u"[a] " + kind + u"=[sms])");
    row("a lower-case or is a word", u"a or b"_s, text + u"[a] " + text + u"[or] " + text + u"[b]");
    row("a quoted OR is a word", u"a \"OR\" b"_s, text + u"[a] " + text + u"[OR] " + text + u"[b]");
    row("or binds less than and", u"a b OR c"_s, u"(any (all " + text + u"[a] " + text + u"[b]) " + text + u"[c])");
    row("a group first", u"a (b OR c)"_s, text + u"[a] (any " + text + u"[b] " + text + u"[c])");
    row("groups need no blanks", u"(a)b(c)"_s, text + u"[a] " + text + u"[b] " + text + u"[c]");
    row("needless groups vanish", u"((a) ((b)))"_s, text + u"[a] " + text + u"[b]");
    row("not", u"-kind:status"_s, u"(not " + kind + u"=[status])");
    row("NOT in letters", u"NOT kind:status"_s, u"(not " + kind + u"=[status])");
    row("not a group", u"-(a OR b)"_s, u"(not (any " + text + u"[a] " + text + u"[b]))");
    row("not not", u"--a"_s, u"(not (not " + text + u"[a]))");
    row("a dash inside a word is its own", u"in-progress"_s, text + u"[in-progress]");
    row("the example of the handbook", u"from:+1415* kind:sms|status -kind:status (\"a\" OR \"b\")"_s,
        from + u"=[+1415*] " + kind + u"=[sms][status] (not " + kind + u"=[status]) (any " + text + u"[a] " + text +
            u"[b])");
}

void TestParser::trees() {
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const ParseResult result = parse(source, noon());
    QVERIFY2(result.ok(), qPrintable(describe(result.problems)));
    QCOMPARE(tree(result.expression.root), expected);
}

void TestParser::positions() {
    const ParseResult result = parse(u"  from:\"a b\"|c  (-sid:SM1)", noon());
    QVERIFY(result.ok());
    const Term &from = result.expression.root.children[0].term;
    QCOMPARE(from.begin, 2);
    QCOMPARE(from.end, 14);
    const Term &sid = result.expression.root.children[1].children[0].term;
    QCOMPARE(sid.begin, 18);
    QCOMPARE(sid.end, 25);
}

void TestParser::numbers_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("match");
    QTest::addColumn<qint64>("number");
    const auto at = [](int y, int mo, int d, int h, int mi, int s, int ms = 0) {
        return QDateTime(QDate(y, mo, d), QTime(h, mi, s, ms)).toMSecsSinceEpoch() * 1000;
    };
    const auto row = [](const char *name, const QString &source, Match match, qint64 number) {
        QTest::newRow(name) << source << int(match) << number;
    };
    row("a code", u"code:404"_s, Match::Equals, 404);
    row("a class of codes", u"code:5xx"_s, Match::Equals, 5);
    row("codes from on", u"code:>=500"_s, Match::GreaterOrEqual, 500);
    row("codes without colon", u"code>=500"_s, Match::GreaterOrEqual, 500);
    row("codes above a class", u"code:>4xx"_s, Match::Greater, 499);
    row("codes below a class", u"code:<5xx"_s, Match::Less, 500);
    row("seconds", u"took:>2s"_s, Match::Greater, 2'000'000);
    row("milliseconds", u"took:<=250ms"_s, Match::LessOrEqual, 250'000);
    row("parts of seconds", u"took>1.5s"_s, Match::Greater, 1'500'000);
    row("minutes", u"took:<3min"_s, Match::Less, 180'000'000);
    row("time of day is today", u"after:10:00"_s, Match::Equals, at(2026, 11, 24, 10, 0, 0));
    row("time of day with seconds", u"before:9:05:30"_s, Match::Equals, at(2026, 11, 24, 9, 5, 30));
    row("a date is its midnight", u"before:2026-11-20"_s, Match::Equals, at(2026, 11, 20, 0, 0, 0));
    row("date and time", u"after:2026-11-20T23:59:59.250"_s, Match::Equals, at(2026, 11, 20, 23, 59, 59, 250));
    row("date and time in UTC", u"after:1970-01-01T00:00:01Z"_s, Match::Equals, 1'000'000);
    row("date and time with an offset", u"after:1970-01-01T02:00:00+02:00"_s, Match::Equals, 0);
    row("date and time with a blank", u"after:\"2026-11-20 08:00\""_s, Match::Equals, at(2026, 11, 20, 8, 0, 0));
}

void TestParser::numbers() {
    QFETCH(QString, source);
    QFETCH(int, match);
    QFETCH(qint64, number);
    const ParseResult result = parse(source, noon());
    QVERIFY2(result.ok(), qPrintable(describe(result.problems)));
    const Term &term = result.expression.root.children.at(0).term;
    QCOMPARE(int(term.match), match);
    QCOMPARE(term.numbers, std::vector<qint64>{number});
}

// The range is marked below the source with ^, so that rows can be checked by eye.
void TestParser::mistakes_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("marks");
    QTest::addColumn<Mistake>("type");
    QTest::addColumn<QString>("suggestion");
    const auto row = [](const char *name, const char *source, const char *marks, Mistake type, const char *other = "") {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(marks) << type
                            << QString::fromUtf8(other);
    };
    row("a key with a slip", "a knd:sms", "  ^^^", Mistake::UnknownKey, "kind");
    row("a key with letters swapped", "form:+1415", "^^^^", Mistake::UnknownKey, "from");
    row("a synonym of a key", "signature:invalid", "^^^^^^^^^", Mistake::UnknownKey, "sig");
    row("a parameter's name alone", "Digits=1", "^^^^^^", Mistake::UnknownKey, "param.Digits");
    row("a header's name alone", "User-Agent:x", "^^^^^^^^^^", Mistake::UnknownKey, "header.User-Agent");
    row("param with a slip", "params.Digits=1", "^^^^^^^^^^^^^", Mistake::UnknownKey, "param.Digits");
    row("a key like no other", "qqqqqq:1", "^^^^^^", Mistake::UnknownKey);
    row("a key with a name that takes none", "from.x:1", "^^^^^^", Mistake::UnknownKey, "from");
    row("a verdict with a slip", "sig:vaild", "    ^^^^^", Mistake::UnknownValue, "valid");
    row("one bad alternative", "sig:valid|bad", "          ^^^", Mistake::UnknownValue);
    row("a flag half typed", "is:ret", "   ^^^", Mistake::UnknownValue, "retry");
    row("an unknown kind", "kind:recordng", "     ^^^^^^^^", Mistake::UnknownValue, "recording");
    row("another condition inside a value", "sig:valid|is:late", "          ^^^^^^^", Mistake::UnknownValue);
    row("no value yet", "a from:", "  ^^^^^", Mistake::MissingValue);
    row("no value after a comparison", "code:>=", "^^^^^^^", Mistake::MissingValue);
    row("no value before a blank", "from: a", "^^^^^", Mistake::MissingValue);
    row("no value before a bar", "kind:|sms", "^^^^^", Mistake::MissingValue);
    row("a group for a value", "kind:(sms)", "^^^^^", Mistake::MissingValue);
    row("a parameter without operator", "param.Digits", "^^^^^^^^^^^^", Mistake::MissingValue);
    row("a parameter without name", "param.=1", "^^^^^^^", Mistake::MissingValue);
    row("param without name", "param:1", "^^^^^^", Mistake::MissingValue);
    row("an empty text to search", "a \"\"", "  ^^", Mistake::MissingValue);
    row("an empty text to contain", "body~\"\"", "     ^^", Mistake::MissingValue);
    row("an empty verdict", "sig:\"\"", "    ^^", Mistake::MissingValue);
    row("a code of letters", "code:abc", "     ^^^", Mistake::BadNumber);
    row("a code too long", "code:>5000", "      ^^^^", Mistake::BadNumber);
    row("a class beyond HTTP", "code:9xx", "     ^^^", Mistake::BadNumber);
    row("a parameter compared with a word", "param.A:>x", "         ^", Mistake::BadNumber);
    row("a duration without unit", "took:>2", "      ^", Mistake::BadDuration, "2s");
    row("a duration of another unit", "took:>2days", "      ^^^^^", Mistake::BadDuration);
    row("an hour beyond the day", "after:25:00", "      ^^^^^", Mistake::BadTime);
    row("a time half typed", "after:10:", "      ^^^", Mistake::BadTime);
    row("a day that is not", "before:2026-02-30", "       ^^^^^^^^^^", Mistake::BadTime);
    row("a date half typed", "before:2026-1", "       ^^^^^^", Mistake::BadTime);
    row("a zone without date", "after:10:00Z", "      ^^^^^^", Mistake::BadTime);
    row("an open quote", "a \"b c", "  ^^^^", Mistake::UnclosedQuote);
    row("an open quote in a value", "from:\"b\\\"", "     ^^^^", Mistake::UnclosedQuote);
    row("an open quote in a name", "param.\"b:1", "      ^^^^", Mistake::UnclosedQuote);
    row("an open parenthesis", "a (b", "  ^", Mistake::UnclosedParenthesis);
    row("a closing one too many", "a) b", " ^", Mistake::UnexpectedParenthesis);
    row("empty parentheses", "a ()", "   ^", Mistake::UnexpectedParenthesis);
    row("or with nothing after", "a OR ", "  ^^", Mistake::DanglingOr);
    row("or with nothing before", "OR a", "^^", Mistake::DanglingOr);
    row("or in an unfinished group", "(a OR) b", "   ^^", Mistake::DanglingOr);
    row("two ors", "a OR | b", "  ^^", Mistake::DanglingOr);
    row("a bar with nothing after", "kind:sms|", "        ^", Mistake::DanglingOr);
    row("and with nothing after", "a AND", "  ^^^", Mistake::DanglingOr);
    row("a dash alone", "a - b", "  ^", Mistake::DanglingNot);
    row("a dash at the end", "a -", "  ^", Mistake::DanglingNot);
    row("NOT at the end", "a NOT", "  ^^^", Mistake::DanglingNot);
    row("contains for a code", "code~5", "    ^", Mistake::OperatorNotAllowed);
    row("a comparison of a text", "from:>5", "    ^^", Mistake::OperatorNotAllowed);
    row("equals for a duration", "took:2s", "    ^", Mistake::OperatorNotAllowed);
    row("a comparison with alternatives", "code:>=500|404", "    ^^^", Mistake::OperatorNotAllowed);
}

void TestParser::mistakes() {
    QFETCH(QString, source);
    QFETCH(QString, marks);
    QFETCH(Mistake, type);
    QFETCH(QString, suggestion);
    const ParseResult result = parse(source, noon());
    QVERIFY2(result.problems.size() == 1, qPrintable(describe(result.problems)));
    const Problem &problem = result.problems.front();
    QCOMPARE(problem.type, type);
    QCOMPARE(problem.begin, marks.indexOf(u'^'));
    QCOMPARE(problem.end, marks.size());
    QCOMPARE(problem.subject, source.sliced(problem.begin, problem.end - problem.begin));
    QCOMPARE(problem.suggestion, suggestion);
    QVERIFY(!problemText(problem).isEmpty());
}

void TestParser::severalMistakesAreAllReported() {
    const ParseResult result = parse(u"knd:sms sig:x (took:>2", noon());
    QCOMPARE(result.problems.size(), 4U);
    QCOMPARE(result.problems[0].type, Mistake::UnknownKey);
    QCOMPARE(result.problems[1].type, Mistake::UnknownValue);
    QCOMPARE(result.problems[2].type, Mistake::BadDuration);
    QCOMPARE(result.problems[3].type, Mistake::UnclosedParenthesis);
}

void TestParser::nestingIsLimited() {
    const auto nested = [](int depth) -> QString { return QString(depth, u'(') + u"a" + QString(depth, u')'); };
    QVERIFY(parse(nested(MaxNesting), noon()).ok());
    const ParseResult result = parse(nested(MaxNesting + 1), noon());
    QCOMPARE(result.problems.size(), 1U);
    QCOMPARE(result.problems[0].type, Mistake::TooDeep);
    QCOMPARE(result.problems[0].begin, MaxNesting);
    const auto negated = [](int depth) -> QString { return QString(depth, u'-') + u'a'; };
    QVERIFY(parse(negated(MaxNesting), noon()).ok());
    QCOMPARE(parse(negated(MaxNesting + 1), noon()).problems.at(0).type, Mistake::TooDeep);
}

void TestParser::valuesAreLimited() {
    QVERIFY(parse(u"a "_s.repeated(MaxValues), noon()).ok());
    const ParseResult result = parse(u"a "_s.repeated(MaxValues + 1), noon());
    QCOMPARE(result.problems.size(), 1U);
    QCOMPARE(result.problems[0].type, Mistake::TooLong);
    QCOMPARE(result.problems[0].begin, 2 * MaxValues);
    const QString alternatives = u"a|"_s.repeated(MaxValues) + u'a';
    QCOMPARE(parse(alternatives, noon()).problems.at(0).type, Mistake::TooLong);
}

void TestParser::mistakesAreLimited() {
    QCOMPARE(parse(u"x:1 "_s.repeated(10'000), noon()).problems.size(), std::size_t(MaxProblems));
}

void TestParser::aMegabyteIsReadInLinearTime_data() {
    QTest::addColumn<QString>("piece");
    for (const char *piece : {"a ", "a|", "(", "-", "\"", "\\\"", "a OR ", "kind:sms ", "x:1 ", "param.\"", "a|param.",
             "abc", "a.b.", ":", ")", "| ", "\"a\"|"})
        QTest::newRow(piece) << QString::fromLatin1(piece);
}

// Quadratic work on a megabyte would take minutes and meet the test's time limit.
void TestParser::aMegabyteIsReadInLinearTime() {
    QFETCH(QString, piece);
    const QString source = piece.repeated(1'000'000 / piece.size());
    const ParseResult result = parse(source, noon());
    QVERIFY(result.problems.size() <= std::size_t(MaxProblems));
}

void TestParser::randomTokensNeverBreakIt() {
    static const QStringList Pieces{u"from"_s, u"kind"_s, u"param"_s, u"."_s, u":"_s, u"="_s, u"~"_s, u">"_s, u"<="_s,
        u"("_s, u")"_s, u"|"_s, u"||"_s, u"-"_s, u" "_s, u" "_s, u" "_s, u"OR"_s, u"AND"_s, u"NOT"_s, u"\""_s, u"\\"_s,
        u"sms"_s, u"10:00"_s, u"2026-11-24"_s, u"5xx"_s, u"2s"_s, u"*"_s, u"…"_s, u"é"_s, QString(QChar(0xD800)),
        QString(QChar(0)), u"is:late"_s, u"sig:"_s, u"https://"_s, u"😀"_s};
    QRandomGenerator random(20261124);
    for (int round = 0; round < 20'000; ++round) {
        QString source;
        for (int i = random.bounded(14); i >= 0; --i)
            source += Pieces[random.bounded(int(Pieces.size()))];
        const ParseResult result = parse(source, noon());
        for (const Problem &problem : result.problems) {
            QVERIFY(problem.begin >= 0 && problem.begin <= problem.end && problem.end <= source.size());
            QVERIFY(problem.begin < problem.end);
        }
        if (!result.ok())
            continue;
        const QString canonical = format(result.expression);
        const ParseResult again = parse(canonical, noon());
        QVERIFY2(again.ok(), qPrintable(source + u" -> " + canonical + u'\n' + describe(again.problems)));
        QCOMPARE(tree(again.expression.root), tree(result.expression.root));
        QCOMPARE(format(again.expression), canonical);
        // Only blanks ask for everything.
        QVERIFY(!result.expression.isEmpty() || source.trimmed().isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestParser)
#include "tst_parser.moc"
