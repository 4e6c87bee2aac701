// The bridge between .NET and libtorch: operators are called by name through the c10 dispatcher, so one entry point serves all of them.
// A tensor handle is a TensorImpl* that owns one reference. Every call catches C++ exceptions and leaves their text in a thread-local string.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "signals.h"

namespace {

// Mirrors ReliTalk.Torch's Native/Tag.cs and Native/Val.cs.
enum Tag : int32_t { None, TensorRef, Int, Double, Bool, String, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, Device, Generator, Complex };

struct Val {
    int32_t tag;
    int32_t n;
    union {
        int64_t i;
        double d;
        void* p;
    };
};

enum Kind : uint8_t { KTensor, KInt, KFloat, KBool, KNumber, KString, KIntList, KFloatList, KBoolList, KTensorList, KOptTensorList, KDevice, KGenerator, KOther };

const char* kind_name(Kind k) {
    static const char* names[] = {"a tensor", "an integer", "a number (floating point)", "a bool", "a number", "a string", "a list of integers", "a list of numbers",
                                  "a list of bools", "a list of tensors", "a list of optional tensors", "a device", "a generator", "another kind"};
    return names[k];
}

const char* tag_name(int32_t t) {
    static const char* names[] = {"nothing (null)", "a tensor", "an integer", "a floating-point number", "a bool", "a string", "a list of integers", "a list of numbers",
                                  "a list of bools", "a list of tensors", "a list of optional tensors", "a device", "a generator", "a complex number"};
    return t >= 0 && t <= Complex ? names[t] : "an unknown kind";
}

struct Operator {
    c10::OperatorHandle handle;
    std::string name;
    std::vector<Kind> kinds;
    std::vector<bool> optional;
    bool convolution;  // which oneDNN may compute as a matrix product of its own
};

thread_local std::string last_error;

struct BadCall : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename F>
int guarded(F&& f) noexcept {
    try {
        f();
        return 0;
    } catch (const c10::Error& e) {
        last_error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        last_error = e.what();
    } catch (...) {
        last_error = "unknown native error";
    }
    return 1;
}

// A copy that shares ownership: the count goes up for the time of the call.
at::Tensor borrow(void* p) {
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(static_cast<c10::TensorImpl*>(p)));
}

c10::TensorImpl* impl(void* p) { return static_cast<c10::TensorImpl*>(p); }

void* give(at::Tensor t) { return t.defined() ? t.unsafeReleaseTensorImpl() : nullptr; }

std::vector<at::Tensor> borrow_list(void** p, int n) {
    std::vector<at::Tensor> out;
    out.reserve(n);
    for (int i = 0; i < n; ++i) out.push_back(p[i] ? borrow(p[i]) : at::Tensor());
    return out;
}

Kind kind_of(const c10::TypePtr& t) {
    switch (t->kind()) {
        case c10::TypeKind::TensorType: return KTensor;
        case c10::TypeKind::IntType:
        case c10::TypeKind::SymIntType: return KInt;
        case c10::TypeKind::FloatType: return KFloat;
        case c10::TypeKind::BoolType: return KBool;
        case c10::TypeKind::NumberType: return KNumber;
        case c10::TypeKind::StringType: return KString;
        case c10::TypeKind::DeviceObjType: return KDevice;
        case c10::TypeKind::GeneratorType: return KGenerator;
        case c10::TypeKind::ListType: {
            auto element = t->castRaw<c10::ListType>()->getElementType();
            if (element->kind() == c10::TypeKind::OptionalType) return KOptTensorList;
            switch (kind_of(element)) {
                case KInt: return KIntList;
                case KFloat: return KFloatList;
                case KBool: return KBoolList;
                case KTensor: return KTensorList;
                default: return KOther;
            }
        }
        default: return KOther;
    }
}

c10::Device device_of(const Val& v) {
    auto type = static_cast<c10::DeviceType>(v.i);
    return v.n < 0 ? c10::Device(type) : c10::Device(type, static_cast<c10::DeviceIndex>(v.n));
}

[[noreturn]] void wrong_kind(const Operator& op, size_t at, int32_t tag) {
    throw BadCall(op.name + ": argument '" + op.handle.schema().arguments()[at].name() + "' (number " + std::to_string(at + 1) + ") takes " + kind_name(op.kinds[at]) +
                  ", but " + tag_name(tag) + " was given. Signature: " + toString(op.handle.schema()));
}

template <typename T>
c10::List<T> list_of(const void* p, int n) {
    c10::List<T> out;
    out.reserve(n);
    for (int i = 0; i < n; ++i) out.push_back(static_cast<const T*>(p)[i]);
    return out;
}

