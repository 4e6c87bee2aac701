using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of one element type on one device, owned by libtorch. Dispose it, or let a <see cref="DisposeScope"/> do so.</summary>
    public partial class Tensor : IDisposable
    {
        // Below 256 KiB the finalizer's own cost matters more than what the collector would learn.
        private const int SmallestPressure = 18;

        private static long s_total;
        private static long s_peak;

        private nint _handle;
        private readonly int _pressure;
        private Guard? _guard;
        internal DisposeScope? OwningScope;
        internal int ScopeSlot;

        internal Tensor(nint handle, int sizeClass = 0)
        {
            if (handle == 0) throw new ArgumentException("The native tensor is undefined.", nameof(handle));
            _handle = handle;
            long total = Interlocked.Increment(ref s_total);
            if (total > Volatile.Read(ref s_peak)) Volatile.Write(ref s_peak, total);
            DisposeScopeManager.Created(this);
            // What a scope owns goes with the scope; only what may be forgotten is the collector's business.
            if (OwningScope is not null) return;
            if (sizeClass >= SmallestPressure)
            {
                _pressure = sizeClass;
                UnownedMemory.Add(1L << sizeClass);
            }
            EnsureGuard();
        }

        /// <summary>Number of tensor objects that hold native memory right now, over all threads.</summary>
        public static long TotalCount => Interlocked.Read(ref s_total);

        /// <summary>Largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => Volatile.Read(ref s_peak);

        /// <summary>The native tensor.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public nint Handle
        {
            get
            {
                nint h = _handle;
                return h != 0 ? h : throw new ObjectDisposedException(nameof(Tensor), "The tensor was disposed, by its scope or by Dispose().");
            }
        }

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>A label for debugging.</summary>
        public string name { get; set; } = "";

        /// <summary>Releases the native tensor. Calling it again does nothing.</summary>
        public void Dispose()
        {
            Dispose(true);
        }

        /// <summary>Releases the native tensor.</summary>
        /// <param name="disposing">True: nothing else calls it.</param>
        protected virtual void Dispose(bool disposing)
        {
            if (Release() && disposing) DisposeScopeManager.Disposed(this);
        }

        // The scope keeps its own books.
        internal void DisposeByScope() => Release();

        // From now on the tensor is the collector's business, should it be forgotten.
        internal void EnsureGuard()
        {
            nint handle = _handle;
            if (handle == 0 || _guard is not null) return;
            _guard = new Guard(handle, _pressure);
            // Released by another thread in between: it saw no guard, or both see it.
            Interlocked.MemoryBarrier();
            if (_handle == 0) GC.SuppressFinalize(_guard);
        }

        private bool Release()
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return false;
            if (_guard is { } guard) GC.SuppressFinalize(guard);
            ReleaseNative(handle, _pressure);
            return true;
        }

        internal static void ReleaseNative(nint handle, int pressure)
        {
            NativeMethods.rt_release(handle);
            Interlocked.Decrement(ref s_total);
            if (pressure != 0) UnownedMemory.Remove(1L << pressure);
        }

        /// <summary>Gives the native reference away: the caller must release it.</summary>
        /// <returns>The native tensor.</returns>
        public nint DecoupleFromNativeHandle()
        {
            nint handle = Handle;
            NativeMethods.rt_retain(handle);
            Dispose();
            return handle;
        }

        /// <summary>Moves the tensor to the scope around the current owner; with none there, detaches it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of its scope: from now on the caller disposes it.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Detach(this);
            return this;
        }

        /// <summary>Moves the tensor to the scope that owns another tensor.</summary>
        /// <param name="other">A tensor in the target scope; one that is in none detaches this one.</param>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            if (other.OwningScope is { } scope) return MoveToOtherDisposeScope(scope);
            return DetachFromDisposeScope();
        }

        /// <summary>Moves the tensor to a given scope.</summary>
        /// <param name="other">The new owner.</param>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (OwningScope is { } scope) scope.MoveToOther(other, this);
            else other.Attach(this);
            return this;
        }

        /// <summary>Whether the other reference is this object.</summary>
        /// <param name="obj">The object to compare with.</param>
        /// <returns>True for the same tensor with equal elements.</returns>
        public override bool Equals(object? obj) => obj is Tensor t && Equals(t);

        /// <summary>Whether both tensors have one shape and equal elements.</summary>
        /// <param name="target">The other tensor.</param>
        /// <returns>True when every element is equal.</returns>
        public bool Equals(Tensor? target) => target is not null && Call.Bool(s_equal, this, target);

        /// <summary>A hash of the object's identity.</summary>
        /// <returns>The hash code.</returns>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        private static readonly Op s_equal = new("equal");
    }
}
