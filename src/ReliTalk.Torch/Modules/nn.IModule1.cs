namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that maps 1 input to a result.</summary>
        /// <typeparam name="T">Kind of input.</typeparam>
        /// <typeparam name="TResult">Kind of result.</typeparam>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes the result.</summary>
            /// <param name="input1">Input 1.</param>
            /// <returns>The result.</returns>
            TResult call(T input1);
        }
    }
}
