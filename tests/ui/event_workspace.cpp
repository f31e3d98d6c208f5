#include "tests/ui/event_workspace.h"

#include "core/base/clock.h"

namespace offhook::ui {

EventWorkspace::EventWorkspace() {
    auto file = store::WorkspaceFile::open(path(), store::Access::ReadWrite);
    if (!file)
        qFatal("workspace: %s", qPrintable(file.error().detail));
    m_file = std::make_unique<store::WorkspaceFile>(std::move(*file));
    auto writer = store::EventWriter::open(path());
    if (!writer)
        qFatal("writer: %s", qPrintable(writer.error().detail));
    m_writer = std::move(*writer);
    m_store = std::make_unique<store::EventStore>(path(), m_writer.get());
}

EventWorkspace::~EventWorkspace() {
    close();
}

void EventWorkspace::close() {
    m_store.reset();
    m_writer.reset();
    m_file.reset();
}

EventId EventWorkspace::add(const Sample &sample) {
    const EventId id = record(sample);
    m_writer->drain();
    return id;
}

void EventWorkspace::add(int count) {
    for (int i = 0; i < count; ++i)
        record({});
    m_writer->drain();
}

EventId EventWorkspace::record(const Sample &sample) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->id = m_writer->nextId();
    event->receivedAt = Clock::system().wall() - sample.ago;
    event->peer = "127.0.0.1:50123";
    event->request = http::Request("POST /sms HTTP/1.1\r\nHost: line.example.dev\r\n"
                                   "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        "Body=" + sample.summary);
    event->meaning.kind = sample.kind;
    event->meaning.kindName = sample.kindName.isEmpty() ? twilio::info(sample.kind).name : sample.kindName;
    event->meaning.from = sample.from;
    event->meaning.to = sample.to;
    event->meaning.summary = sample.summary;
    event->verification.verdict = sample.verdict;
    event->flags = sample.flags;
    if (sample.flags.testFlag(flow::EventFlag::Malformed))
        event->refusal = http::Refusal{http::RefusalReason::MissingHost, 400, 0};
    event->response.status = sample.status;
    if (!sample.contentType.isEmpty()) {
        event->response.headers = {{"Content-Type", sample.contentType}};
        event->response.body = "<Response/>";
    }
    event->tookUs = sample.tookUs;
    event->decodeParams();
    const EventId id = event->id;
    m_writer->record(std::move(event), [](const Result<void> &) {});
    return id;
}

} // namespace offhook::ui
