// Measures the store alone and prints one JSON object.
//   bench_store [--events N] [--batch N] [--folder DIR]   a fresh workspace of N message status callbacks
//   bench_store --read FILE                               opening and searching one that is there
//   bench_store --make N FILE                             makes a workspace of N events of a day's mix

#include "core/base/clock.h"
#include "core/filter/expression.h"
#include "core/store/event_reader.h"
#include "core/store/event_writer.h"
#include "core/store/statistics.h"
#include "core/store/workspace_file.h"
#include "tests/bench/synthetic_events.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace offhook;
using namespace Qt::StringLiterals;
using Steady = std::chrono::steady_clock;

namespace {

constexpr qint64 DayUs = 86'400'000'000;

double msSince(Steady::time_point start) {
    return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

double threadCpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

double processCpuMs() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double residentMb() {
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    long total = 0;
    long resident = 0;
    if (file == nullptr || std::fscanf(file, "%ld %ld", &total, &resident) != 2)
        resident = 0;
    if (file != nullptr)
        std::fclose(file);
    return double(resident) * 4096 / 1e6;
}

[[noreturn]] void die(const Error &error) {
    std::fprintf(stderr, "%s: %s\n", errorName(error.code).data(), qPrintable(error.detail));
    std::exit(1);
}

template <typename T>
T must(Result<T> result) {
    if (!result)
        die(result.error());
    return std::move(*result);
}

struct Insertion {
    double seconds = 0;
    double cpuSeconds = 0;
    double threadSeconds = 0; ///< of that, for the events' threads
};

/// Feeds the writer as the listener does: `batch` events a turn of the event loop. Only the writer's time counts.
Insertion fill(const QString &path, qint64 events, qint64 batch, bench::SyntheticEvents::Mix mix) {
    auto file = must(store::WorkspaceFile::open(path, store::Access::ReadWrite));
    auto writer = must(store::EventWriter::open(path));
    bench::SyntheticEvents source(mix);
    const WallTime now = Clock::system().wall();
    Insertion spent;
    for (qint64 made = 0; made < events;) {
        std::vector<flow::EventPtr> turn;
        for (; made < events && qint64(turn.size()) < batch; ++made) {
            const WallTime at = now - DayUs + DayUs * made / events;
            turn.push_back(source.next(writer->nextId(), at));
        }
        const auto start = Steady::now();
        const double cpu = threadCpuSeconds();
        for (const flow::EventPtr &event : turn)
            (void)writer->arrived(*event);
        spent.threadSeconds += threadCpuSeconds() - cpu;
        for (const flow::EventPtr &event : turn)
            writer->record(event, [to = writer.get(), id = event->id](const Result<void> &done) {
                if (!done)
                    die(done.error());
                to->answered(id, 300 + id % 500, {});
            });
        QCoreApplication::processEvents();
        spent.seconds += msSince(start) / 1e3;
        spent.cpuSeconds += threadCpuSeconds() - cpu;
    }
    const auto start = Steady::now();
    writer.reset();
    spent.seconds += msSince(start) / 1e3;
    return spent;
}

/// Asks a store and waits for all of its answer; milliseconds to the first piece and to the last.
struct Asked {
    double firstMs = -1;
    double lastMs = -1;
    qint64 found = 0;
    std::vector<EventId> first;
};

Asked ask(store::EventStore &events, const QString &filter) {
    store::EventQuery query;
    query.filter = filter::parse(filter, Clock::system().wall()).expression;
    Asked asked;
    QEventLoop loop;
    const auto start = Steady::now();
    events.query(query, &loop, [&](Result<store::IdChunk> chunk) {
        if (!chunk)
            die(chunk.error());
        asked.found += qint64(chunk->ids.size());
        if (asked.firstMs < 0 && (!chunk->ids.empty() || chunk->done)) {
            asked.firstMs = msSince(start);
            asked.first = chunk->ids;
        }
        if (chunk->done) {
            asked.lastMs = msSince(start);
            loop.quit();
        }
    });
    loop.exec();
    return asked;
}

double firstRowsMs(const QString &path) {
    const auto start = Steady::now();
    (void)must(store::WorkspaceFile::open(path, store::Access::ReadOnly));
    store::EventStore events(path, nullptr);
    Asked asked = ask(events, {});
    asked.first.resize(std::min<std::size_t>(asked.first.size(), 100));
    QEventLoop loop;
    events.summaries(asked.first, &loop, [&](const auto &) { loop.quit(); });
    loop.exec();
    return msSince(start);
}

QJsonObject measureThread(store::EventStore &events, EventId id) {
    std::vector<double> times;
    qint64 found = 0;
    for (int i = 0; i < 5; ++i) {
        QEventLoop loop;
        const auto start = Steady::now();
        events.thread(id, &loop, [&](const Result<store::ThreadEvents> &thread) {
            found = thread ? qint64(thread->events.size()) : -1;
            loop.quit();
        });
        loop.exec();
        times.push_back(msSince(start));
    }
    std::ranges::sort(times);
    return {{u"medianMs"_s, times[2]}, {u"worstMs"_s, times[4]}, {u"found"_s, found}};
}

/// Everything from nothing, in the pieces that the window asks for, and then what a second of storm adds.
QJsonObject measureStatistics(const QString &path) {
    constexpr qint64 Piece = 100'000; // ui/statistics/statistics_counter.cpp
    constexpr qint64 Second = 5'000;
    const store::Connection connection = must(store::Connection::open(path, store::Connection::Mode::ReadOnly));
    store::StatisticsCount count{filter::Expression()};
    double longest = 0;
    store::Statistics statistics;
    const auto start = Steady::now();
    do {
        const auto piece = Steady::now();
        statistics = must(count.advance(connection, Piece));
        longest = std::max(longest, msSince(piece));
    } while (!statistics.isComplete());
    const double whole = msSince(start);
    store::StatisticsCount second{filter::Expression()};
    (void)must(second.advance(connection, Second)); // prepares and warms
    const auto more = Steady::now();
    (void)must(second.advance(connection, Second));
    return {{u"events"_s, statistics.total}, {u"wholeMs"_s, whole}, {u"longestPieceMs"_s, longest},
        {u"secondOfStormMs"_s, msSince(more)}};
}

QJsonObject measureReading(const QString &path) {
    QJsonObject out;
    out[u"firstRowsMs"_s] = firstRowsMs(path);
    out[u"firstRowsAgainMs"_s] = firstRowsMs(path);
    store::EventStore events(path, nullptr);
    const Asked all = ask(events, {});
    out[u"events"_s] = all.found;
    out[u"allIdsMs"_s] = all.lastMs;
    const auto median = [&](const QString &name, const QString &filter) {
        std::vector<double> times;
        qint64 found = 0;
        const double cpu = processCpuMs();
        for (int i = 0; i < 5; ++i) {
            const Asked asked = ask(events, filter);
            times.push_back(asked.lastMs);
            found = asked.found;
        }
        std::ranges::sort(times);
        out[name] = QJsonObject{{u"medianMs"_s, times[2]}, {u"worstMs"_s, times[4]},
            {u"cpuMs"_s, (processCpuMs() - cpu) / 5}, {u"found"_s, found}};
    };
    std::vector<EventId> middle{all.found / 2};
    QByteArray rare = "zzzzzz";
    QEventLoop loop;
    events.summaries(middle, &loop, [&](const Result<std::vector<flow::EventSummary>> &rows) {
        if (rows && !rows->empty())
            rare = rows->front().sid;
        loop.quit();
    });
    loop.exec();
    median(u"absentWord"_s, u"qqxqq"_s);
    median(u"rareWord"_s, QString::fromLatin1(rare.mid(4, 12)));
    median(u"sid"_s, u"sid:"_s + QString::fromLatin1(rare));
    median(u"from"_s, u"to:*4711"_s);
    median(u"invalid"_s, u"sig:invalid"_s);
    median(u"param"_s, u"param.CallStatus=ringing"_s);
    out[u"statistics"_s] = measureStatistics(path);
    out[u"thread"_s] = measureThread(events, middle.front());
    out[u"rssMb"_s] = residentMb();
    return out;
}

QJsonObject measureWriting(const QString &path, qint64 events, qint64 batch) {
    const Insertion spent = fill(path, events, batch, bench::SyntheticEvents::Mix::StatusCallbacks);
    return {{u"batch"_s, batch}, {u"eventsPerSecond"_s, double(events) / spent.seconds},
        {u"cpuUsPerEvent"_s, spent.cpuSeconds / double(events) * 1e6},
        {u"threadsUsPerEvent"_s, spent.threadSeconds / double(events) * 1e6},
        {u"bytesPerEvent"_s, double(QFileInfo(path).size()) / double(events)}};
}

} // namespace

int main(int argc, char **argv) {
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"events"_s, u"How many."_s, u"N"_s, u"1000000"_s}, {u"batch"_s, u"A turn."_s, u"N"_s, u"30"_s},
        {u"folder"_s, u"Where the workspace is made."_s, u"DIR"_s, u"."_s}, {u"read"_s, u"Reads only."_s, u"FILE"_s},
        {u"make"_s, u"Makes a workspace of so many events."_s, u"N"_s}});
    parser.process(app);
    if (parser.isSet(u"make"_s)) {
        fill(parser.positionalArguments().value(0), parser.value(u"make"_s).toLongLong(), 500,
            bench::SyntheticEvents::Mix::Day);
        return 0;
    }
    QJsonObject out;
    if (parser.isSet(u"read"_s)) {
        out = measureReading(parser.value(u"read"_s));
    } else {
        const QTemporaryDir folder(parser.value(u"folder"_s) + u"/bench-XXXXXX"_s);
        const QString path = folder.filePath(u"bench.offhook-workspace"_s);
        out = measureWriting(path, parser.value(u"events"_s).toLongLong(), parser.value(u"batch"_s).toLongLong());
        out[u"reading"_s] = measureReading(path);
    }
    std::fputs(QJsonDocument(out).toJson(QJsonDocument::Indented).constData(), stdout);
    return 0;
}
