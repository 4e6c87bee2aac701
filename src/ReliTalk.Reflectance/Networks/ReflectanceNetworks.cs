using ReliTalk.Learning.Networks;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Training;
using ReliTalk.Reflectance.Visibility;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Reflectance.Networks;

/// <summary>F_albedo, F_normal, F_cspec, F_shad, the trainable light L and the exponent s. Field names are state keys.</summary>
internal sealed class ReflectanceNetworks : Module
{
    private const double ResidualReach = 0.5;

    private readonly ReflectanceOptions _options;
    private readonly ResNetGenerator albedo;
    private readonly ResNetGenerator normal;
    private readonly UNet specular;
    private readonly Sequential fill;
    private readonly Parameter light;
    private readonly Parameter exponent;

    public ReflectanceNetworks(ReflectanceOptions options, int size) : base(nameof(ReflectanceNetworks))
    {
        _options = options;
        albedo = new ResNetGenerator(new ResNetGeneratorOptions { InputChannels = 3, OutputChannels = 3, Width = options.Width, Precision = options.Precision, Output = OutputRange.ZeroToOne });
        normal = new ResNetGenerator(new ResNetGeneratorOptions { InputChannels = 6, OutputChannels = 3, Width = options.Width, Precision = options.Precision, Output = OutputRange.MinusOneToOne });
        specular = new UNet(new UNetOptions { InputChannels = 6, OutputChannels = 1, Width = options.SpecularWidth, Depth = DepthFor(size), Output = OutputRange.ZeroToOne });
        // A dilation means nothing to a 1x1 kernel, but with one libtorch gives the convolution to oneDNN, which takes a third of the time.
        fill = Sequential(("in", Conv2d(9, 12, 1, dilation: 2)), ("relu", ReLU()), ("out", Conv2d(12, 1, 1, dilation: 2)), ("range", Sigmoid()));
        light = Parameter(zeros(9, 3));
        exponent = Parameter(tensor(MathF.Log2(options.Light.Exponent)));
        RegisterComponents();
        StartNeutral();
    }

    /// <summary>L, [9, 3].</summary>
    public Parameter LightParameter => light;

    /// <summary>log2 s.</summary>
    public Parameter ExponentParameter => exponent;

    /// <summary>The networks that are trained at full rate.</summary>
    public IEnumerable<(string Name, Module Part)> Parts => [("albedo", albedo), ("normal", normal), ("specular", specular), ("fill", fill)];

    /// <summary>The exponent within the tabulated range, as log2.</summary>
    public Tensor LogExponent => exponent.clamp(MathF.Log2(NormalShading.ExponentRange.Least), MathF.Log2(NormalShading.ExponentRange.Most));

    /// <summary>The paper's depth 8 needs 256 pixels; smaller or odder pictures take what they can be halved.</summary>
    public static int DepthFor(int size)
    {
        var depth = 0;
        while (depth < 8 && size % (2 << depth) == 0) depth++;
        return Math.Max(1, depth);
    }

    public void SetLight(RadianceCoefficients value)
    {
        using var none = no_grad();
        using var values = tensor(value.Values.ToArray(), [9, 3]);
        light.copy_(values);
    }

    public RadianceCoefficients Light() => new(light.detach().cpu().data<float>().ToArray());

    /// <summary>A = F_albedo(I) (Eq. 11): [B, 3, H, W] sRGB to linear albedo 0..1.</summary>
    public Tensor Albedo(Tensor picture)
    {
        using var scope = NewDisposeScope();
        return Enlarged(albedo.call(Reduced(picture)), picture).MoveToOuterDisposeScope();
    }

    /// <summary>N = normalise(N^ + F_normal(I, N^)) (Eq. 9) inside the face, N^ elsewhere; with the residual.</summary>
    public (Tensor Normals, Tensor Residual) Normals(Tensor picture, Tensor rough, Tensor face)
    {
        if (!_options.RefineNormals) return (rough.alias(), rough.zeros_like());
        using var scope = NewDisposeScope();
        var given = _options.InitialNormals ? rough : rough.zeros_like();
        var output = Enlarged(normal.call(Reduced(cat([picture, given], 1))), picture);
        var residual = _options.NormalResidual ? ResidualReach * output * face : (output - rough) * face;
        var sum = rough + residual;
        var length = sum.pow(2).sum(1L, keepdim: true).add(1e-8).sqrt();
        var present = rough.abs().sum(1L, keepdim: true).gt(0).to(float32);
        return ((sum / length * present).MoveToOuterDisposeScope(), residual.MoveToOuterDisposeScope());
    }

