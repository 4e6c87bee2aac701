using System.Numerics;
using System.Text.Json;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Networks;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;
using ReliTalk.Reflectance.Visibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// A speaker's trained reflectance: the networks, the source video's light and the skin's gloss. <see cref="Decompose"/> may run on several threads at once.
/// </summary>
public sealed class ReflectanceModel : IDisposable
{
    private const string OptionsKey = "options";
    private readonly ReflectanceNetworks _networks;
    private readonly ReflectanceOptions _options;
    private readonly int _size;
    private readonly LightTable _source;
    private readonly OcclusionFill? _fill;

    internal ReflectanceModel(ReflectanceNetworks networks, ReflectanceOptions options, int size)
    {
        _networks = networks;
        _networks.eval();
        _options = options;
        _size = size;
        SourceLight = new CoefficientLight(networks.Light());
        using (no_grad())
        {
            using var log = networks.LogExponent;
            Exponent = MathF.Pow(2f, log.item<float>());
        }
        _source = LightTable.Build(SourceLight, Exponent);
        _fill = options.Shadows ? networks.Fill() : null;
    }

    /// <summary>Largest value that C_spec can have.</summary>
    public float LargestSpecularWeight => _options.LargestSpecularWeight;

    /// <summary>The light of the source video.</summary>
    public CoefficientLight SourceLight { get; }

    /// <summary>Blinn-Phong exponent s of the skin; bake lights with it.</summary>
    public float Exponent { get; }

    /// <summary>Mean linear albedo of the skin that the light's scale was pinned to (<see cref="SourceLightOptions"/>).</summary>
    public Vector3 SkinAlbedo => _options.Light.SkinAlbedo;

