namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that maps 2 inputs to a result.</summary>
        /// <typeparam name="T1">Kind of input 1.</typeparam>
        /// <typeparam name="T2">Kind of input 2.</typeparam>
        /// <typeparam name="TResult">Kind of result.</typeparam>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Computes the result.</summary>
            /// <param name="input1">Input 1.</param>
            /// <param name="input2">Input 2.</param>
            /// <returns>The result.</returns>
            TResult call(T1 input1, T2 input2);
        }
    }
}
