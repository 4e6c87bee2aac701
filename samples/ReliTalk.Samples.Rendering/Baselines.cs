using System.Numerics;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Retrieval;
using ReliTalk.Rendering.Warping;

namespace ReliTalk.Samples.Rendering;

/// <summary>What a driven mouth must beat: mouths that use no speech, and the bent reference without a network.</summary>
internal sealed class Baselines
{
    private readonly FrameBank bank;
    private readonly MouthRetrieval byPose;
    private readonly MouthRetrieval byShape;
    private readonly RetrievalTrack track;
    private readonly DenseWarp rigid;
    private readonly DenseWarp dense;
    private readonly int frozen;

    public Baselines(FrameBank bank, IReadOnlyList<int> warpPoints)
    {
        this.bank = bank;
        byPose = bank.Retrieval(new RetrievalOptions { PixelsPerDegree = 1e4f });
        byShape = bank.Retrieval();
        track = byShape.Track();
        // Levels of no strength leave the affine part: a head-rigid warp.
        rigid = new DenseWarp(FaceMesh.RigidPoints.ToArray(), bank.Size, bank.CropSize, new DenseWarpOptions { Sigmas = [] });
        dense = new DenseWarp(warpPoints, bank.Size, bank.CropSize);
        frozen = Enumerable.Range(0, bank.Count).MinBy(i => FaceMesh.Aperture(bank[i].Mouth.Landmarks));
    }

    /// <summary>One closed mouth, moved with the head.</summary>
    public void Frozen(MouthState truth, byte[] pixels) => Paste(rigid, frozen, truth, pixels);

    /// <summary>The mouth of the training frame with the nearest head pose, moved with the head.</summary>
    public void NearestPose(MouthState truth, byte[] pixels) => Paste(rigid, byPose.Nearest(truth), truth, pixels);

    /// <summary>The training mouth nearest in lips and pose, bent to the landmarks; no network.</summary>
    public void BentReference(MouthState truth, byte[] pixels) => Paste(dense, track.Next(truth), truth, pixels);

    private void Paste(DenseWarp warp, int reference, MouthState truth, byte[] pixels)
    {
        var area = truth.Area;
        var size = area.CropSize;
        var planes = new float[3 * size * size];
        warp.Warp(bank[reference].Pixels.Span, bank[reference].Mouth.Landmarks, truth.Landmarks, area, planes);
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var (u, v) = (area.CropX + x, area.CropY + y);
                if (u < 0 || v < 0 || u >= bank.Size || v >= bank.Size) continue;
                for (var c = 0; c < 3; c++)
                    pixels[3 * (v * bank.Size + u) + c] = (byte)MathF.Round(255 * planes[(c * size + y) * size + x]);
            }
    }
}
