using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>The share of a light's irradiance that reaches each pixel past the head's own shadows, per colour channel; the light-aware part of F_shad (Eq. 10).</summary>
public sealed class VisibleShare
{
    // Less light than this is none.
    private const float Darkness = 1e-9f;

    private VisibleShare(int width, int height, float[] values)
    {
        Width = width;
        Height = height;
        Values = values;
    }

    /// <summary>Columns; the horizon map's.</summary>
    public int Width { get; }

    /// <summary>Rows; the horizon map's.</summary>
    public int Height { get; }

    /// <summary>Four values a pixel (red, green, blue, 1), 0..1; extended past the silhouette, so that enlarging it lets no light in. The array may be longer.</summary>
    internal float[] Values { get; private set; }

    /// <summary>Lets the values go to serve others; nobody may look at them afterwards.</summary>
    internal void Recycle()
    {
        ArrayPool<float>.Shared.Return(Values);
        Values = [];
    }

    /// <summary>Sums the light's clusters with and without the horizon.</summary>
    /// <param name="horizon">The portrait's horizon map.</param>
    /// <param name="light">The light, baked.</param>
    /// <param name="options">Strength and softness of shadows.</param>
    /// <param name="fill">The learned fill of broad shadows, which takes the place of <see cref="ShadowOptions.BroadStrength"/>; null for none.</param>
    public static VisibleShare Of(HorizonMap horizon, LightTable light, ShadowOptions options, OcclusionFill? fill = null)
    {
        ArgumentNullException.ThrowIfNull(horizon);
        ArgumentNullException.ThrowIfNull(light);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var count = horizon.Pixels.Length;
        var broad = new List<Lamp>();
        var sharp = new List<Lamp>();
        var clusters = light.Clusters;
        for (var k = 0; k < clusters.Directions.Length; k++)
            // A small light's shadow has an edge: the horizon is looked up in just its direction, one run of pixels a light.
            if (clusters.Strong[k]) sharp.Add(new Lamp(clusters.Directions[k], clusters.Fluxes[k], (sharp.Count, sharp.Count, 0f), options.Penumbra, options.SharpStrength));
            else broad.Add(new Lamp(clusters.Directions[k], clusters.Fluxes[k], HorizonMap.Bracket(clusters.Directions[k]), LightClusters.BroadPenumbra, fill is null ? options.BroadStrength : 1f));
        // Runs of foreground pixels: what arrives of the broad light in red, green and blue, what would without the horizon, and the same of the sharp light.
        var pool = ArrayPool<float>.Shared;
        var sums = pool.Rent(12 * count);
        AddUp(horizon, horizon.Elevations, CollectionsMarshal.AsSpan(broad), sums.AsSpan(0, 6 * count));
        var edges = pool.Rent(sharp.Count * count);
        for (var k = 0; k < sharp.Count; k++) horizon.Towards(sharp[k].Direction, edges.AsSpan(k * count, count));
        AddUp(horizon, edges, CollectionsMarshal.AsSpan(sharp), sums.AsSpan(6 * count, 6 * count));
        pool.Return(edges);

        var share = pool.Rent(3 * count);
        Share(sums.AsSpan(0, 3 * count), sums.AsSpan(3 * count, 3 * count), share);
        fill?.Apply(horizon, light, share);
        Join(share.AsSpan(0, 3 * count), sums);
        var values = pool.Rent(4 * horizon.Width * horizon.Height);
        Array.Clear(values);
        for (var i = 0; i < count; i++) Vector128.Create(share[i], share[count + i], share[2 * count + i], 1f).CopyTo(values, 4 * horizon.Pixels[i]);
        pool.Return(share);
        pool.Return(sums);
        Extend(values.AsSpan(0, 4 * horizon.Width * horizon.Height), horizon);
        return new VisibleShare(horizon.Width, horizon.Height, values);
    }

