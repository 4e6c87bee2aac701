using System.Numerics;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Visibility;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// The light of the source video, from skin pixels of known normals: robust least squares of I = A_skin (S_shad + C_spec S_spec) in the 27 coefficients of
/// radiance, with the specular sum inside the fit. The skin's mean albedo pins the scale (<see cref="SourceLightOptions.SkinAlbedo"/>).
/// Collect pixels of several frames with <see cref="Add(Vector3, Vector3, float)"/>, then call <see cref="Solve"/>. Not thread-safe.
/// </summary>
public sealed class SourceLightEstimator
{
    private const int FrontBack = 2, FrontBackSquared = 6;
    private const float TypicalNoise = 0.14f;

    // Differences between frames tell the orders apart by themselves: they need a tenth of the pull that differences between places need.
    private const double TurnedRidge = 0.1;
    private const int LeastPixels = 3;

    private readonly SourceLightOptions _options;
    private readonly SpecularBasis _specular;
    private readonly List<float> _rows = [];
    private readonly List<float> _specularRows = [];
    private readonly List<Vector3> _targets = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _patches = [];

    /// <summary>Creates an empty fit.</summary>
    /// <param name="options">Scale, specular part and robustness; null takes the defaults.</param>
    public SourceLightEstimator(SourceLightOptions? options = null)
    {
        _options = options ?? new SourceLightOptions();
        _options.Validate();
        _specular = SpecularBasis.Build(_options.Exponent);
    }

    /// <summary>Pixels collected so far.</summary>
    public int Count => _targets.Count;

    /// <summary>Adds one skin pixel.</summary>
    /// <param name="linear">Its linear RGB radiance, 0..1; leave out clipped pixels.</param>
    /// <param name="normal">Its unit normal, camera axes.</param>
    /// <param name="weight">Trust, 0..1.</param>
    public void Add(Vector3 linear, Vector3 normal, float weight) => Add(linear, normal, weight, [], -1);

    // hidden: what shadows take from each of the nine functions at this pixel; empty for none.
    private void Add(Vector3 linear, Vector3 normal, float weight, ReadOnlySpan<float> hidden, int patch)
    {
        if (!(weight > 0f)) return;
        Span<float> basis = stackalloc float[9];
        Span<float> specular = stackalloc float[9];
        SphericalHarmonics.Evaluate(normal, basis);
        _specular.Evaluate(normal, specular);
        for (var k = 0; k < 9; k++)
        {
            var diffuse = SphericalHarmonics.LambertFactors[k] / MathF.PI * basis[k];
            if (!hidden.IsEmpty) diffuse -= hidden[k];
            _rows.Add(diffuse);
            _specularRows.Add(_options.SpecularWeight * specular[k]);
        }
        _targets.Add(linear / _options.SkinAlbedo);
        // Towards the rim normals are least certain, and light that entered elsewhere and reflections count most.
        _weights.Add(weight * Math.Clamp(normal.Z, 0.02f, 1f));
        _patches.Add(patch);
    }

    /// <summary>Adds the skin pixels of a picture.</summary>
    /// <param name="linear">Three planes of linear RGB.</param>
    /// <param name="normals">Three planes of unit normals.</param>
    /// <param name="skin">One plane, trust that a pixel is bare skin, 0..1; pixels below 0.5 are left out.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="horizon">The head's own shadows, or null to fit without them.</param>
    /// <param name="step">Only every n-th pixel is taken; with patches all are.</param>
    /// <param name="patches">
    /// Which patch of skin each pixel shows, one plane, -1 where unknown, the same in every picture that is added; null for none. Each patch counts as one
    /// observation a picture, and what stays the same over pictures counts as albedo.
    /// </param>
    public void Add(ReadOnlySpan<float> linear, ReadOnlySpan<float> normals, ReadOnlySpan<float> skin, int width, HorizonMap? horizon = null, int step = 3, int[]? patches = null)
    {
        var plane = skin.Length;
        if (width < 1 || plane % width != 0) throw new ArgumentException("The width must divide the plane.", nameof(width));
        var (hidden, place, factor) = horizon is null ? ([], [], 1) : Shadows(horizon, width);
        Span<float> taken = stackalloc float[9];
        if (linear.Length != 3 * plane || normals.Length != 3 * plane) throw new ArgumentException("Picture, normals and skin must have one size.");
        if (patches is not null && patches.Length != plane) throw new ArgumentException("The patches must have the picture's size.", nameof(patches));
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        var first = Count;
        if (patches is not null) step = 1;
        for (var i = 0; i < plane; i += step)
        {
            if (skin[i] < 0.5f) continue;
            var normal = new Vector3(normals[i], normals[plane + i], normals[2 * plane + i]);
            if (normal.LengthSquared() < 0.25f) continue;
            var value = new Vector3(linear[i], linear[plane + i], linear[2 * plane + i]);
            // A clipped pixel says only "at least"; it would darken the light.
            if (MathF.Max(value.X, MathF.Max(value.Y, value.Z)) > 0.98f) continue;
            var patch = patches is null ? -1 : patches[i];
            if (patches is not null && patch < 0) continue;
            if (horizon is null)
            {
                Add(value, normal, skin[i], [], patch);
                continue;
            }
            var at = place[Math.Min(i / width / factor, horizon.Height - 1) * horizon.Width + Math.Min(i % width / factor, horizon.Width - 1)];
            if (at < 0) continue;
            for (var k = 0; k < 9; k++) taken[k] = hidden[k * horizon.Pixels.Length + at];
            Add(value, normal, skin[i], taken, patch);
        }
        if (patches is not null) Gather(first);
    }

