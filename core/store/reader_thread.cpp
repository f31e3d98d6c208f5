#include "core/store/reader_thread.h"

#include "core/store/event_reader.h"

namespace offhook::store {

ReaderThread::ReaderThread(const QString &path, const QString &name)
    : m_path(path)
    , m_context(std::make_unique<QObject>()) {
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

ReaderThread::~ReaderThread() {
    m_stopping = true;
    m_thread.quit();
    m_thread.wait();
}

void ReaderThread::post(Work work, CancelFlag cancel) {
    QMetaObject::invokeMethod(
        m_context.get(), [this, work = std::move(work), cancel = std::move(cancel)] { run(work, cancel); },
        Qt::QueuedConnection);
}

void ReaderThread::run(const Work &work, const CancelFlag &cancel) {
    if (m_stopping)
        return;
    if (cancel && cancel->load())
        return work(Error{ErrorCode::Cancelled, {}, -1});
    const Result<EventReader *> opened = reader();
    if (opened)
        (*opened)->setCancelFlags(cancel.get(), &m_stopping);
    work(opened);
    if (opened)
        (*opened)->setCancelFlags(nullptr, &m_stopping);
}

Result<EventReader *> ReaderThread::reader() {
    if (!m_reader) {
        auto opened = EventReader::open(m_path);
        if (!opened)
            return opened.error();
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

} // namespace offhook::store