    /// <summary>C_spec = F_cspec(I, N) (Eq. 16) on skin, [B, 1, H, W], with the normals held fixed as in the paper's release.</summary>
    public Tensor SpecularWeight(Tensor picture, Tensor normals, Tensor skin)
    {
        if (!_options.Specular) return skin.zeros_like();
        using var scope = NewDisposeScope();
        if (!_options.SpecularMap) return (_options.Light.SpecularWeight * skin).MoveToOuterDisposeScope();
        return (_options.LargestSpecularWeight * specular.call(cat([picture, normals.detach()], 1)) * skin).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The light-aware part of F_shad (Eq. 10): how much of a shadow is filled by light from the surface around it, from the visible share, the normal and the
    /// unshadowed shading. [B, 3, H, W] visible share to the filled share.
    /// </summary>
    /// <param name="visible">[B, 3, H, W], 0..1.</param>
    /// <param name="normals">[B, 3, H, W].</param>
    /// <param name="unshadowed">Diffuse shading without shadows, [B, 3, H, W].</param>
    /// <param name="front">The same of a normal towards the viewer, three elements.</param>
    public Tensor FilledShare(Tensor visible, Tensor normals, Tensor unshadowed, Tensor front)
    {
        using var scope = NewDisposeScope();
        var level = (unshadowed / front.clamp(min: 1e-4).reshape(1, 3, 1, 1)).clamp(0, 4);
        var share = fill.call(cat([visible, normals, level], 1));
        return (visible + (1 - visible) * share).MoveToOuterDisposeScope();
    }

    /// <summary>The trained fill for the managed loops.</summary>
    public OcclusionFill Fill()
    {
        var state = fill.state_dict();
        float[] Values(string key) => state[key].detach().cpu().data<float>().ToArray();
        return new OcclusionFill(Values("in.weight"), Values("in.bias"), Values("out.weight"), Values("out.bias")[0]);
    }

    private Tensor Reduced(Tensor picture) => _options.NetworkReduction == 1
        ? picture
        : functional.interpolate(picture, size: [picture.shape[2] / 2, picture.shape[3] / 2], mode: InterpolationMode.Bilinear, align_corners: false);

    private Tensor Enlarged(Tensor map, Tensor picture) => _options.NetworkReduction == 1
        ? map
        : functional.interpolate(map, size: [picture.shape[2], picture.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);

    // The first step starts from the fitted light, plain skin, no residual, a typical gloss and half-filled shadows: a good portrait already.
    private void StartNeutral()
    {
        static float Logit(float value) => MathF.Log(value / (1f - value));
        var skin = _options.Light.SkinAlbedo;
        SetLast(albedo, [Logit(Math.Clamp(skin.X, 0.02f, 0.98f)), Logit(Math.Clamp(skin.Y, 0.02f, 0.98f)), Logit(Math.Clamp(skin.Z, 0.02f, 0.98f))], "leave");
        SetLast(normal, [0f, 0f, 0f], "leave");
        SetLast(specular, [Logit(Math.Clamp(_options.Light.SpecularWeight / _options.LargestSpecularWeight, 0.02f, 0.98f))], "up.0");
        SetLast(fill, [Logit(0.3f)], "out");
    }

    private static void SetLast(Module network, float[] bias, string part)
    {
        using var none = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (!name.Contains(part, StringComparison.Ordinal)) continue;
            if (name.EndsWith("weight", StringComparison.Ordinal)) parameter.mul_(0.02);
            if (!name.EndsWith("bias", StringComparison.Ordinal)) continue;
            using var values = tensor(bias);
            parameter.copy_(values);
        }
    }
}