    /// <summary>Solves for the light.</summary>
    /// <returns>9 x 3 coefficients of radiance.</returns>
    /// <exception cref="FaceNotFoundException">Fewer than 200 skin pixels were added.</exception>
    public RadianceCoefficients Solve()
    {
        if (Count < 200) throw new FaceNotFoundException($"Only {Count} skin pixels with normals were found; at least 200 are needed to estimate the light. Check the face masks.");
        var trust = _weights.ToArray();
        var values = new float[27];
        var residuals = new float[Count];
        // How much the assumptions may outweigh the pixels: exact pixels need none.
        var noise = 1f;
        var patches = _patches.ToArray();
        PatchEffect? effect = null;
        for (var round = 0; round < _options.Rounds; round++)
        {
            for (var channel = 0; channel < 3; channel++) Fit(trust, channel, noise, effect, values);
            var scale = Reweight(values, residuals, trust);
            effect = PatchEffect.Measure(patches, residuals);
            noise = (effect?.Within ?? scale) / TypicalNoise;
        }
        return new RadianceCoefficients(values);
    }

    private (float[] Hidden, int[] Place, int Factor) Shadows(HorizonMap horizon, int width)
    {
        var place = new int[horizon.Width * horizon.Height];
        Array.Fill(place, -1);
        for (var k = 0; k < horizon.Pixels.Length; k++) place[horizon.Pixels[k]] = k;
        return (HiddenBasis.Of(horizon, _options.ShadowStrength), place, Math.Max(1, width / horizon.Width));
    }

    // The pixels of one picture that show the same patch become one observation: their mean has less noise, and patches count alike however large they appear.
    private void Gather(int first)
    {
        var members = new Dictionary<int, List<int>>();
        for (var i = first; i < Count; i++)
        {
            if (!members.TryGetValue(_patches[i], out var list)) members[_patches[i]] = list = [];
            list.Add(i);
        }
        var (rows, specular, targets, weights, patches) = (new List<float>(), new List<float>(), new List<Vector3>(), new List<float>(), new List<int>());
        foreach (var (patch, list) in members)
        {
            // One or two pixels at an edge are more of their neighbours than of the patch.
            if (list.Count < LeastPixels) continue;
            for (var a = 0; a < 9; a++)
            {
                rows.Add(list.Average(i => _rows[9 * i + a]));
                specular.Add(list.Average(i => _specularRows[9 * i + a]));
            }
            targets.Add(list.Aggregate(Vector3.Zero, (sum, i) => sum + _targets[i]) / list.Count);
            weights.Add(list.Average(i => _weights[i]));
            patches.Add(patch);
        }
        Replace(_rows, 9 * first, rows);
        Replace(_specularRows, 9 * first, specular);
        Replace(_targets, first, targets);
        Replace(_weights, first, weights);
        Replace(_patches, first, patches);

        static void Replace<T>(List<T> all, int from, List<T> with)
        {
            all.RemoveRange(from, all.Count - from);
            all.AddRange(with);
        }
    }

