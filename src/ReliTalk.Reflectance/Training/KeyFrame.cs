using ReliTalk.Learning;
using ReliTalk.Media;
using ReliTalk.Reflectance.Colour;
using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Visibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Training;

/// <summary>One frame prepared for the networks, in managed planes and, on demand, tensors.</summary>
internal sealed class KeyFrame
{
    public KeyFrame(ReflectanceFrame frame, bool shadows)
    {
        Width = frame.Width;
        Height = frame.Height;
        Linear = new float[3 * Width * Height];
        TakeForeground(frame.Picture, frame.Matte, Linear);
        Normals = (float[])frame.Normals.Clone();
        NormalCompletion.Fill(Normals, frame.Matte, Width, Height);
        LimitGrazing(Normals);
        Skin = frame.Skin;
        Face = frame.Face;
        Matte = frame.Matte;
        Depth = frame.Depth;
        Patches = frame.Patches;
        Horizon = shadows ? HorizonMap.Build(Normals, Matte, Width, Height, Depth) : null;
    }

    public int Width { get; }

    public int Height { get; }

    public float[] Linear { get; }

    public float[] Normals { get; }

    public float[] Skin { get; }

    public float[] Face { get; }

    public float[] Matte { get; }

    public float[]? Depth { get; }

    public int[]? Patches { get; }

    public HorizonMap? Horizon { get; }

    /// <summary>Takes a picture's three planes of linear RGB, with the foreground's own colour in the matte's soft edge.</summary>
    public static void TakeForeground(Frame picture, float[] matte, float[] linear)
    {
        var plane = picture.Width * picture.Height;
        if (linear.Length != 3 * plane) throw new ArgumentException($"The foreground of a {picture.Width}x{picture.Height} picture has {3 * plane} values, not {linear.Length}.", nameof(linear));
        var channels = picture.Channels;
        for (var i = 0; i < plane; i++)
        for (var c = 0; c < 3; c++)
            linear[c * plane + i] = SrgbTransfer.ToLinear(picture.Pixels[channels * i + c]);
        // What the old background adds to the soft edge is neither albedo nor light.
        ForegroundColour.Decontaminate(linear, matte, picture.Width, picture.Height);
    }

    public Tensor PictureTensor(Device device)
    {
        using var scope = NewDisposeScope();
        return ColorSpace.ToSrgb(Planes(Linear, 3, device)).MoveToOuterDisposeScope();
    }

    public Tensor LinearTensor(Device device) => Planes(Linear, 3, device);

    public Tensor NormalsTensor(Device device) => Planes(Normals, 3, device);

    public Tensor SkinTensor(Device device) => Planes(Skin, 1, device);

    public Tensor FaceTensor(Device device) => Planes(Face, 1, device);

    /// <summary>Where the picture is explained: foreground with a normal.</summary>
    public Tensor LitTensor(Device device)
    {
        var plane = Width * Height;
        var lit = new float[plane];
        for (var i = 0; i < plane; i++) lit[i] = Normals[i] != 0f || Normals[plane + i] != 0f || Normals[2 * plane + i] != 0f ? Matte[i] : 0f;
        return Planes(lit, 1, device);
    }

    /// <summary>The visible share of a broad light before any fill, [1, 3, H, W].</summary>
    public Tensor VisibleTensor(LightTable light, Device device)
    {
        if (Horizon is null) return ones([1, 3, Height, Width], device: device);
        var share = VisibleShare.Of(Horizon, light, new ShadowOptions { BroadStrength = 1f });
        return Planes(share.Enlarged(Width, Height), 3, device);
    }

    // A head model's rim turns away a pixel too early or too late; dividing by the little light there would draw a line along the jaw.
    private static void LimitGrazing(float[] normals)
    {
        const float least = 0.3f;
        var plane = normals.Length / 3;
        for (var i = 0; i < plane; i++)
        {
            float x = normals[i], y = normals[plane + i], z = normals[2 * plane + i];
            if (z >= least || (x == 0f && y == 0f && z == 0f)) continue;
            var flat = MathF.Sqrt(x * x + y * y);
            if (flat < 1e-6f)
            {
                normals[2 * plane + i] = 1f;
                continue;
            }
            var scale = MathF.Sqrt(1f - least * least) / flat;
            (normals[i], normals[plane + i], normals[2 * plane + i]) = (x * scale, y * scale, least);
        }
    }

    private Tensor Planes(float[] values, int channels, Device device)
    {
        using var scope = NewDisposeScope();
        return tensor(values, [1, channels, Height, Width]).to(device).MoveToOuterDisposeScope();
    }
}
