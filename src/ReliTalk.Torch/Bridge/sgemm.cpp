// Single-precision matrix products for libtorch through oneDNN's kernels, which libtorch brings along for convolutions anyway.
//
// Debian's libtorch calls whatever BLAS the machine has. Where that is the reference implementation, a product runs twenty times slower than
// the processor can (8 against 190 GFLOP/s were measured), and with it every linear layer and every convolution that becomes a product.
// The loader looks for sgemm_ in this library first, since libtorch is loaded on its behalf. Without oneDNN the call goes on to the BLAS.
// RELITALK_BLAS=system hands every call on.
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "signals.h"

namespace {

using Blas = void (*)(const char*, const char*, const int*, const int*, const int*, const float*, const float*, const int*, const float*, const int*, const float*, float*,
                      const int*);
using OneDnn = int (*)(char, char, int64_t, int64_t, int64_t, float, const float*, int64_t, const float*, int64_t, float, float*, int64_t);

Blas next_blas() {
    static const Blas found = reinterpret_cast<Blas>(dlsym(RTLD_NEXT, "sgemm_"));
    return found;
}

OneDnn one_dnn() {
    static const OneDnn found = [] {
        const char* asked = std::getenv("RELITALK_BLAS");
        if (asked && !std::strcmp(asked, "system")) return static_cast<OneDnn>(nullptr);
        return reinterpret_cast<OneDnn>(dlsym(RTLD_NEXT, "dnnl_sgemm"));
    }();
    return found;
}

char plain(char t) { return t == 'N' || t == 'n' ? 'N' : 'T'; }

}  // namespace

extern "C" __attribute__((visibility("default"))) void sgemm_(const char* transa, const char* transb, const int* m, const int* n, const int* k, const float* alpha, const float* a,
                                                              const int* lda, const float* b, const int* ldb, const float* beta, float* c, const int* ldc) {
    if (*m == 0 || *n == 0) return;
    // BLAS stores columns, oneDNN rows: the product of the transposes in the other order is the same memory.
    if (OneDnn product = *k > 0 ? one_dnn() : nullptr) {
        const SignalsHeld held;
        if (product(plain(*transb), plain(*transa), *n, *m, *k, *alpha, b, *ldb, a, *lda, *beta, c, *ldc) == 0) return;
    }
    if (Blas blas = next_blas()) {
        blas(transa, transb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        return;
    }
    // No BLAS behind this one (libtorch has its own inside, and calls that directly).
    std::abort();
}
