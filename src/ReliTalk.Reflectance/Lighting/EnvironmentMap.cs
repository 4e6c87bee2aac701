using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// Radiance from every direction as a latitude-longitude picture, twice as wide as high, linear RGB; axes as in <see cref="LatitudeLongitude"/>.
/// Immutable and safe to share between threads. At most <see cref="MaximumWidth"/> columns are kept; wider pictures are averaged down.
/// </summary>
public sealed class EnvironmentMap
{
    /// <summary>Columns that are kept at most: finer detail changes neither a face's light nor its backdrop.</summary>
    public const int MaximumWidth = 2048;

    /// <summary>Radiance above which a texel is limited, so that no sum overflows.</summary>
    public const float MaximumRadiance = 1e12f;

    private const int LeastRows = 16;

    private readonly float[] _pixels;

    private EnvironmentMap(string name, int width, int height, float[] pixels)
    {
        Name = name;
        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>The file or a description of the origin, for messages.</summary>
    public string Name { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows: half of <see cref="Width"/>.</summary>
    public int Height { get; }

    /// <summary>Row-major RGB triples from the top left, linear radiance, 0 or more.</summary>
    public ReadOnlySpan<float> Pixels => _pixels;

    /// <summary>Takes a picture of radiance.</summary>
    /// <param name="image">Linear RGB, twice as wide as high.</param>
    /// <param name="name">File name for messages.</param>
    /// <exception cref="MediaException">The picture is not 2:1, or a texel is not a number.</exception>
    public static EnvironmentMap From(HdrImage image, string name)
    {
        ArgumentNullException.ThrowIfNull(image);
        return From(image.Width, image.Height, image.Pixels, name);
    }

    /// <summary>Takes radiance from an array.</summary>
    /// <param name="width">Columns, twice <paramref name="height"/>.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Row-major RGB triples, linear. Negative values (filter undershoot) become 0, values beyond <see cref="MaximumRadiance"/> are limited.</param>
    /// <param name="name">File name for messages.</param>
    /// <exception cref="MediaException">The picture is not 2:1, or a texel is not a number.</exception>
    public static EnvironmentMap From(int width, int height, ReadOnlySpan<float> pixels, string name)
    {
        if (width < 2 || height < 1 || width != 2 * height)
            throw new MediaException($"'{name}' is {width}x{height}; an environment map is a latitude-longitude picture, twice as wide as high. Convert or crop it to 2:1.");
        if (pixels.Length != (long)width * height * 3) throw new ArgumentException("The array must hold width x height x 3 values.", nameof(pixels));
        var step = 1;
        while (width / step > MaximumWidth && height % (step * 2) == 0) step *= 2;
        if (width / step > MaximumWidth)
            throw new LimitsExceededException($"'{name}' is {width}x{height} and cannot be halved down to {MaximumWidth} columns evenly; scale it to {MaximumWidth}x{MaximumWidth / 2} first.");
        int columns = width / step, rows = height / step;
        var kept = new float[columns * rows * 3];
        var share = 1f / (step * step);
        for (var y = 0; y < height; y++)
        {
            var source = pixels.Slice(y * width * 3, width * 3);
            var target = kept.AsSpan(y / step * columns * 3, columns * 3);
            for (var x = 0; x < width; x++)
            for (var c = 0; c < 3; c++)
            {
                var value = source[3 * x + c];
                if (float.IsNaN(value)) throw new MediaException($"'{name}' holds a value that is not a number at column {x}, row {y}; the file is damaged or was written wrongly.");
                target[x / step * 3 + c] += share * Math.Clamp(value, 0f, MaximumRadiance);
            }
        }
        // A texel stands for its middle in every sum; where a few texels make the sphere, each is divided until that is accurate.
        return rows >= LeastRows ? new EnvironmentMap(name, columns, rows, kept) : Divided(name, columns, rows, kept);
    }

    private static EnvironmentMap Divided(string name, int width, int height, float[] pixels)
    {
        var factor = (LeastRows + height - 1) / height;
        var divided = new float[pixels.Length * factor * factor];
        for (var i = 0; i < divided.Length / 3; i++)
        {
            int x = i % (width * factor) / factor, y = i / (width * factor) / factor;
            pixels.AsSpan(3 * (y * width + x), 3).CopyTo(divided.AsSpan(3 * i));
        }
        return new EnvironmentMap(name, width * factor, height * factor, divided);
    }

    /// <summary>Radiance of one texel.</summary>
    public Vector3 this[int x, int y]
    {
        get
        {
            var i = (y * Width + x) * 3;
            return new Vector3(_pixels[i], _pixels[i + 1], _pixels[i + 2]);
        }
    }

    /// <summary>Radiance from a direction, bilinear.</summary>
    /// <param name="direction">Unit vector TO the light, camera axes.</param>
    public Vector3 Radiance(Vector3 direction)
    {
        var uv = LatitudeLongitude.Coordinates(direction);
        float x = uv.X * Width - 0.5f, y = Math.Clamp(uv.Y * Height - 0.5f, 0f, Height - 1f);
        var x0 = (int)MathF.Floor(x);
        var y0 = (int)y;
        float fx = x - x0, fy = y - y0;
        int left = (x0 % Width + Width) % Width, right = (left + 1) % Width, below = Math.Min(y0 + 1, Height - 1);
        return Vector3.Lerp(
            Vector3.Lerp(this[left, y0], this[right, y0], fx),
            Vector3.Lerp(this[left, below], this[right, below], fx), fy);
    }

    /// <summary>Projects radiance onto the nine spherical harmonics, texel by texel with exact solid angles.</summary>
    public RadianceCoefficients Project()
    {
        Span<double> sums = stackalloc double[27];
        sums.Clear();
        Span<float> basis = stackalloc float[9];
        for (var y = 0; y < Height; y++)
        {
            var solidAngle = LatitudeLongitude.SolidAngle(y, Width, Height);
            for (var x = 0; x < Width; x++)
            {
                SphericalHarmonics.Evaluate(LatitudeLongitude.Direction((x + 0.5f) / Width, (y + 0.5f) / Height), basis);
                var flux = this[x, y] * solidAngle;
                for (var k = 0; k < 9; k++)
                {
                    sums[3 * k] += (double)basis[k] * flux.X;
                    sums[3 * k + 1] += (double)basis[k] * flux.Y;
                    sums[3 * k + 2] += (double)basis[k] * flux.Z;
                }
            }
        }
        var values = new float[27];
        for (var i = 0; i < 27; i++) values[i] = (float)sums[i];
        return new RadianceCoefficients(values);
    }

    /// <summary>
    /// The map as points: one a cell of a coarse grid, each at the luminance-weighted mean direction of its texels, so that a small sun keeps its place.
    /// </summary>
    /// <param name="rows">Rows of the coarse grid, at least 1; twice as many columns.</param>
    public LightSamples Sample(int rows = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        rows = Math.Min(rows, Height);
        var columns = 2 * rows;
        var directions = new Vector3[rows * columns];
        var fluxes = new Vector3[rows * columns];
        for (var y = 0; y < Height; y++)
        {
            var solidAngle = LatitudeLongitude.SolidAngle(y, Width, Height);
            var row = (int)((long)y * rows / Height);
            for (var x = 0; x < Width; x++)
            {
                var cell = row * columns + (int)((long)x * columns / Width);
                var flux = this[x, y] * solidAngle;
                fluxes[cell] += flux;
                directions[cell] += (LightSamples.Luminance(flux) + 1e-12f * solidAngle) * LatitudeLongitude.Direction((x + 0.5f) / Width, (y + 0.5f) / Height);
            }
        }
        for (var i = 0; i < directions.Length; i++)
            if (directions[i].Length() < 1e-20f) directions[i] = LatitudeLongitude.Direction((i % columns + 0.5f) / columns, (i / columns + 0.5f) / rows);
            else directions[i] /= directions[i].Length();
        return new LightSamples(directions, fluxes);
    }

    /// <summary>A small copy, blurred on the sphere by a Gaussian.</summary>
    /// <param name="radians">Standard deviation, above 0.</param>
    public EnvironmentMap Blurred(float radians)
    {
        if (!(radians > 0f)) throw new ArgumentOutOfRangeException(nameof(radians), radians, "The blur must be above 0 radians.");
        // Two cells a standard deviation carry a Gaussian; each cell is an exact average of its texels.
        var rows = Math.Clamp((int)MathF.Ceiling(2f * MathF.PI / radians), 4, Math.Min(256, Height));
        var columns = 2 * rows;
        var cells = Sample(rows);
        rows = Math.Min(rows, Height);
        var reach = (int)MathF.Ceiling(3f * radians / MathF.PI * rows);
        var pixels = new float[rows * columns * 3];
        for (var y = 0; y < rows; y++)
        {
            // Towards the poles a circle covers ever more columns.
            var sine = MathF.Sin((y + 0.5f) / rows * MathF.PI);
            var wide = Math.Min(columns / 2, (int)MathF.Ceiling(reach / MathF.Max(sine, 1e-3f)));
            for (var x = 0; x < columns; x++)
            {
                var centre = LatitudeLongitude.Direction((x + 0.5f) / columns, (y + 0.5f) / rows);
                var sum = Vector3.Zero;
                var total = 0f;
                for (var v = Math.Max(0, y - reach); v <= Math.Min(rows - 1, y + reach); v++)
                {
                    var solidAngle = LatitudeLongitude.SolidAngle(v, columns, rows);
                    for (var k = -wide; k < Math.Min(wide, columns - wide - 1) + 1; k++)
                    {
                        var u = ((x + k) % columns + columns) % columns;
                        var direction = LatitudeLongitude.Direction((u + 0.5f) / columns, (v + 0.5f) / rows);
                        var weight = MathF.Exp((Vector3.Dot(centre, direction) - 1f) / (radians * radians));
                        total += weight * solidAngle;
                        sum += weight * cells.Flux(v * columns + u);
                    }
                }
                sum /= total;
                var i = (y * columns + x) * 3;
                (pixels[i], pixels[i + 1], pixels[i + 2]) = (sum.X, sum.Y, sum.Z);
            }
        }
        return new EnvironmentMap(Name, columns, rows, pixels);
    }
}
