// A pretend accelerator for tests: a device of its own as far as libtorch can tell, whose memory is the processor's.
//
// Every operator on its tensors lands here, is done by the processor's kernel on the same memory, and is counted. What a real card would do with a
// copy, this one counts as a copy; a processor tensor among device tensors is an error here as it is there. The key is XPU's, which no
// build of libtorch for processors or CUDA uses, and which autograd and Module.to treat as they treat CUDA.
#include <ATen/ATen.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <atomic>
#include <cstring>
#include <set>
#include <string>
#include <vector>

namespace {

constexpr auto Kind = c10::DeviceType::XPU;
constexpr auto Key = c10::DispatchKey::XPU;
const c10::Device Card(Kind, 0);

C10_REGISTER_GUARD_IMPL(XPU, c10::impl::NoOpDeviceGuardImpl<Kind>);

struct Counts {
    std::atomic<int64_t> to_device{0}, from_device{0}, waits{0}, operators{0}, bytes_to_device{0}, bytes_from_device{0};
} counts;

// Operators whose result the host must read before it can go on, on any card.
const std::set<std::string> waiting{"aten::_local_scalar_dense", "aten::nonzero", "aten::masked_select", "aten::equal", "aten::_unique2", "aten::unique_dim",
                                    "aten::unique_consecutive", "aten::repeat_interleave", "aten::bincount", "aten::is_nonzero"};

bool on_card(const at::Tensor& t) { return t.defined() && t.device().type() == Kind; }

at::Tensor make(c10::Storage storage, c10::DispatchKey key, const at::Tensor& like) {
    auto t = at::detail::make_tensor<c10::TensorImpl>(std::move(storage), c10::DispatchKeySet(key), like.dtype());
    t.unsafeGetTensorImpl()->set_sizes_and_strides(like.sizes(), like.strides(), like.storage_offset());
    return t;
}

// A view has the kind of what it looks at: of a tensor made outside inference mode it is no inference tensor even there.
at::Tensor view(const at::Tensor& of, const at::Tensor& like) {
    auto t = at::detail::make_tensor<c10::TensorImpl>(c10::TensorImpl::VIEW, c10::Storage(of.storage()), of.key_set(), like.dtype());
    t.unsafeGetTensorImpl()->set_sizes_and_strides(like.sizes(), like.strides(), like.storage_offset());
    return t;
}

c10::DataPtr over(const c10::Storage& storage, c10::Device device) {
    auto* keep = new c10::Storage(storage);
    return c10::DataPtr(keep->data(), keep, [](void* p) { delete static_cast<c10::Storage*>(p); }, device);
}

// The same memory as a tensor of the processor.
at::Tensor host(const at::Tensor& t) {
    auto storage = c10::Storage(c10::Storage::use_byte_size_t(), t.storage().nbytes(), over(t.storage(), c10::Device(c10::kCPU)), c10::GetAllocator(c10::kCPU), true);
    return make(std::move(storage), c10::DispatchKey::CPU, t);
}

// One call of an operator: its tensors lent to the processor, its results brought back.
class Lending {
public:
    explicit Lending(const char* op) : op_(op) {}

    at::Tensor lend(const at::Tensor& t) {
        if (!t.defined()) return t;
        if (!on_card(t)) {
            TORCH_CHECK(t.dim() == 0, op_, ": a tensor [", t.sizes(), "] of the ", t.device(), " among tensors of the device");
            return t;
        }
        for (auto& pair : lent_)
            if (pair.first.is_same(t)) return pair.second;
        lent_.emplace_back(t, host(t));
        return lent_.back().second;
    }

    at::Tensor back(const at::Tensor& t) {
        if (!t.defined()) return t;
        for (auto& pair : lent_) {
            if (pair.second.is_same(t)) return pair.first;
            if (pair.second.storage().is_alias_of(t.storage())) return view(pair.first, t);
        }
        auto storage = c10::Storage(c10::Storage::use_byte_size_t(), t.storage().nbytes(), over(t.storage(), Card), nullptr, false);
        return make(std::move(storage), Key, t);
    }

    // What the operator did to the shape or the memory of an argument is done to the argument itself.
    void settle() {
        for (auto& pair : lent_) {
            auto& [own, alias] = pair;
            if (alias.storage().data() != own.storage().data()) {
                own.storage().set_data_ptr(over(alias.storage(), Card));
                own.storage().set_nbytes(alias.storage().nbytes());
            }
            if (own.sizes() != alias.sizes() || own.strides() != alias.strides() || own.storage_offset() != alias.storage_offset())
                own.unsafeGetTensorImpl()->set_sizes_and_strides(alias.sizes(), alias.strides(), alias.storage_offset());
        }
    }

    c10::IValue lend(const c10::IValue& v) {
        if (v.isTensor()) return lend(v.toTensor());
        if (v.isTensorList()) {
            c10::List<at::Tensor> list;
            for (const at::Tensor& t : v.toTensorVector()) list.push_back(lend(t));
            return list;
        }
        if (v.isOptionalTensorList()) {
            c10::List<c10::optional<at::Tensor>> list;
            for (const c10::optional<at::Tensor>& t : v.toOptionalTensorVector()) list.push_back(t ? c10::optional<at::Tensor>(lend(*t)) : c10::nullopt);
            return list;
        }
        if (v.isDevice()) return c10::Device(c10::kCPU);
        return v;
    }

