using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Media;

/// <summary>
/// Pictures to tensors and back. Tensors are float32, sRGB-encoded 0..1 (linear for <see cref="HdrImage"/>), channels first. Returned tensors belong to the
/// caller's dispose scope. Safe for concurrent use.
/// </summary>
public static class FrameTensors
{
    private static readonly float[] Levels = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];

    /// <summary>The colours of a frame as <c>[3, H, W]</c>, RGB 0..1; alpha is dropped.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="device">Where to put it; by default the CPU.</param>
    public static Tensor ToTensor(this Frame frame, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var planes = new float[3 * frame.Width * frame.Height];
        Spread(frame, planes, 0, 3);
        return tensor(planes, [3, frame.Height, frame.Width], ScalarType.Float32, device);
    }

    /// <summary>The colours of several frames of one size as <c>[B, 3, H, W]</c>.</summary>
    /// <exception cref="ArgumentException">There is no frame, or the sizes differ.</exception>
    public static Tensor ToTensor(this IReadOnlyList<Frame> frames, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0 || frames.Any(frame => frame.Size != frames[0].Size))
            throw new ArgumentException("A batch needs at least one frame, and all of one size.", nameof(frames));
        var one = 3 * frames[0].Width * frames[0].Height;
        var planes = new float[checked(one * frames.Count)];
        for (var i = 0; i < frames.Count; i++) Spread(frames[i], planes.AsSpan(i * one, one), 0, 3);
        return tensor(planes, [frames.Count, 3, frames[0].Height, frames[0].Width], ScalarType.Float32, device);
    }

    /// <summary>The alpha of a frame as <c>[1, H, W]</c>, 0..1; ones where the frame has none.</summary>
    public static Tensor ToAlphaTensor(this Frame frame, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var plane = new float[frame.Width * frame.Height];
        if (frame.PixelFormat == PixelFormat.Rgba32) Spread(frame, plane, 3, 1);
        else plane.AsSpan().Fill(1);
        return tensor(plane, [1, frame.Height, frame.Width], ScalarType.Float32, device);
    }

    /// <summary>Linear radiance as <c>[3, H, W]</c>.</summary>
    public static Tensor ToTensor(this HdrImage image, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        var count = image.Width * image.Height;
        var planes = new float[3 * count];
        for (var i = 0; i < count; i++)
            for (var c = 0; c < 3; c++) planes[c * count + i] = image.Pixels[i * 3 + c];
        return tensor(planes, [3, image.Height, image.Width], ScalarType.Float32, device);
    }

    /// <summary>
    /// A picture tensor as a frame: <c>[1, H, W]</c> becomes grey, <c>[3, H, W]</c> RGB, <c>[4, H, W]</c> RGBA with straight alpha; a leading batch dimension
    /// of 1 is dropped. Values are clipped to 0..1 and rounded; what is not a number becomes 0. Any device, any floating type.
    /// </summary>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public static Frame ToFrame(this Tensor picture, TimeSpan timestamp = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var shape = picture.shape;
        if (shape.Length == 4 && shape[0] == 1) shape = shape[1..];
        if (shape.Length != 3 || shape[0] is not (1 or 3 or 4))
            throw new ArgumentException($"A picture is [1, H, W], [3, H, W] or [4, H, W]; this tensor is [{string.Join(", ", picture.shape)}].", nameof(picture));
        int channels = (int)shape[0], height = (int)shape[1], width = (int)shape[2], count = width * height;
        var planes = new float[channels * count];
        using (NewDisposeScope())
        {
            using var values = picture.detach().to(ScalarType.Float32).cpu().data<float>();
            values.CopyTo(planes);
        }
        var frame = new byte[count * (channels == 4 ? 4 : 3)];
        if (channels == 1)
        {
            for (var i = 0; i < count; i++) frame.AsSpan(i * 3, 3).Fill(Level(planes[i]));
        }
        else
        {
            for (var c = 0; c < channels; c++)
                for (int i = 0, target = c; i < count; i++, target += channels) frame[target] = Level(planes[c * count + i]);
        }
        return new Frame(width, height, channels == 4 ? PixelFormat.Rgba32 : PixelFormat.Rgb24, frame, timestamp);
    }

    /// <summary>Linear radiance <c>[3, H, W]</c> as an image.</summary>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public static HdrImage ToHdrImage(this Tensor radiance)
    {
        ArgumentNullException.ThrowIfNull(radiance);
        if (radiance.shape is not [3, var height, var width])
            throw new ArgumentException($"Radiance is [3, H, W]; this tensor is [{string.Join(", ", radiance.shape)}].", nameof(radiance));
        var count = (int)(height * width);
        var planes = new float[3 * count];
        using (NewDisposeScope())
        {
            using var values = radiance.detach().to(ScalarType.Float32).cpu().data<float>();
            values.CopyTo(planes);
        }
        var pixels = new float[planes.Length];
        for (var i = 0; i < count; i++)
            for (var c = 0; c < 3; c++) pixels[i * 3 + c] = planes[c * count + i];
        return new HdrImage((int)width, (int)height, pixels);
    }

    private static void Spread(Frame frame, Span<float> planes, int firstChannel, int channels)
    {
        int count = frame.Width * frame.Height, step = frame.Channels;
        for (var c = 0; c < channels; c++)
        {
            var plane = planes.Slice(c * count, count);
            for (int i = 0, source = firstChannel + c; i < count; i++, source += step) plane[i] = Levels[frame.Pixels[source]];
        }
    }

    // A comparison with NaN is false, so that NaN falls through to 0.
    private static byte Level(float value) => value >= 1 ? (byte)255 : value > 0 ? (byte)(value * 255f + 0.5f) : (byte)0;
}
