namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that maps 4 inputs to a result.</summary>
        /// <typeparam name="T1">Kind of input 1.</typeparam>
        /// <typeparam name="T2">Kind of input 2.</typeparam>
        /// <typeparam name="T3">Kind of input 3.</typeparam>
        /// <typeparam name="T4">Kind of input 4.</typeparam>
        /// <typeparam name="TResult">Kind of result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, TResult> : Module, IModule<T1, T2, T3, T4, TResult>
        {
            /// <summary>A module.</summary>
            /// <param name="name">A label for messages.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>Computes the result; what a module overrides.</summary>
            /// <param name="input1">Input 1.</param>
            /// <param name="input2">Input 2.</param>
            /// <param name="input3">Input 3.</param>
            /// <param name="input4">Input 4.</param>
            /// <returns>The result.</returns>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Computes the result; what a caller calls.</summary>
            /// <param name="input1">Input 1.</param>
            /// <param name="input2">Input 2.</param>
            /// <param name="input3">Input 3.</param>
            /// <param name="input4">Input 4.</param>
            /// <returns>The result.</returns>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4) => forward(input1, input2, input3, input4);
        }
    }
}