c10::IValue to_ivalue(const Operator& op, size_t at, const Val& v) {
    Kind k = op.kinds[at];
    if (v.tag == None) {
        if (op.optional[at]) return c10::IValue();
        if (k == KTensor) return c10::IValue(at::Tensor());
        wrong_kind(op, at, v.tag);
    }
    switch (k) {
        case KTensor:
            if (v.tag == TensorRef) return c10::IValue(borrow(v.p));
            break;
        case KInt:
            if (v.tag == Int || v.tag == Bool) return c10::IValue(v.i);
            break;
        case KFloat:
            if (v.tag == Double) return c10::IValue(v.d);
            if (v.tag == Int) return c10::IValue(static_cast<double>(v.i));
            break;
        case KBool:
            if (v.tag == Bool) return c10::IValue(v.i != 0);
            break;
        case KNumber:
            if (v.tag == Int) return c10::IValue(v.i);
            if (v.tag == Double) return c10::IValue(v.d);
            if (v.tag == Bool) return c10::IValue(v.i != 0);
            if (v.tag == Complex) return c10::IValue(c10::complex<double>(static_cast<double*>(v.p)[0], static_cast<double*>(v.p)[1]));
            break;
        case KString:
            if (v.tag == String) return c10::IValue(std::string(static_cast<const char*>(v.p), v.n));
            break;
        case KIntList:
            if (v.tag == IntList) return c10::IValue(list_of<int64_t>(v.p, v.n));
            if (v.tag == Int) return c10::IValue(c10::List<int64_t>({v.i}));
            break;
        case KFloatList:
            if (v.tag == DoubleList) return c10::IValue(list_of<double>(v.p, v.n));
            break;
        case KBoolList:
            if (v.tag == BoolList) return c10::IValue(list_of<bool>(v.p, v.n));
            break;
        case KTensorList:
            if (v.tag == TensorList) {
                c10::List<at::Tensor> list;
                list.reserve(v.n);
                for (int i = 0; i < v.n; ++i) list.push_back(borrow(static_cast<void**>(v.p)[i]));
                return c10::IValue(std::move(list));
            }
            break;
        case KOptTensorList:
            if (v.tag == TensorList || v.tag == OptionalTensorList) {
                c10::List<c10::optional<at::Tensor>> list;
                list.reserve(v.n);
                for (int i = 0; i < v.n; ++i) {
                    void* p = static_cast<void**>(v.p)[i];
                    list.push_back(p ? c10::optional<at::Tensor>(borrow(p)) : c10::nullopt);
                }
                return c10::IValue(std::move(list));
            }
            break;
        case KDevice:
            if (v.tag == Device) return c10::IValue(device_of(v));
            break;
        case KGenerator:
            if (v.tag == Generator) return c10::IValue(*static_cast<at::Generator*>(v.p));
            break;
        default: break;
    }
    wrong_kind(op, at, v.tag);
}

// n carries log2 of the bytes when the tensor is the only owner of a storage of 64 KiB or more: what the garbage collector should hear of.
void store_tensor(Val& out, at::Tensor&& t) {
    out.tag = t.defined() ? TensorRef : None;
    out.n = 0;
    if (t.defined() && t.has_storage()) {
        const auto& storage = t.unsafeGetTensorImpl()->unsafe_storage();
        if (storage.use_count() == 1 && storage.nbytes() >= (1u << 16)) out.n = 63 - __builtin_clzll(storage.nbytes());
    }
    out.p = give(std::move(t));
}

void store(Val& out, c10::IValue&& v, const Operator& op) {
    out.n = 0;
    if (v.isNone()) out.tag = None, out.i = 0;
    else if (v.isTensor()) store_tensor(out, std::move(v).toTensor());
    else if (v.isInt()) out.tag = Int, out.i = v.toInt();
    else if (v.isDouble()) out.tag = Double, out.d = v.toDouble();
    else if (v.isBool()) out.tag = Bool, out.i = v.toBool();
    else if (v.isTensorList()) {
        auto list = v.toTensorVector();
        v = c10::IValue();
        auto** items = static_cast<void**>(std::malloc(sizeof(void*) * (list.size() + 1)));
        for (size_t i = 0; i < list.size(); ++i) items[i] = give(std::move(list[i]));
        out.tag = TensorList, out.n = static_cast<int32_t>(list.size()), out.p = items;
    } else
        throw BadCall(op.name + " returns a " + v.tagKind() + ", which the bridge does not carry");
}

}  // namespace

#define RT_API extern "C" __attribute__((visibility("default")))

RT_API const char* rt_last_error() { return last_error.c_str(); }

