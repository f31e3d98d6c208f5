/// LD_PRELOAD library: adds SLOW_US microseconds to every fsync and fdatasync, to model disks slower than this one.
#include <cstdlib>
#include <dlfcn.h>
#include <unistd.h>

namespace {

using Sync = int (*)(int);

void wait() {
    static const char *const text = std::getenv("SLOW_US");
    static const long microseconds = text == nullptr ? 0 : std::atol(text);
    if (microseconds > 0)
        usleep(useconds_t(microseconds));
}

Sync original(const char *name) {
    return reinterpret_cast<Sync>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" __attribute__((visibility("default"))) int fsync(int file) {
    static const Sync next = original("fsync");
    wait();
    return next(file);
}

extern "C" __attribute__((visibility("default"))) int fdatasync(int file) {
    static const Sync next = original("fdatasync");
    wait();
    return next(file);
}
