using ReliTalk.Rendering.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Training;

/// <summary>Finds how much detail must be added to drawn mouths so that they are as sharp as the true ones.</summary>
internal static class DetailCalibration
{
    private const int Batches = 6;
    private const float Step = 0.1f;
    private const float LargestGain = 1.5f;

    /// <summary>The smallest gain of <see cref="DetailFilter"/> that reaches the wanted sharpness on training frames drawn from foreign references.</summary>
    public static float Calibrate(RenderingModel model, BatchMaker batches, int seed)
    {
        var wanted = model.Options.TargetSharpness;
        if (wanted <= 0) return 0;
        model.PrepareForDriving();
        var random = new Random(seed);
        var drawn = new List<float[]>();
        double truthEnergy = 0;
        var size = model.Layout.CropSize;
        for (var b = 0; b < Batches; b++)
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            var (planes, _, truth) = batches.Next(random);
            var (completed, _) = model.Forward(planes);
            drawn.Add(completed.cpu().data<float>().ToArray());
            truthEnergy += DetailFilter.LaplacianEnergy(truth.cpu().data<float>().ToArray(), size);
        }
        var filtered = new float[drawn[0].Length];
        for (var gain = 0f; gain < LargestGain; gain += Step)
        {
            double energy = 0;
            foreach (var planes in drawn)
            {
                DetailFilter.Apply(planes, size, gain, filtered);
                energy += DetailFilter.LaplacianEnergy(filtered, size);
            }
            if (energy >= wanted * truthEnergy) return gain;
        }
        return LargestGain;
    }
}
