using System.Numerics;
using BenchmarkDotNet.Attributes;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Warping;

namespace ReliTalk.Benchmarks;

/// <summary>Bending a bank mouth to a wanted one: the field's weights once a frame, then the field and the picture once a reference.</summary>
[MemoryDiagnoser]
public class WarpBenchmarks
{
    private const int Points = 150;

    private DenseWarp _warp = null!;
    private byte[] _picture = null!;
    private MouthState _target = null!;
    private MouthState[] _references = null!;
    private float[] _planes = null!;
    private float[] _oval = null!;

    /// <summary>Side of the picture in pixels.</summary>
    [Params(256)]
    public int Size { get; set; }

    /// <summary>References that are fitted at once.</summary>
    [Params(1, 12)]
    public int References { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(1);
        var (driven, hole) = (Size * 80 / 256, Size * 120 / 256);
        var area = MouthArea.FromBoxes((Size - driven) / 2, (Size - driven) / 2, driven, (Size - hole) / 2, (Size - hole) / 2, hole);
        var crop = area.CropSize;
        _picture = new byte[3 * Size * Size];
        random.NextBytes(_picture);
        Vector3[] points = [.. Enumerable.Range(0, 478).Select(_ => new Vector3(area.HoleX + random.NextSingle() * hole, area.HoleY + random.NextSingle() * hole, 0))];
        _target = Mouth(_ => Vector3.Zero);
        _references = [.. Enumerable.Range(0, References).Select(_ => Mouth(_ => 2 * new Vector3(random.NextSingle(), random.NextSingle(), 0)))];
        _planes = new float[3 * crop * crop];
        _oval = [.. Enumerable.Range(0, crop * crop).Select(i => Vector2.Distance(new Vector2(i % crop, i / crop), new Vector2(crop / 2f)) < hole / 2f ? 1f : 0)];
        _warp = new DenseWarp([.. Enumerable.Range(0, Points)], Size, crop);
        _warp.Aim(_target, _references);

        MouthState Mouth(Func<Vector3, Vector3> move)
            => new([.. points.Select(point => point + move(point))], [Vector3.Zero], default, area, new float[3 * Size * Size], Size);
    }

    [Benchmark(Description = "fit the references to a wanted mouth")]
    public void Aim() => _warp.Aim(_target, _references);

    [Benchmark(Description = "read one reference", Baseline = true)]
    public void Read() => _warp.Read(0, _picture, _planes);

    [Benchmark(Description = "read the face's oval of one reference")]
    public void ReadOval() => _warp.Read(0, _picture, _planes, _oval);
}
