namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>First values of parameters.</summary>
        public static class init
        {
            /// <summary>Which side of a layer a variance refers to.</summary>
            public enum FanInOut
            {
                /// <summary>The inputs.</summary>
                FanIn = 0,

                /// <summary>The outputs.</summary>
                FanOut = 1,
            }

            /// <summary>What follows a layer.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear = 0,

                /// <summary>A 1-dimensional convolution.</summary>
                Conv1D = 1,

                /// <summary>A 2-dimensional convolution.</summary>
                Conv2D = 2,

                /// <summary>A 3-dimensional convolution.</summary>
                Conv3D = 3,

                /// <summary>A transposed 1-dimensional convolution.</summary>
                ConvTranspose1D = 4,

                /// <summary>A transposed 2-dimensional convolution.</summary>
                ConvTranspose2D = 5,

                /// <summary>A transposed 3-dimensional convolution.</summary>
                ConvTranspose3D = 6,

                /// <summary>A sigmoid.</summary>
                Sigmoid = 7,

                /// <summary>A hyperbolic tangent.</summary>
                Tanh = 8,

                /// <summary>A rectifier.</summary>
                ReLU = 9,

                /// <summary>A leaky rectifier.</summary>
                LeakyReLU = 10,
            }

            /// <summary>The factor that keeps the variance through a non-linearity.</summary>
            /// <param name="nonlinearity">Which.</param>
            /// <param name="param">The slope of a leaky rectifier.</param>
            /// <returns>The gain.</returns>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>Fills with ones.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <returns>The tensor.</returns>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Fills with zeros.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <returns>The tensor.</returns>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Fills with a number.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <param name="val">The number.</param>
            /// <returns>The tensor.</returns>
            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using IDisposable none = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Fills with uniform deviates.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <param name="low">The lower end.</param>
            /// <param name="high">The upper end.</param>
            /// <param name="generator">The source; null is the default.</param>
            /// <returns>The tensor.</returns>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                using IDisposable none = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            /// <summary>Fills with normal deviates.</summary>
            /// <param name="tensor">The tensor.</param>
            /// <param name="mean">The mean.</param>
            /// <param name="std">The standard deviation.</param>
            /// <param name="generator">The source; null is the default.</param>
            /// <returns>The tensor.</returns>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using IDisposable none = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>Fills with uniform deviates that keep the variance through rectifiers (He et al. 2015).</summary>
            /// <param name="tensor">The weight.</param>
            /// <param name="a">The slope of the leaky rectifier.</param>
            /// <param name="mode">The side whose variance is kept.</param>
            /// <param name="nonlinearity">What follows.</param>
            /// <returns>The tensor.</returns>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3) * calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills with normal deviates that keep the variance through rectifiers (He et al. 2015).</summary>
            /// <param name="tensor">The weight.</param>
            /// <param name="a">The slope of the leaky rectifier.</param>
            /// <param name="mode">The side whose variance is kept.</param>
            /// <param name="nonlinearity">What follows.</param>
            /// <returns>The tensor.</returns>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, calculate_gain(nonlinearity, a) / Math.Sqrt(Fan(tensor, mode)));

            /// <summary>Fills with uniform deviates that keep the variance both ways (Glorot and Bengio 2010).</summary>
            /// <param name="tensor">The weight.</param>
            /// <param name="gain">A factor.</param>
            /// <returns>The tensor.</returns>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                double bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills with normal deviates that keep the variance both ways (Glorot and Bengio 2010).</summary>
            /// <param name="tensor">The weight.</param>
            /// <param name="gain">A factor.</param>
            /// <returns>The tensor.</returns>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            /// <summary>The numbers of inputs and outputs an element of a weight connects.</summary>
            /// <param name="tensor">[out, in, ...].</param>
            /// <returns>Both numbers.</returns>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] sizes = tensor.shape;
                if (sizes.Length < 2) throw new ArgumentException("Inputs and outputs are counted for weights of two dimensions or more.", nameof(tensor));
                long area = sizes.Skip(2).TotalSize();
                return (sizes[1] * area, sizes[0] * area);
            }

            private static double Fan(Tensor tensor, FanInOut mode)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return mode == FanInOut.FanIn ? fanIn : fanOut;
            }
        }

        /// <summary>Gradients and parameters of whole networks.</summary>
        public static class utils
        {
            /// <summary>Scales gradients down so that their joint norm stays below a limit (Pascanu et al. 2013).</summary>
            /// <param name="tensors">The parameters.</param>
            /// <param name="max_norm">The limit.</param>
            /// <param name="norm_type">The p of the norm.</param>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable none = no_grad();
                Tensor[] gradients = [.. tensors.Select(p => p.grad).OfType<Tensor>()];
                if (gradients.Length == 0) return 0;
                Tensor[] norms = Native.Call.List(Native.Ops.u_foreach_norm_Scalar, gradients, norm_type);
                double total = linalg.vector_norm(stack(norms), norm_type).ToDouble();
                double factor = max_norm / (total + 1e-6);
                if (factor < 1) Native.Call.Run(Native.Ops.u_foreach_mul__Scalar, gradients, factor);
                return total;
            }

            /// <summary>Limits every element of gradients.</summary>
            /// <param name="tensors">The parameters.</param>
            /// <param name="clip_value">The limit on both sides.</param>
            public static void clip_grad_value_(IEnumerable<Modules.Parameter> tensors, double clip_value)
            {
                using IDisposable none = no_grad();
                foreach (Modules.Parameter p in tensors)
                {
                    using Tensor? g = p.grad;
                    g?.clamp_(-clip_value, clip_value);
                }
            }
        }
    }
}
