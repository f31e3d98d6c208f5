// Tells ThreadSanitizer what Qt hands from thread to thread. Debian's Qt is built without it, and QMutex is none of
// pthread's, so that everything behind a queued call, a queued signal, QThread::wait() or a QThreadPool would look like
// a race. The functions below stand in front of Qt's own, which they call: what happened before is released, and
// acquired where the other thread takes over. Linked into the tests of the tsan preset only.
// Not seen: arguments that Qt copies for a queued signal when the other thread is quicker than activate() here.

#include <QObject>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>

#include <dlfcn.h>
#include <functional>

extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);

namespace {

/// A slot or queued function in Qt's hands. `sender`: of a signal, whose emission comes before the call; may be null.
class HandedSlot final : public QtPrivate::QSlotObjectBase {
public:
    HandedSlot(QSlotObjectBase *slot, const QObject *sender)
        : QSlotObjectBase(&HandedSlot::impl)
        , m_slot(slot)
        , m_sender(const_cast<QObject *>(sender)) {
        __tsan_release(this);
    }

private:
    static void impl(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *result) {
        auto *self = static_cast<HandedSlot *>(base);
        __tsan_acquire(self);
        if (which == Destroy) {
            self->m_slot->destroyIfLastRef();
            delete self;
        } else if (which == Compare) {
            *result = self->m_slot->compare(arguments);
        } else {
            if (self->m_sender)
                __tsan_acquire(self->m_sender);
            self->m_slot->call(receiver, arguments);
            __tsan_release(self);
            __tsan_release(QThread::currentThread()); // for whoever waits for its end
        }
    }

    QSlotObjectBase *m_slot;
    QObject *m_sender;
};

class HandedWork final : public QRunnable {
public:
    HandedWork(std::function<void()> work, QThreadPool *pool)
        : m_work(std::move(work))
        , m_pool(pool) {
        __tsan_release(this);
    }
    void run() override {
        __tsan_acquire(this);
        m_work();
        m_work = {};
        __tsan_release(m_pool);
    }

private:
    std::function<void()> m_work;
    QThreadPool *m_pool;
};

template <typename Function>
Function *nextOf(const char *symbol) {
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, symbol));
}

} // namespace

// Named by their symbols, since some are private members.
#define INVOKE "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv"
#define ACTIVATE "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv"
#define CONNECT                                                                                                        \
    "_ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject"
#define WAIT "_ZN7QThread4waitE14QDeadlineTimer"
#define START "_ZN11QThreadPool5startESt8functionIFvvEEi"
#define DONE "_ZN11QThreadPool11waitForDoneEi"

using QtPrivate::QSlotObjectBase;

bool invokeMethod(QObject *, QSlotObjectBase *, Qt::ConnectionType, void *) __asm__(INVOKE);
bool invokeMethod(QObject *object, QSlotObjectBase *slot, Qt::ConnectionType type, void *result) {
    static auto *const next = nextOf<decltype(invokeMethod)>(INVOKE);
    return next(object, new HandedSlot(slot, nullptr), type, result);
}

void activate(QObject *, const QMetaObject *, int, void **) __asm__(ACTIVATE);
void activate(QObject *sender, const QMetaObject *type, int signal, void **arguments) {
    static auto *const next = nextOf<decltype(activate)>(ACTIVATE);
    __tsan_release(sender);
    next(sender, type, signal, arguments);
    __tsan_release(sender);
}

QMetaObject::Connection connectSlot(const QObject *, void **, const QObject *, void **, QSlotObjectBase *,
    Qt::ConnectionType, const int *, const QMetaObject *) __asm__(CONNECT);
QMetaObject::Connection connectSlot(const QObject *sender, void **signal, const QObject *receiver, void **slot,
    QSlotObjectBase *object, Qt::ConnectionType type, const int *types, const QMetaObject *meta) {
    static auto *const next = nextOf<decltype(connectSlot)>(CONNECT);
    return next(sender, signal, receiver, slot, new HandedSlot(object, sender), type, types, meta);
}

bool waitForEnd(QThread *, QDeadlineTimer) __asm__(WAIT);
bool waitForEnd(QThread *thread, QDeadlineTimer deadline) {
    static auto *const next = nextOf<decltype(waitForEnd)>(WAIT);
    const bool ended = next(thread, deadline);
    if (ended)
        __tsan_acquire(thread);
    return ended;
}

void startWork(QThreadPool *, std::function<void()>, int) __asm__(START);
void startWork(QThreadPool *pool, std::function<void()> work, int priority) {
    pool->start(new HandedWork(std::move(work), pool), priority);
}

bool waitForDone(QThreadPool *, int) __asm__(DONE);
bool waitForDone(QThreadPool *pool, int milliseconds) {
    static auto *const next = nextOf<decltype(waitForDone)>(DONE);
    const bool done = next(pool, milliseconds);
    __tsan_acquire(pool);
    return done;
}
