using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimisers.</summary>
    public static partial class optim
    {
        /// <summary>An Adam optimiser (Kingma and Ba 2015).</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static Adam Adam(
            IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>An Adam optimiser (Kingma and Ba 2015).</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static Adam Adam(
            IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false) => new(parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>An Adam optimiser (Kingma and Ba 2015).</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static Adam Adam(
            IEnumerable<Adam.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>An AdamW optimiser (Loshchilov and Hutter 2019).</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static AdamW AdamW(
            IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>An AdamW optimiser (Loshchilov and Hutter 2019).</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static AdamW AdamW(
            IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false) => new(parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>An AdamW optimiser (Loshchilov and Hutter 2019).</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="lr">The learning rate.</param>
        /// <param name="beta1">How much of the mean gradient stays.</param>
        /// <param name="beta2">How much of the mean square stays.</param>
        /// <param name="eps">Added to the root.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="amsgrad">Divides by the largest mean square so far.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static AdamW AdamW(
            IEnumerable<AdamW.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
            bool amsgrad = false, bool maximize = false) => new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

        /// <summary>Gradient descent.</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="learningRate">The learning rate.</param>
        /// <param name="momentum">How much of the last step stays.</param>
        /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="nesterov">Looks ahead.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static SGD SGD(
            IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Gradient descent.</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="learningRate">The learning rate.</param>
        /// <param name="momentum">How much of the last step stays.</param>
        /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="nesterov">Looks ahead.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static SGD SGD(
            IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters.Select(p => p.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

        /// <summary>Gradient descent.</summary>
        /// <param name="parameters">What is learned.</param>
        /// <param name="learningRate">The learning rate.</param>
        /// <param name="momentum">How much of the last step stays.</param>
        /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
        /// <param name="weight_decay">The pull towards zero.</param>
        /// <param name="nesterov">Looks ahead.</param>
        /// <param name="maximize">Climbs instead.</param>
        /// <returns>The optimiser.</returns>
        public static SGD SGD(
            IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
    }
}