    /// <summary>What arrived of what would have, 0..1; 1 where there is no light.</summary>
    private static void Share(ReadOnlySpan<float> arrived, ReadOnlySpan<float> all, Span<float> share)
    {
        var i = 0;
        for (; i <= all.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var total = new Vector<float>(all[i..]);
            var part = Vector.Clamp(new Vector<float>(arrived[i..]) / total, Vector<float>.Zero, Vector<float>.One);
            Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(total), new Vector<float>(Darkness)), part, Vector<float>.One).CopyTo(share[i..]);
        }
        for (; i < all.Length; i++) share[i] = MathF.Abs(all[i]) > Darkness ? Math.Clamp(arrived[i] / all[i], 0f, 1f) : 1f;
    }

    /// <summary>The share of the broad light becomes that of all of it.</summary>
    /// <param name="share">Of the broad light; changed in place.</param>
    /// <param name="sums">Runs as long as the share: what arrived of the broad light, what would have, and the same of the sharp light.</param>
    private static void Join(Span<float> share, ReadOnlySpan<float> sums)
    {
        var (length, i) = (share.Length, 0);
        var broad = sums.Slice(length, length);
        var clear = sums.Slice(2 * length, length);
        var sharp = sums.Slice(3 * length, length);
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var all = new Vector<float>(broad[i..]);
            var total = all + new Vector<float>(sharp[i..]);
            var part = Vector.Clamp((new Vector<float>(share[i..]) * all + new Vector<float>(clear[i..])) / total, Vector<float>.Zero, Vector<float>.One);
            Vector.ConditionalSelect(Vector.GreaterThan(total, new Vector<float>(Darkness)), part, Vector<float>.One).CopyTo(share[i..]);
        }
        for (; i < length; i++)
        {
            var total = broad[i] + sharp[i];
            share[i] = total > Darkness ? Math.Clamp((share[i] * broad[i] + clear[i]) / total, 0f, 1f) : 1f;
        }
    }

    /// <summary>The three planes of a picture, bilinear.</summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    internal float[] Enlarged(int width, int height)
    {
        var plane = width * height;
        var result = new float[3 * plane];
        for (var y = 0; y < height; y++)
        {
            var v = Math.Clamp((y + 0.5f) * Height / height - 0.5f, 0f, Height - 1f);
            int top = (int)v, bottom = Math.Min(top + 1, Height - 1);
            for (var x = 0; x < width; x++)
            {
                var u = Math.Clamp((x + 0.5f) * Width / width - 0.5f, 0f, Width - 1f);
                int left = (int)u, right = Math.Min(left + 1, Width - 1);
                for (var c = 0; c < 3; c++)
                {
                    float At(int row, int column) => Values[4 * (row * Width + column) + c];
                    var above = At(top, left) + (u - left) * (At(top, right) - At(top, left));
                    var below = At(bottom, left) + (u - left) * (At(bottom, right) - At(bottom, left));
                    result[c * plane + y * width + x] = above + (v - top) * (below - above);
                }
            }
        }
        return result;
    }

    /// <summary>Sums some points of light over all pixels: a handful of pixels stays in registers while every point is added.</summary>
    private static void AddUp(HorizonMap horizon, float[] elevations, ReadOnlySpan<Lamp> lamps, Span<float> sums)
    {
        var count = horizon.Pixels.Length;
        var width = Vector<float>.Count;
        if (count < width)
        {
            for (var i = 0; i < count; i++) AddUp(horizon, elevations, lamps, sums, i);
            return;
        }
        // The last block may overlap the one before: what it writes there is the same.
        for (var block = 0; block < count; block += width) AddUpBlock(horizon, elevations, lamps, sums, Math.Min(block, count - width));
    }

    private static void AddUpBlock(HorizonMap horizon, float[] elevations, ReadOnlySpan<Lamp> lamps, Span<float> sums, int i)
    {
        var count = horizon.Pixels.Length;
        var (nx, ny, nz) = (new Vector<float>(horizon.Normals, i), new Vector<float>(horizon.Normals, count + i), new Vector<float>(horizon.Normals, 2 * count + i));
        Vector<float> red = default, green = default, blue = default, allRed = default, allGreen = default, allBlue = default;
        ref var edges = ref MemoryMarshal.GetArrayDataReference(elevations);
        foreach (ref readonly var lamp in lamps)
        {
            var cosine = Vector.Max(Vector<float>.Zero, nx * lamp.Direction.X + ny * lamp.Direction.Y + nz * lamp.Direction.Z);
            // Half of most lights stands behind what is seen.
            if (Vector.EqualsAll(cosine, Vector<float>.Zero)) continue;
            var low = Vector.LoadUnsafe(ref edges, (nuint)(lamp.First * count + i));
            var edge = low + lamp.Share * (Vector.LoadUnsafe(ref edges, (nuint)(lamp.Second * count + i)) - low);
            // Near the terminator a part of the light stands below the surface's own plane. The cosine takes that away already, and the horizon must not take it again.
            var own = Vector.Min(Vector<float>.One, cosine * lamp.Slope + new Vector<float>(0.5f));
            var clear = Vector.Min(own, Vector.Max(Vector<float>.Zero, (new Vector<float>(lamp.Elevation) - edge) * lamp.Slope + new Vector<float>(0.5f)));
            var visible = cosine * (Vector<float>.One - lamp.Strength * (Vector<float>.One - clear / own));
            red = Vector.MultiplyAddEstimate(visible, new Vector<float>(lamp.Flux.X), red);
            green = Vector.MultiplyAddEstimate(visible, new Vector<float>(lamp.Flux.Y), green);
            blue = Vector.MultiplyAddEstimate(visible, new Vector<float>(lamp.Flux.Z), blue);
            allRed = Vector.MultiplyAddEstimate(cosine, new Vector<float>(lamp.Flux.X), allRed);
            allGreen = Vector.MultiplyAddEstimate(cosine, new Vector<float>(lamp.Flux.Y), allGreen);
            allBlue = Vector.MultiplyAddEstimate(cosine, new Vector<float>(lamp.Flux.Z), allBlue);
        }
        red.CopyTo(sums[i..]);
        green.CopyTo(sums[(count + i)..]);
        blue.CopyTo(sums[(2 * count + i)..]);
        allRed.CopyTo(sums[(3 * count + i)..]);
        allGreen.CopyTo(sums[(4 * count + i)..]);
        allBlue.CopyTo(sums[(5 * count + i)..]);
    }

    private static void AddUp(HorizonMap horizon, float[] elevations, ReadOnlySpan<Lamp> lamps, Span<float> sums, int i)
    {
        var count = horizon.Pixels.Length;
        var normal = new Vector3(horizon.Normals[i], horizon.Normals[count + i], horizon.Normals[2 * count + i]);
        Vector3 arrived = default, all = default;
        foreach (ref readonly var lamp in lamps)
        {
            var cosine = MathF.Max(0f, Vector3.Dot(normal, lamp.Direction));
            var low = elevations[lamp.First * count + i];
            var edge = low + lamp.Share * (elevations[lamp.Second * count + i] - low);
            var own = MathF.Min(1f, cosine * lamp.Slope + 0.5f);
            var clear = Math.Clamp((lamp.Elevation - edge) * lamp.Slope + 0.5f, 0f, own);
            arrived += cosine * (1f - lamp.Strength * (1f - clear / own)) * lamp.Flux;
            all += cosine * lamp.Flux;
        }
        for (var c = 0; c < 3; c++) (sums[c * count + i], sums[(3 + c) * count + i]) = (arrived[c], all[c]);
    }

    /// <summary>A point of light with what its shadows need.</summary>
    private readonly struct Lamp
    {
        public Lamp(Vector3 direction, Vector3 flux, (int First, int Second, float Share) runs, float penumbra, float strength)
        {
            (Direction, Flux, Strength) = (direction, flux, strength);
            (First, Second, Share) = runs;
            Elevation = MathF.Asin(Math.Clamp(direction.Z, -1f, 1f));
            // A light beside the viewer sees what the viewer sees: its shadows are hidden behind what casts them, however soft they are.
            Slope = 1f / (2f * Math.Clamp(MathF.PI / 2f - Elevation, 0.01f, penumbra));
        }

        public Vector3 Direction { get; }

        public Vector3 Flux { get; }

        public float Strength { get; }

        public float Elevation { get; }

        public float Slope { get; }

        /// <summary>The runs of elevations around the light's direction, and the share of the second.</summary>
        public int First { get; }

        public int Second { get; }

        public float Share { get; }
    }

    private static void Extend(Span<float> values, HorizonMap horizon)
    {
        int width = horizon.Width, height = horizon.Height;
        var added = new List<int>();
        var front = new List<int>(horizon.Pixels);
        for (var round = 0; round < 3; round++)
        {
            added.Clear();
            foreach (var i in front)
            {
                int x = i % width, y = i / width;
                if (x > 0) Claim(values, i, i - 1);
                if (x + 1 < width) Claim(values, i, i + 1);
                if (y > 0) Claim(values, i, i - width);
                if (y + 1 < height) Claim(values, i, i + width);
            }
            (front, added) = (added, front);
        }
        for (var j = 3; j < values.Length; j += 4)
            if (values[j] == 0f) values.Slice(j - 3, 4).Fill(1f);

        void Claim(Span<float> all, int from, int to)
        {
            if (all[4 * to + 3] != 0f) return;
            all.Slice(4 * from, 4).CopyTo(all[(4 * to)..]);
            added.Add(to);
        }
    }
}