    c10::IValue back(const c10::IValue& v) {
        if (v.isTensor()) return back(v.toTensor());
        if (!v.isTensorList()) return v;
        c10::List<at::Tensor> list;
        for (const at::Tensor& t : v.toTensorVector()) list.push_back(back(t));
        return list;
    }

private:
    const char* op_;
    std::vector<std::pair<at::Tensor, at::Tensor>> lent_;
};

void run(const c10::OperatorHandle& op, const c10::OperatorHandle& by, torch::jit::Stack* stack) {
    at::AutoDispatchBelowADInplaceOrView below;
    const auto& name = op.schema().name();
    counts.operators++;
    if (waiting.count(name)) counts.waits++;
    const size_t n = op.schema().arguments().size();
    const size_t first = stack->size() - n;
    Lending lending(name.c_str());
    torch::jit::Stack own;
    for (size_t i = 0; i < n; ++i) own.push_back(lending.lend((*stack)[first + i]));
    // The one difference between the two signatures: the sizes of the bias, of which a convolution has one number an output channel.
    if (name == "aten::convolution_backward_overrideable") {
        auto weight = own[2].toTensor();
        int64_t outputs = own[6].toBool() ? weight.size(1) * own[8].toInt() : weight.size(0);
        own.insert(own.begin() + 3, c10::IValue(c10::List<int64_t>({outputs})));
    }
    by.callBoxed(own);
    stack->resize(first);
    for (auto& v : own) stack->push_back(lending.back(v));
    lending.settle();
}

void fallback(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
    // A truth mask as a subscript is counted on the card before anything is written there; reading by one counts through nonzero itself.
    if (op.schema().name() == "aten::_index_put_impl_")
        for (const auto& v : *stack)
            if (v.isOptionalTensorList())
                for (const c10::optional<at::Tensor>& t : v.toOptionalTensorVector())
                    if (t && t->defined() && (t->scalar_type() == at::kBool || t->scalar_type() == at::kByte)) counts.waits++;
    run(op, op, stack);
}

// For a device libtorch does not know, convolutions come under these names.
void convolution(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
    static const auto by = c10::Dispatcher::singleton().findSchemaOrThrow("aten::convolution", "");
    run(op, by, stack);
}

void convolution_backward(const c10::OperatorHandle& op, c10::DispatchKeySet, torch::jit::Stack* stack) {
    static const auto by = c10::Dispatcher::singleton().findSchemaOrThrow("aten::convolution_backward", "");
    run(op, by, stack);
}

at::Tensor empty_strided(at::IntArrayRef size, at::IntArrayRef stride, c10::optional<at::ScalarType> type, c10::optional<at::Layout>, c10::optional<at::Device>, c10::optional<bool>) {
    auto t = at::empty_strided(size, stride, at::TensorOptions().dtype(type).device(c10::kCPU));
    auto storage = c10::Storage(c10::Storage::use_byte_size_t(), t.storage().nbytes(), over(t.storage(), Card), nullptr, false);
    return make(std::move(storage), Key, t);
}

at::Tensor empty(at::IntArrayRef size, c10::optional<at::ScalarType> type, c10::optional<at::Layout>, c10::optional<at::Device>, c10::optional<bool>,
                 c10::optional<at::MemoryFormat> format) {
    auto t = at::empty(size, at::TensorOptions().dtype(type).device(c10::kCPU), format);
    return empty_strided(size, t.strides(), type, c10::nullopt, c10::nullopt, c10::nullopt);
}

at::Tensor& copy_(at::Tensor& self, const at::Tensor& source, bool) {
    at::AutoDispatchBelowADInplaceOrView below;
    const auto bytes = static_cast<int64_t>(source.nbytes());
    if (!on_card(source)) counts.to_device++, counts.bytes_to_device += bytes;
    else if (!on_card(self)) counts.from_device++, counts.bytes_from_device += bytes;
    else counts.operators++;
    auto target = on_card(self) ? host(self) : self;
    target.copy_(on_card(source) ? host(source) : source);
    return self;
}

}  // namespace

TORCH_LIBRARY_IMPL(_, XPU, m) { m.fallback(torch::CppFunction::makeFromBoxedFunction<&fallback>()); }

TORCH_LIBRARY_IMPL(aten, XPU, m) {
    m.impl("empty.memory_format", empty);
    m.impl("empty_strided", empty_strided);
    m.impl("copy_", copy_);
    m.impl("convolution_overrideable", torch::CppFunction::makeFromBoxedFunction<&convolution>());
    m.impl("convolution_backward_overrideable", torch::CppFunction::makeFromBoxedFunction<&convolution_backward>());
}

#define LOOPBACK_API extern "C" __attribute__((visibility("default")))

LOOPBACK_API int loopback_device_type() { return static_cast<int>(Kind); }

// Copies to the device, copies from it, reads that wait for it, operators on it, bytes there, bytes back.
LOOPBACK_API void loopback_counts(int64_t* out) {
    const std::atomic<int64_t>* all[] = {&counts.to_device, &counts.from_device, &counts.waits, &counts.operators, &counts.bytes_to_device, &counts.bytes_from_device};
    for (int i = 0; i < 6; ++i) out[i] = all[i]->load();
}
