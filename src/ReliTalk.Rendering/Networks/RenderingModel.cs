using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Networks;

/// <summary>
/// F_local and F_blend of one person with what they were trained for. Dispose it to free the weights. Rendering from several threads is safe
/// after <see cref="PrepareForDriving"/>; training is not.
/// </summary>
public sealed class RenderingModel : IDisposable
{
    private const string LocalPrefix = "local.";
    private const string BlendPrefix = "blend.";
    private const string LayoutName = "layout";

    internal RenderingModel(RenderingOptions options, int pictureSize, MouthArea layout, IReadOnlyList<int> warpPoints)
    {
        Options = options;
        PictureSize = pictureSize;
        Layout = layout with { DrivenX = layout.DrivenX - layout.CropX, DrivenY = layout.DrivenY - layout.CropY, HoleX = layout.HoleX - layout.CropX, HoleY = layout.HoleY - layout.CropY, CropX = 0, CropY = 0 };
        WarpPoints = warpPoints;
        Local = new LocalNetwork(options.LocalWidth, options.Precision);
        Blend = new BlendNetwork(options.BlendWidth);
        DrivenMask = tensor(new AreaMasks(Layout, 1).Driven.ToArray(), [1, 1, Layout.CropSize, Layout.CropSize]).DetachFromDisposeScope();
    }

    /// <summary>Sizes and weights of the training.</summary>
    public RenderingOptions Options { get; }

    /// <summary>Side of the work picture in pixels.</summary>
    public int PictureSize { get; }

    /// <summary>The boxes relative to the crop, the same for every frame.</summary>
    public MouthArea Layout { get; }

    /// <summary>Landmarks that steer the reference's warp.</summary>
    public IReadOnlyList<int> WarpPoints { get; }

    /// <summary>How much the drawn crop's fine detail is strengthened, 0 or more: found at the end of the training.</summary>
    public float DetailGain { get; internal set; }

    /// <summary>F_local.</summary>
    public LocalNetwork Local { get; }

    /// <summary>F_blend.</summary>
    public BlendNetwork Blend { get; }

    /// <summary>Turns off what only training needs.</summary>
    public void PrepareForDriving()
    {
        Local.eval();
        Blend.eval();
    }

    /// <summary>
    /// I^ over the crop, and the driven area alone (Eq. 5).
    /// </summary>
    /// <param name="planes">[B, 15, S, S] as <c>MouthInputs</c> writes them.</param>
    /// <returns>The completed crop [B, 3, S, S], before clamping, and F_local's crop [B, 3, s, s] at <see cref="LocalBox"/>. Owned by the caller's scope.</returns>
    internal (Tensor Completed, Tensor Local) Forward(Tensor planes)
    {
        using var scope = NewDisposeScope();
        var (offset, side) = LocalBox;
        var conditions = planes.narrow(1, MouthInputs.NormalPlane, 5);
        var local = Local.call(conditions.narrow(2, offset, side).narrow(3, offset, side).contiguous());
        // No gradient of the blend losses reaches F_local: each network answers for its own picture.
        var size = planes.shape[3];
        var after = size - offset - side;
        var driven = nn.functional.pad(local.detach(), [offset, after, offset, after]) * DrivenMask;
        var mean = planes.narrow(1, MouthInputs.MeanPlane, 3);
        var input = cat([driven, planes], 1);
        var completed = mean + Blend.call(input);
        return (completed.MoveToOuterDisposeScope(), local.MoveToOuterDisposeScope());
    }

    /// <summary>The square of the crop that F_local sees: M and a margin, a multiple of 8 pixels.</summary>
    internal (int Offset, int Side) LocalBox
    {
        get
        {
            var side = Math.Min((Layout.DrivenSide + 8 + 7) / 8 * 8, Layout.CropSize);
            var offset = Math.Clamp(Layout.DrivenX - (side - Layout.DrivenSide) / 2, 0, Layout.CropSize - side);
            return (offset, side);
        }
    }

    /// <summary>M over the crop, [1, 1, S, S], where the networks are. The model's own.</summary>
    internal Tensor DrivenMask { get; private set; }

    /// <summary>Moves the networks and what they need to a device. Not while something is drawn.</summary>
    internal void MoveTo(Device device)
    {
        Local.to(device);
        Blend.to(device);
        // One backend exchanges the parameter objects, and new ones belong to whatever scope is open.
        foreach (var parameter in Local.parameters().Concat(Blend.parameters())) parameter.DetachFromDisposeScope();
        var before = DrivenMask;
        DrivenMask = before.to(device, copy: true).DetachFromDisposeScope();
        before.Dispose();
    }

    /// <summary>Weights and layout by name, for a file. The tensors belong to the caller.</summary>
    public Dictionary<string, Tensor> ToTensors()
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, value) in Local.state_dict()) tensors[LocalPrefix + name] = value.detach().clone();
        foreach (var (name, value) in Blend.state_dict()) tensors[BlendPrefix + name] = value.detach().clone();
        float[] layout = [PictureSize, Options.LocalWidth, Options.BlendWidth, Options.FeatherPixels, DetailGain, Layout.CropSize, Layout.DrivenX, Layout.DrivenY, Layout.DrivenSide, Layout.HoleX, Layout.HoleY, Layout.HoleSide, .. WarpPoints];
        tensors[LayoutName] = tensor(layout);
        return tensors;
    }

    /// <summary>Reads a model back.</summary>
    /// <param name="tensors">What <see cref="ToTensors"/> gave; not kept.</param>
    /// <exception cref="WeightsFileException">A tensor is missing or has another shape.</exception>
    public static RenderingModel FromTensors(IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (!tensors.TryGetValue(LayoutName, out var packed) || packed.numel() < 12)
            throw new WeightsFileException("The rendering part of the portrait has no layout: the file is damaged or was written by another version. Train the portrait again.");
        var v = packed.data<float>().ToArray();
        var options = RenderingOptions.Draft with { LocalWidth = (int)v[1], BlendWidth = (int)v[2], FeatherPixels = v[3] };
        var layout = new MouthArea(0, 0, (int)v[5], (int)v[6], (int)v[7], (int)v[8], (int)v[9], (int)v[10], (int)v[11]);
        var model = new RenderingModel(options, (int)v[0], layout, [.. v[12..].Select(value => (int)value)]) { DetailGain = v[4] };
        try
        {
            Load(model.Local, tensors, LocalPrefix);
            Load(model.Blend, tensors, BlendPrefix);
        }
        catch
        {
            model.Dispose();
            throw;
        }
        model.PrepareForDriving();
        return model;
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        Local.Dispose();
        Blend.Dispose();
        DrivenMask.Dispose();
    }

    private static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string prefix)
    {
        using var scope = NewDisposeScope();
        using var unused = no_grad();
        foreach (var (name, own) in module.state_dict())
        {
            if (!tensors.TryGetValue(prefix + name, out var stored))
                throw new WeightsFileException($"The portrait lacks the tensor '{prefix + name}': the file is damaged or was written by another version. Train the portrait again.");
            if (!own.shape.SequenceEqual(stored.shape))
                throw new WeightsFileException($"The tensor '{prefix + name}' has the shape [{string.Join(", ", stored.shape)}] where [{string.Join(", ", own.shape)}] is needed. Train the portrait again.");
            own.copy_(stored);
        }
    }
}