RT_API void* rt_op(const char* name, const char* overload) {
    Operator* found = nullptr;
    guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        if (!handle) throw BadCall(std::string("this libtorch has no operator ") + name + (*overload ? "." : "") + overload);
        auto op = std::make_unique<Operator>(Operator{*handle, std::string(name) + (*overload ? "." : "") + overload, {}, {}, std::strstr(name, "conv") != nullptr});
        for (const auto& argument : handle->schema().arguments()) {
            c10::TypePtr type = argument.type();
            bool optional = type->kind() == c10::TypeKind::OptionalType;
            if (optional) type = type->castRaw<c10::OptionalType>()->getElementType();
            op->kinds.push_back(kind_of(type));
            op->optional.push_back(optional);
        }
        found = op.release();
    });
    return found;
}

RT_API int rt_call(const Operator* op, const Val* args, int n, Val* rets, int capacity, int* count) {
    return guarded([&] {
        const auto& schema = op->handle.schema();
        const auto& arguments = schema.arguments();
        if (static_cast<size_t>(n) > arguments.size())
            throw BadCall(op->name + " takes " + std::to_string(arguments.size()) + " arguments, " + std::to_string(n) + " were given. Signature: " + toString(schema));
        torch::jit::Stack stack;
        stack.reserve(arguments.size() + 2);
        for (int i = 0; i < n; ++i) stack.push_back(to_ivalue(*op, i, args[i]));
        for (size_t i = n; i < arguments.size(); ++i) {
            if (!arguments[i].default_value())
                throw BadCall(op->name + ": argument '" + arguments[i].name() + "' (number " + std::to_string(i + 1) + ") is missing. Signature: " + toString(schema));
            stack.push_back(*arguments[i].default_value());
        }
        {
            std::optional<SignalsHeld> held;
            if (op->convolution) held.emplace();
            op->handle.callBoxed(stack);
        }
        *count = static_cast<int>(stack.size());
        if (*count > capacity) throw BadCall(op->name + " returns more values than the caller takes");
        for (int i = 0; i < *count; ++i) store(rets[i], std::move(stack[i]), *op);
    });
}

RT_API void rt_free(void* p) { std::free(p); }
RT_API void rt_retain(void* t) { c10::raw::intrusive_ptr::incref(impl(t)); }
RT_API void rt_release(void* t) { c10::raw::intrusive_ptr::decref(impl(t)); }
RT_API int64_t rt_use_count(void* t) { return static_cast<int64_t>(c10::raw::intrusive_ptr::use_count(impl(t))); }

RT_API int rt_dim(void* t) { return static_cast<int>(impl(t)->dim()); }
RT_API int64_t rt_numel(void* t) { return impl(t)->numel(); }
RT_API int rt_dtype(void* t) { return static_cast<int>(c10::typeMetaToScalarType(impl(t)->dtype())); }
RT_API int64_t rt_element_size(void* t) { return static_cast<int64_t>(impl(t)->dtype().itemsize()); }
RT_API void rt_sizes(void* t, int64_t* out) { std::memcpy(out, impl(t)->sizes().data(), sizeof(int64_t) * impl(t)->dim()); }
RT_API void rt_strides(void* t, int64_t* out) { std::memcpy(out, impl(t)->strides().data(), sizeof(int64_t) * impl(t)->dim()); }
RT_API int64_t rt_storage_offset(void* t) { return impl(t)->storage_offset(); }
RT_API int rt_is_contiguous(void* t) { return impl(t)->is_contiguous(); }
RT_API int rt_device_type(void* t) { return static_cast<int>(impl(t)->device().type()); }
RT_API int rt_device_index(void* t) { return impl(t)->device().index(); }
RT_API int rt_requires_grad(void* t) { return impl(t)->requires_grad(); }
RT_API int rt_set_requires_grad(void* t, int on) {
    return guarded([&] { borrow(t).set_requires_grad(on != 0); });
}
RT_API int rt_is_leaf(void* t) { return borrow(t).is_leaf(); }
RT_API int rt_is_conj(void* t) { return borrow(t).is_conj(); }
RT_API int rt_is_neg(void* t) { return borrow(t).is_neg(); }
RT_API int rt_retain_grad(void* t) {
    return guarded([&] { borrow(t).retain_grad(); });
}
RT_API void* rt_grad(void* t) {
    void* out = nullptr;
    guarded([&] { out = give(borrow(t).grad()); });
    return out;
}
RT_API int rt_set_grad(void* t, void* grad) {
    return guarded([&] { borrow(t).mutable_grad() = grad ? borrow(grad) : at::Tensor(); });
}
RT_API int rt_set_data(void* t, void* data) {
    return guarded([&] { borrow(t).set_data(borrow(data)); });
}
RT_API int rt_data(void* t, void** out) {
    return guarded([&] {
        if (impl(t)->device().type() != c10::DeviceType::CPU) throw BadCall("the elements lie on device " + impl(t)->device().str() + ": call cpu() before reading them");
        *out = impl(t)->data();
    });
}

