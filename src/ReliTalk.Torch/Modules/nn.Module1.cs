namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that maps 1 input to a result.</summary>
        /// <typeparam name="T">Kind of input.</typeparam>
        /// <typeparam name="TResult">Kind of result.</typeparam>
        public abstract class Module<T, TResult> : Module, IModule<T, TResult>
        {
            /// <summary>A module.</summary>
            /// <param name="name">A label for messages.</param>
            protected Module(string name) : base(name)
            {
            }

            /// <summary>Computes the result; what a module overrides.</summary>
            /// <param name="input">Input.</param>
            /// <returns>The result.</returns>
            public abstract TResult forward(T input);

            /// <summary>Computes the result; what a caller calls.</summary>
            /// <param name="input">Input.</param>
            /// <returns>The result.</returns>
            public TResult call(T input) => forward(input);
        }
    }
}