    /// <summary>Splits a picture into albedo, normals, specular weight and shadows (Eq. 9-17), ready for any light.</summary>
    /// <param name="frame">A source frame or a driven frame, of the size that was trained.</param>
    /// <returns>The maps. Their albedo is the network's times the ratio of the source pixel to its reconstruction, so that the photo's own detail stays.</returns>
    /// <exception cref="ArgumentException">The frame has another size than the training.</exception>
    public IntrinsicMaps Decompose(ReflectanceFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Width % 8 != 0 || frame.Height % 8 != 0 || frame.Width != _size)
            throw new ArgumentException($"The model was trained at {_size} columns; the frame is {frame.Width}x{frame.Height}.", nameof(frame));
        var key = new KeyFrame(frame, shadows: false);
        float[] normals, weight;
        using (no_grad())
        using (NewDisposeScope())
        {
            var picture = key.PictureTensor(CPU);
            var (refined, _) = _networks.Normals(picture, key.NormalsTensor(CPU), key.FaceTensor(CPU));
            normals = refined.contiguous().data<float>().ToArray();
            weight = _networks.SpecularWeight(picture, refined, key.SkinTensor(CPU)).contiguous().data<float>().ToArray();
        }
        if (_options.Specular)
            for (var i = 0; i < weight.Length; i++) weight[i] += _options.OtherSpecularWeight * (1f - key.Skin[i]) * key.Matte[i];
        var maps = Explain(key.Linear, key.Width, key.Height, normals, weight, key.Matte, key.Depth);
        if (!_options.Specular) return maps;
        RimLight.Weigh(maps, key.Skin, _source);
        PhotometricAlbedo.Divide(key.Linear, maps, _source);
        return maps;
    }

    /// <summary>
    /// The rest of <see cref="Decompose"/>, without a network: the albedo that explains a picture whose normals and specular weight are known, for instance
    /// stored with the source frame that it was drawn over.
    /// </summary>
    /// <param name="picture">A picture, sRGB.</param>
    /// <param name="normals">N: three planes of unit normals; (0, 0, 0) where the picture is not lit. Kept by the maps, not copied.</param>
    /// <param name="specularWeight">C_spec, one plane. Kept by the maps, not copied.</param>
    /// <param name="matte">Foreground share, one plane, 0..1. Kept by the maps, not copied.</param>
    /// <param name="depth">Depth of the head in pixels towards the viewer, one plane, not finite where unknown; null leaves shadows to the normals.</param>
    /// <param name="done">Maps that nobody looks at any longer: their albedo, foreground and horizon are taken apart for the new ones. Null for none.</param>
    /// <exception cref="ArgumentException">A plane's length does not fit the picture.</exception>
    public IntrinsicMaps Explain(Frame picture, float[] normals, float[] specularWeight, float[] matte, float[]? depth = null, IntrinsicMaps? done = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        done?.Horizon?.Recycle();
        var linear = done is { Foreground.Length: > 0 } ? done.Foreground : new float[3 * picture.Width * picture.Height];
        KeyFrame.TakeForeground(picture, matte, linear);
        return Explain(linear, picture.Width, picture.Height, normals, specularWeight, matte, depth, done?.Albedo);
    }

    private IntrinsicMaps Explain(float[] linear, int width, int height, float[] normals, float[] weight, float[] matte, float[]? depth, float[]? albedo = null)
    {
        var maps = new IntrinsicMaps(width, height, albedo ?? new float[3 * width * height], normals, weight, matte)
        {
            Horizon = _options.Shadows ? HorizonMap.Build(normals, matte, width, height, depth) : null,
            Fill = _fill,
            Foreground = linear,
            SpecularTint = _options.Light.SpecularTint,
            SpecularReference = _options.Light.SpecularReference,
        };
        PhotometricAlbedo.Divide(linear, maps, _source);
        return maps;
    }

    /// <summary>The networks' own smooth albedo F_albedo(I), three planes of linear RGB: what the entropy and smoothness priors acted on.</summary>
    /// <param name="frame">A frame of the size that was trained.</param>
    public float[] NetworkAlbedo(ReflectanceFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var key = new KeyFrame(frame, shadows: false);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return _networks.Albedo(key.PictureTensor(CPU)).contiguous().data<float>().ToArray();
    }

    /// <summary>The model as named tensors for a file; new tensors, owned by the caller.</summary>
    public Dictionary<string, Tensor> ToTensors()
    {
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, value) in _networks.state_dict()) result["networks." + name] = value.detach().cpu().clone();
        var shape = JsonSerializer.SerializeToUtf8Bytes(ModelShape.Of(_options, _size), ModelShape.Json.Default.ModelShape);
        result[OptionsKey] = tensor(shape);
        return result;
    }

    /// <summary>Restores a model.</summary>
    /// <param name="tensors">What <see cref="ToTensors"/> gave; they stay the caller's.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <exception cref="WeightsFileException">A tensor is missing or has another shape.</exception>
    public static ReflectanceModel FromTensors(IReadOnlyDictionary<string, Tensor> tensors, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (!tensors.TryGetValue(OptionsKey, out var stored)) throw new WeightsFileException("The reflectance model has no 'options' tensor; the file is of another version or damaged.");
        ModelShape? shape;
        try
        {
            shape = JsonSerializer.Deserialize(stored.cpu().data<byte>().ToArray(), ModelShape.Json.Default.ModelShape);
        }
        catch (JsonException error)
        {
            throw new WeightsFileException("The reflectance model's 'options' tensor cannot be read; the file is damaged.", error);
        }
        if (shape?.SkinAlbedo is not { Length: 3 }) throw new WeightsFileException("The reflectance model's 'options' tensor is empty; the file is damaged.");
        var options = shape.ToOptions();
        var networks = new ReflectanceNetworks(options, shape.Size);
        using var none = no_grad();
        foreach (var (name, value) in networks.state_dict())
        {
            if (!tensors.TryGetValue("networks." + name, out var given) || !given.shape.SequenceEqual(value.shape))
            {
                networks.Dispose();
                throw new WeightsFileException($"The reflectance model's tensor 'networks.{name}' is missing or has another shape; the file is of another version or damaged.");
            }
            value.copy_(given);
        }
        return new ReflectanceModel(networks.to(device ?? CPU), options, shape.Size);
    }

    /// <inheritdoc/>
    public void Dispose() => _networks.Dispose();
}
