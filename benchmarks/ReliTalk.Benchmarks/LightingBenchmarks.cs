using BenchmarkDotNet.Attributes;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Visibility;

namespace ReliTalk.Benchmarks;

/// <summary>Light: the table of an environment once per light, and what one frame costs: its horizon map and its relighting (a sphere that fills the picture).</summary>
[MemoryDiagnoser]
public class LightingBenchmarks
{
    private const float Exponent = 12;

    private EnvironmentLight _light = null!;
    private LightTable _table = null!;
    private IntrinsicMaps _maps = null!;
    private IntrinsicMaps _shadowed = null!;

    [Params(256, 512)]
    public int Side { get; set; }

    [GlobalSetup]
    public async Task SetUp()
    {
        var path = MediaBenchmarks.Asset("studio.hdr");
        _light = new EnvironmentLight(EnvironmentMap.From(await HdrImage.ReadAsync(path), "studio.hdr"));
        _table = LightTable.Build(_light, Exponent);
        var count = Side * Side;
        float[] albedo = new float[3 * count], normals = new float[3 * count], specular = new float[count], matte = new float[count];
        for (var i = 0; i < count; i++)
        {
            float x = (i % Side + 0.5f) / Side * 2 - 1, y = 1 - (i / Side + 0.5f) / Side * 2, square = x * x + y * y;
            if (square >= 1) continue;
            (normals[i], normals[count + i], normals[2 * count + i]) = (x, y, MathF.Sqrt(1 - square));
            (albedo[i], albedo[count + i], albedo[2 * count + i]) = (0.48f, 0.29f, 0.21f);
            (specular[i], matte[i]) = (0.04f, 1);
        }
        _maps = new IntrinsicMaps(Side, Side, albedo, normals, specular, matte);
        _shadowed = new IntrinsicMaps(Side, Side, albedo, normals, specular, matte) { Horizon = Horizon() };
    }

    [Benchmark(Description = "light table of an environment")]
    public LightTable Table() => LightTable.Build(_light, Exponent);

    [Benchmark(Description = "horizon map of one frame")]
    public HorizonMap Horizon() => HorizonMap.Build(_maps.Normals, _maps.Matte, Side, Side);

    [Benchmark(Description = "relight one frame without shadows")]
    public Frame Relight() => Relighter.Relight(_maps, _table);

    [Benchmark(Description = "relight one frame with its own shadows")]
    public Frame Shadows() => Relighter.Relight(_shadowed, _table);
}