    private void Fit(float[] trust, int channel, float noise, PatchEffect? effect, float[] values)
    {
        Span<double> matrix = stackalloc double[81];
        Span<double> right = stackalloc double[9];
        matrix.Clear();
        right.Clear();
        double gloss = Gloss(channel);
        var rows = new double[9 * trust.Length];
        var targets = new double[trust.Length];
        for (var i = 0; i < trust.Length; i++)
        {
            targets[i] = channel switch { 0 => _targets[i].X, 1 => _targets[i].Y, _ => _targets[i].Z };
            for (var a = 0; a < 9; a++) rows[9 * i + a] = _rows[9 * i + a] + gloss * _specularRows[9 * i + a];
        }
        effect?.Remove(rows, targets, trust);
        double total = 0;
        for (var i = 0; i < trust.Length; i++)
        {
            double weight = trust[i];
            total += weight;
            var row = rows.AsSpan(9 * i, 9);
            for (var a = 0; a < 9; a++)
            {
                var scaled = weight * row[a];
                right[a] += scaled * targets[i];
                for (var b = 0; b <= a; b++) matrix[9 * a + b] += scaled * row[b];
            }
        }
        var ridge = effect is null ? _options.Ridge : TurnedRidge * noise * noise * _options.Ridge;
        for (var a = 1; a < 9; a++)
        {
            var l = SphericalHarmonics.OrderOf(a);
            matrix[9 * a + a] += ridge * total * l * l;
            if (a is not (FrontBack or FrontBackSquared)) continue;
            // Relative to the constant coefficient of the round before.
            var hold = total * noise * noise * (a == FrontBack ? _options.FrontalHold : 2f * _options.FrontalHold);
            matrix[9 * a + a] += hold;
            right[a] += hold * (a == FrontBack ? 0.3 : 0.1) * Math.Max(0f, values[channel]);
        }
        matrix[0] += 1e-9 * total;
        SolveSymmetric(matrix, right);
        for (var a = 0; a < 9; a++) values[3 * a + channel] = (float)right[a];
    }

    // An untinted highlight counts the more in a channel, the darker the skin is there.
    private float Gloss(int channel)
    {
        var own = channel switch { 0 => _options.SkinAlbedo.X, 1 => _options.SkinAlbedo.Y, _ => _options.SkinAlbedo.Z };
        return _options.SpecularTint + (1f - _options.SpecularTint) * _options.SpecularReference / own;
    }

    /// <returns>Robust standard deviation of the relative error.</returns>
    private float Reweight(float[] values, float[] residuals, float[] trust)
    {
        var gloss = new Vector3(Gloss(0), Gloss(1), Gloss(2));
        for (var i = 0; i < residuals.Length; i++)
        {
            var predicted = Vector3.Zero;
            for (var k = 0; k < 9; k++) predicted += (new Vector3(_rows[9 * i + k]) + gloss * _specularRows[9 * i + k]) * new Vector3(values[3 * k], values[3 * k + 1], values[3 * k + 2]);
            // Relative, so that bright and dark skin count alike.
            var floor = 0.05f;
            residuals[i] = LightSamples.Luminance(_targets[i] - predicted) / MathF.Max(LightSamples.Luminance(predicted), floor);
        }
        var sorted = Array.ConvertAll(residuals, MathF.Abs);
        Array.Sort(sorted);
        var scale = MathF.Max(1.4826f * sorted[sorted.Length / 2], 0.02f);
        for (var i = 0; i < residuals.Length; i++)
        {
            // Tukey's biweight: far outliers (brows, lips, cast shadows) drop out altogether.
            var t = residuals[i] / (4.685f * scale);
            trust[i] = MathF.Abs(t) >= 1f ? 0f : _weights[i] * (1f - t * t) * (1f - t * t);
        }
        return scale;
    }

    private static void SolveSymmetric(Span<double> matrix, Span<double> right)
    {
        for (var j = 0; j < 9; j++)
        {
            for (var k = 0; k < j; k++)
            for (var i = j; i < 9; i++)
                matrix[9 * i + j] -= matrix[9 * i + k] * matrix[9 * j + k];
            var root = Math.Sqrt(Math.Max(matrix[9 * j + j], 1e-12));
            for (var i = j; i < 9; i++) matrix[9 * i + j] /= root;
        }
        for (var i = 0; i < 9; i++)
        {
            for (var k = 0; k < i; k++) right[i] -= matrix[9 * i + k] * right[k];
            right[i] /= matrix[9 * i + i];
        }
        for (var i = 8; i >= 0; i--)
        {
            for (var k = i + 1; k < 9; k++) right[i] -= matrix[9 * k + i] * right[k];
            right[i] /= matrix[9 * i + i];
        }
    }
}
