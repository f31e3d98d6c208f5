// Measures the TwiML check and prints one JSON object: the median time of checking, completing and formatting a
// document of 64 kB, in milliseconds, each call from the bytes.
//   bench_twiml [--rounds N] [FILE]     FILE is measured in place of the document that is made here

#include "core/twiml/completion.h"
#include "core/twiml/formatter.h"
#include "core/twiml/validator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

using namespace offhook;
using namespace Qt::StringLiterals;

namespace {

/// A day's verbs, over and over, up to 64 kB. Every twentieth round has mistakes.
QByteArray document() {
    constexpr qsizetype Size = 64 * 1024;
    const QByteArray good =
        "  <Gather input=\"dtmf speech\" numDigits=\"1\" timeout=\"5\" "
        "action=\"https://hooks.example.com/menu?a=1&amp;b=2\">\n"
        "    <Say voice=\"Polly.Amy\" language=\"en-GB\">Press 1 for <emphasis>sales</emphasis> &amp; 2 for "
        "help.</Say>\n"
        "  </Gather>\n  <Dial timeout=\"20\" record=\"record-from-answer\"><Number statusCallbackEvent=\"ringing "
        "answered\" "
        "statusCallback=\"https://hooks.example.com/status\">+14155550100</Number></Dial>\n  <Pause length=\"2\"/>\n";
    const QByteArray bad = "  <say loop=\"x\">a</say><Gather numdigits=\"1\"/><Play>http://localhost/a b</Play>\n";
    QByteArray body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n";
    const QByteArray end = "</Response>\n";
    for (int i = 0; body.size() + good.size() + bad.size() + end.size() < Size; ++i)
        body += i % 20 == 19 ? bad : good;
    return body + end;
}

double medianMs(int rounds, const std::function<void()> &work) {
    std::vector<double> times;
    work(); // the grammar is loaded once
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[std::size_t(rounds) / 2];
}

} // namespace

int main(int argc, char *argv[]) {
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"rounds"_s, u"How often."_s, u"N"_s, u"200"_s});
    parser.addHelpOption();
    parser.process(application);
    const int rounds = std::max(1, parser.value(u"rounds"_s).toInt());
    QByteArray body = document();
    if (const QStringList files = parser.positionalArguments(); !files.isEmpty()) {
        QFile file(files.first());
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(files.first()), qPrintable(file.errorString()));
            return 1;
        }
        body = file.readAll();
    }
    std::size_t findings = 0;
    const double checked = medianMs(rounds, [&] { findings = twiml::check(body).size(); });
    const double completed = medianMs(rounds, [&] { (void)twiml::complete(body, body.size() / 2); });
    const double formatted = medianMs(rounds, [&] { (void)twiml::format(body); });
    const QJsonObject result{{u"bytes"_s, body.size()}, {u"findings"_s, qint64(findings)}, {u"checkMs"_s, checked},
        {u"completeMs"_s, completed}, {u"formatMs"_s, formatted}};
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
