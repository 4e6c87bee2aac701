using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

// The step that Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) share; they differ in what weight decay acts on.
internal readonly record struct AdamRule(double Beta1, double Beta2, double Epsilon, double Decay, bool Decoupled, bool Amsgrad, bool Maximize)
{
    // What is remembered of one parameter.
    internal interface IMoments : IDisposable
    {
        long Steps { get; set; }

        ref Tensor? Mean { get; }

        ref Tensor? Square { get; }

        ref Tensor? LargestSquare { get; }
    }

    internal void Step(Parameter[] parameters, Tensor[] gradients, IMoments[] moments, double rate)
    {
        // The corrections of the bias depend on the number of steps, so parameters of one age go together.
        foreach (IGrouping<long, int> equal in Enumerable.Range(0, parameters.Length).GroupBy(i => moments[i].Steps).ToArray())
        {
            int[] at = [.. equal];
            Update([.. at.Select(i => parameters[i])], [.. at.Select(i => gradients[i])], [.. at.Select(i => moments[i])], rate);
        }
    }

    // All tensors of the group go through each operation in one call.
    private void Update(Tensor[] parameters, Tensor[] gradients, IMoments[] moments, double rate)
    {
        if (Maximize) gradients = Call.List(Ops.u_foreach_neg, gradients);
        if (Decay != 0)
        {
            if (Decoupled) Call.Run(Ops.u_foreach_mul__Scalar, parameters, 1 - rate * Decay);
            else gradients = Call.List(Ops.u_foreach_add_List, gradients, parameters, Decay);
        }
        Tensor[] mean = [.. parameters.Select((p, i) => Made(ref moments[i].Mean, p))];
        Tensor[] square = [.. parameters.Select((p, i) => Made(ref moments[i].Square, p))];
        Call.Run(Ops.u_foreach_mul__Scalar, mean, Beta1);
        Call.Run(Ops.u_foreach_add__List, mean, gradients, 1 - Beta1);
        Call.Run(Ops.u_foreach_mul__Scalar, square, Beta2);
        Call.Run(Ops.u_foreach_addcmul__Scalar, square, gradients, gradients, 1 - Beta2);
        long step = moments[0].Steps + 1;
        foreach (IMoments m in moments) m.Steps = step;
        double correction1 = 1 - Math.Pow(Beta1, step), correction2 = Math.Sqrt(1 - Math.Pow(Beta2, step));
        Tensor[] under = square;
        if (Amsgrad)
        {
            under = [.. parameters.Select((p, i) => Made(ref moments[i].LargestSquare, p))];
            for (int i = 0; i < under.Length; i++)
            {
                using Tensor larger = under[i].maximum(square[i]);
                under[i].copy_(larger);
            }
        }
        Tensor[] root = Call.List(Ops.u_foreach_sqrt, under);
        Call.Run(Ops.u_foreach_div__Scalar, root, correction2);
        Call.Run(Ops.u_foreach_add__Scalar, root, Epsilon);
        Call.Run(Ops.u_foreach_addcdiv__Scalar, parameters, mean, root, -rate / correction1);
    }

    private static Tensor Made(ref Tensor? slot, Tensor parameter) => slot ??= parameter.zeros_like().DetachFromDisposeScope();
}
