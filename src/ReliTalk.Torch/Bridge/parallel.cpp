// Entry into OpenMP's parallel regions, so that the threads of a team are born with signals held back and never take one (signals.h says why).
// The loader finds this GOMP_parallel before libgomp's, as it does sgemm_.
#include <dlfcn.h>

#include "signals.h"

extern "C" __attribute__((visibility("default"))) void GOMP_parallel(void (*body)(void*), void* data, unsigned threads, unsigned flags) {
    using Parallel = void (*)(void (*)(void*), void*, unsigned, unsigned);
    static const auto next = reinterpret_cast<Parallel>(dlsym(RTLD_NEXT, "GOMP_parallel"));
    const SignalsHeld held;
    next(body, data, threads, flags);
}
