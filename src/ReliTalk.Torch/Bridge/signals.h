// No signal may reach a thread while oneDNN multiplies on it.
//
// For an inner dimension over 124 oneDNN's single-precision product for AVX2 and AVX-512 points the stack pointer at its workspace in the heap (until March 2026:
// github.com/uxlfoundation/oneDNN/issues/4845). The kernel writes a signal's frame below the stack pointer, that is over whatever lies before the
// workspace. Programs without signal handlers never notice; the .NET runtime signals threads to stop them for a garbage collection.
#pragma once

#include <pthread.h>
#include <signal.h>

#include <initializer_list>

// Holds the calling thread's signals back as long as it lives; they are delivered afterwards. Those that the thread's own instructions raise stay free:
// held back they would end the process without a word.
class SignalsHeld {
public:
    SignalsHeld() {
        static const sigset_t held = [] {
            sigset_t set;
            sigfillset(&set);
            for (int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS}) sigdelset(&set, own);
            return set;
        }();
        pthread_sigmask(SIG_BLOCK, &held, &before_);
    }
    ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;

private:
    sigset_t before_;
};
