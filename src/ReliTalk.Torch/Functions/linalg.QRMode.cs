namespace TorchSharp;

public static partial class torch
{
    /// <summary>Linear algebra.</summary>
    public static partial class linalg
    {
        /// <summary>How much of the factors qr returns.</summary>
        public enum QRMode
        {
            /// <summary>The columns that matter.</summary>
            Reduced = 0,

            /// <summary>A square orthogonal factor.</summary>
            Complete = 1,

            /// <summary>The triangular factor alone.</summary>
            R = 2,
        }

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null) return result;
            using (result) return target.copy_(result);
        }
    }
}