RT_API int rt_from_blob(void* data, const int64_t* sizes, int dims, int dtype, void (*deleter)(void*), void* context, void** out) {
    return guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype));
        *out = give(at::from_blob(data, at::IntArrayRef(sizes, dims), [deleter, context](void*) { deleter(context); }, options));
    });
}

RT_API int rt_backward(void** roots, int n, void** gradients, int gradient_count, int retain, int create, void** inputs, int input_count) {
    return guarded([&] {
        c10::optional<bool> keep = retain < 0 ? c10::nullopt : c10::optional<bool>(retain != 0);
        const SignalsHeld held;
        torch::autograd::backward(borrow_list(roots, n), borrow_list(gradients, gradient_count), keep, create != 0, borrow_list(inputs, input_count));
    });
}

RT_API int rt_grad_of(void** outputs, int n, void** inputs, int input_count, void** gradients, int gradient_count, int retain, int create, int allow_unused, void** out) {
    return guarded([&] {
        c10::optional<bool> keep = retain < 0 ? c10::nullopt : c10::optional<bool>(retain != 0);
        const SignalsHeld held;
        auto result = torch::autograd::grad(borrow_list(outputs, n), borrow_list(inputs, input_count), borrow_list(gradients, gradient_count), keep, create != 0, allow_unused != 0);
        for (int i = 0; i < input_count; ++i) out[i] = give(std::move(result[i]));
    });
}

RT_API int rt_grad_enabled() { return c10::GradMode::is_enabled(); }
RT_API void rt_set_grad_enabled(int on) { c10::GradMode::set_enabled(on != 0); }
RT_API int rt_inference_enabled() { return c10::InferenceMode::is_enabled(); }
RT_API void* rt_inference_enter(int on) { return new c10::InferenceMode(on != 0); }
RT_API void rt_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
RT_API int rt_anomaly(int* check_nan) {
    *check_nan = torch::autograd::AnomalyMode::should_check_nan();
    return torch::autograd::AnomalyMode::is_enabled();
}
RT_API void rt_set_anomaly(int on, int check_nan) { torch::autograd::AnomalyMode::set_enabled(on != 0, check_nan != 0); }

RT_API void* rt_default_generator(int device_type, int device_index) {
    void* out = nullptr;
    guarded([&] {
        auto type = static_cast<c10::DeviceType>(device_type);
        auto device = device_index < 0 ? c10::Device(type) : c10::Device(type, static_cast<c10::DeviceIndex>(device_index));
        out = new at::Generator(at::globalContext().defaultGenerator(device));
    });
    return out;
}
RT_API void* rt_new_generator(uint64_t seed) {
    void* out = nullptr;
    guarded([&] { out = new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed)); });
    return out;
}
RT_API void rt_free_generator(void* g) { delete static_cast<at::Generator*>(g); }
RT_API int rt_generator_seed(void* g, uint64_t seed) {
    return guarded([&] {
        auto* generator = static_cast<at::Generator*>(g);
        std::lock_guard<std::mutex> lock(generator->mutex());
        generator->set_current_seed(seed);
    });
}
RT_API uint64_t rt_generator_random_seed(void* g) {
    auto* generator = static_cast<at::Generator*>(g);
    std::lock_guard<std::mutex> lock(generator->mutex());
    return generator->seed();
}
RT_API uint64_t rt_generator_current_seed(void* g) { return static_cast<at::Generator*>(g)->current_seed(); }
RT_API int rt_generator_state(void* g, void** out) {
    return guarded([&] { *out = give(static_cast<at::Generator*>(g)->get_state()); });
}
RT_API int rt_generator_set_state(void* g, void* state) {
    return guarded([&] { static_cast<at::Generator*>(g)->set_state(borrow(state)); });
}
RT_API int rt_manual_seed(uint64_t seed) {
    return guarded([&] { at::manual_seed(seed); });
}

RT_API int rt_get_threads() { return at::get_num_threads(); }
RT_API int rt_set_threads(int n) {
    return guarded([&] { at::set_num_threads(n); });
}
RT_API int rt_get_interop_threads() { return at::get_num_interop_threads(); }
RT_API int rt_set_interop_threads(int n) {
    return guarded([&] { at::set_num_interop_threads(n); });
}
RT_API int rt_cuda_available() { return at::hasCUDA() && at::detail::getCUDAHooks().getNumGPUs() > 0; }
RT_API int rt_cuda_devices() { return at::hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0; }
RT_API int rt_cudnn_available() { return at::Context::hasCuDNN(); }
RT_API int rt_cuda_synchronize(int index) {
    return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(index < 0 ? at::detail::getCUDAHooks().current_device() : index); });
}
RT_API const char* rt_version() { return TORCH_VERSION; }
