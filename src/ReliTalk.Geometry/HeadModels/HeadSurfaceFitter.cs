using System.Numerics;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Puts a finer head with identity and expression modes in the place of a fit's surface. Identity is fitted to the subject's
/// landmarks at rest (features point to point, cheeks and forehead free to slide), each frame's expression to that frame's landmarks, and
/// the modes are then regressed on psi and theta, so that expression, jaw, poses and landmarks of the fit keep their meaning.
/// </summary>
public static class HeadSurfaceFitter
{
    private const int Rounds = 10;

    /// <summary>Fits a finer head.</summary>
    /// <param name="fit">A fit of the default head.</param>
    /// <param name="model">The finer head, with identity and expression modes and landmarks.</param>
    /// <returns>A fit with the same psi, theta, poses and landmarks, and the finer surface.</returns>
    /// <exception cref="ArgumentException">The head has no modes or too few landmarks.</exception>
    public static HeadFit Fit(HeadFit fit, IHeadModel model)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(model);
        if (model.ShapeCount == 0 || model.ExpressionCount == 0)
            throw new ArgumentException($"The head '{model.Name}' has no modes of its own to be fitted with. Give an ICT-FaceKit or FLAME head.", nameof(model));
        if (model.Landmarks.Count < 20)
            throw new ArgumentException($"The head '{model.Name}' names {model.Landmarks.Count} landmarks, too few to be fitted. For FLAME give its landmark embedding too.", nameof(model));
        var work = new Registration(model, fit.UnposedLandmarks(RestExpression(fit), Vector3.Zero));
        work.FitRest(Rounds);
        var frames = Enumerable.Range(0, fit.FrameCount).ToArray();
        var amounts = new double[fit.FrameCount][];
        Parallel.ForEach(frames, t => amounts[t] = work.FitExpression(fit.UnposedLandmarks(
            // A head without a mode for the open jaw leaves that to theta.
            fit.ExpressionOf(t), model.JawOpenMode < 0 ? Vector3.Zero : fit.JawPoseOf(t))));
        return Join(fit, model, work, amounts);
    }

    /// <summary>Mean psi of the quarter of frames with the smallest gap between the lips: the finer head's neutral face has its lips closed.</summary>
    private static float[] RestExpression(HeadFit fit)
    {
        var gaps = new float[fit.FrameCount];
        for (var t = 0; t < gaps.Length; t++)
        {
            var points = fit.UnposedLandmarks(fit.ExpressionOf(t), fit.JawPoseOf(t));
            gaps[t] = points[FaceLandmarks.UpperLipInner].Y - points[FaceLandmarks.LowerLipInner].Y;
        }
        var rest = Enumerable.Range(0, gaps.Length).OrderBy(t => gaps[t]).Take(Math.Max(1, gaps.Length / 4)).ToArray();
        var mean = new float[fit.ExpressionCount];
        foreach (var t in rest)
            for (var k = 0; k < mean.Length; k++)
                mean[k] += fit.ExpressionOf(t)[k] / rest.Length;
        return mean;
    }

    /// <summary>Regresses the modes' amounts on psi: what theta turns already is taken off the jaw's own mode first.</summary>
    private static HeadFit Join(HeadFit fit, IHeadModel model, Registration work, double[][] amounts)
    {
        var count = fit.FrameCount;
        var components = fit.ExpressionCount;
        var modes = work.ExpressionModes.Length;
        var jaw = model.JawOpenMode;
        for (var t = 0; t < count && jaw >= 0; t++) amounts[t][jaw] -= fit.JawPoseOf(t).X / model.JawOpenAngle;
        var mean = new double[modes];
        for (var t = 0; t < count; t++)
            for (var m = 0; m < modes; m++)
                mean[m] += amounts[t][m] / count;

        var map = new float[components][];
        for (var k = 0; k < components; k++) map[k] = new float[modes];
        for (var m = 0; m < modes; m++)
        {
            var equations = new NormalEquations(components);
            for (var t = 0; t < count; t++) equations.Add(fit.ExpressionOf(t), amounts[t][m] - mean[m], 1);
            // A little ridge in proportion to the data: a component that hardly varies must not explain a mode.
            for (var k = 0; k < components; k++) equations.Hold(k, 0, 1e-3 * count);
            var solved = equations.Solve();
            for (var k = 0; k < components; k++) map[k][m] = (float)solved[k];
        }

        var neutral = new Vector3[model.VertexCount];
        model.Evaluate(work.Identity, Array.ConvertAll(mean, value => (float)value), Vector3.Zero, neutral);
        for (var i = 0; i < neutral.Length; i++) neutral[i] = work.Home.Apply(neutral[i]);
        var turn = Matrix4x4.CreateFromQuaternion(work.Home.Rotation) * Matrix4x4.CreateScale(work.Home.Scale);
        var basis = new Vector3[components][];
        for (var k = 0; k < components; k++)
        {
            basis[k] = new Vector3[model.VertexCount];
            IctHeadModel.AddModes(work.ExpressionModes, map[k], basis[k]);
            for (var i = 0; i < basis[k].Length; i++) basis[k][i] = Vector3.Transform(basis[k][i], turn);
        }
        return fit.WithSurface(model.Name, new LinearPoints(neutral, basis, [.. model.JawWeights], Correctives(model, turn)), [.. model.Triangles], [.. model.TriangleParts]);
    }

    /// <summary>The jaw's pose correctives in the fit's head space. The two spaces are all but parallel, so the jaw's turn means the same in both.</summary>
    private static Vector3[][]? Correctives(IHeadModel model, Matrix4x4 turn)
        => model.JawCorrectives.Count == 0 ? null : [.. model.JawCorrectives.Select(field => field.Select(motion => Vector3.Transform(motion, turn)).ToArray())];

    /// <summary>The state of one registration: identity, expression at rest, similarity and the landmarks' places on the surface.</summary>
    private sealed class Registration
    {
        private const float IdentityHold = 0.6f;
        private const float ExpressionHold = 0.3f;
        private const float RestHold = 10f;
        private const float DepthTrust = 0.3f;
        private const float Slide = 0.05f;

        // Modes beyond these hardly show in some hundred landmarks.
        private const int MostShapes = 100;
        private const int MostExpressions = 60;

        private readonly IHeadModel _model;
        private readonly int[] _triangles;
        private readonly Vector3[] _landmarks;
        private readonly float[] _weights;
        private readonly bool[] _slides;
        private readonly SurfacePoint[] _places;
        private readonly Vector3[][] _identityModes;
        private readonly List<int>[] _trianglesOf;
        private readonly Vector3[] _vertices;
        private readonly Vector3[] _normals;
        private Vector3[][] _expressionRows = [];

        public Registration(IHeadModel model, Vector3[] landmarks)
        {
            _model = model;
            _triangles = [.. model.Triangles];
            _landmarks = Targets(landmarks);
            _weights = Weights();
            // The mesh points may slide over the surface; the landmarks that both have lie where the model says, but for the outline.
            _slides = [.. Enumerable.Repeat(true, FaceLandmarks.MeshCount), .. model.Landmarks.Select(landmark => landmark.Slides)];
            _places = new SurfacePoint[_landmarks.Length];
            _identityModes = ModesOf(model, Math.Min(MostShapes, model.ShapeCount), true);
            ExpressionModes = ModesOf(model, Math.Min(MostExpressions, model.ExpressionCount), false);
            _vertices = new Vector3[model.VertexCount];
            _normals = new Vector3[model.VertexCount];
            Identity = new float[_identityModes.Length];
            RestAmounts = new double[ExpressionModes.Length];
            _trianglesOf = new List<int>[model.VertexCount];
            for (var i = 0; i < _trianglesOf.Length; i++) _trianglesOf[i] = [];
            for (var t = 0; t < model.TriangleParts.Count; t++)
            {
                if (model.TriangleParts[t] is not (HeadPart.Face or HeadPart.Skull)) continue;
                for (var k = 0; k < 3; k++) _trianglesOf[_triangles[3 * t + k]].Add(t);
            }
        }

        /// <summary>What each expression coefficient moves.</summary>
        public Vector3[][] ExpressionModes { get; }

        public float[] Identity { get; private set; }

        public double[] RestAmounts { get; private set; }

        /// <summary>The finer head's space to the fit's head space.</summary>
        public SimilarityFit Home { get; private set; }

        public void FitRest(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                Update();
                if (round == 0) AlignByFeatures();
                PlaceLandmarks(featuresOnly: round < 2);
                Align();
                var targets = ToModelSpace(_landmarks);
                Identity = Array.ConvertAll(SolveModes(_identityModes, targets, IdentityHold, null), value => (float)value);
                Update();
                RestAmounts = SolveModes(ExpressionModes, targets, RestHold, RestAmounts);
            }
            Update();
            PlaceLandmarks(featuresOnly: false);
            Align();
            _expressionRows = [.. ExpressionModes.Select(mode => _places.Select(place => place.Of(mode)).ToArray())];
        }

        /// <summary>Amounts of the expression modes, in the model's range, that move the landmarks at rest as the given ones moved.</summary>
        public double[] FitExpression(Vector3[] landmarks)
        {
            landmarks = Targets(landmarks);
            var equations = new NormalEquations(ExpressionModes.Length);
            var row = new float[ExpressionModes.Length];
            var turn = Matrix4x4.CreateFromQuaternion(Quaternion.Conjugate(Home.Rotation)) * Matrix4x4.CreateScale(1 / Home.Scale);
            for (var i = 0; i < landmarks.Length; i++)
            {
                var moved = Vector3.Transform(landmarks[i] - _landmarks[i], turn);
                for (var axis = 0; axis < 3; axis++)
                {
                    double before = 0;
                    for (var m = 0; m < row.Length; m++)
                    {
                        row[m] = _expressionRows[m][i][axis];
                        before += row[m] * RestAmounts[m];
                    }
                    equations.Add(row, before + moved[axis], _weights[i] * (axis == 2 ? DepthTrust : 1));
                }
            }
            for (var m = 0; m < row.Length; m++) equations.Hold(m, RestAmounts[m], ExpressionHold);
            return equations.SolveBounded(_model.ExpressionRange.Low, _model.ExpressionRange.High);
        }

        private void Update()
        {
            _model.Evaluate(Identity, Array.ConvertAll(RestAmounts, value => (float)value), Vector3.Zero, _vertices);
            VertexNormals.Compute(_vertices, _triangles, _normals);
        }

        private void AlignByFeatures()
        {
            var features = Enumerable.Range(FaceLandmarks.MeshCount, _model.Landmarks.Count).Where(i => !_slides[i]).ToArray();
            Vector3[] source = [.. features.Select(i => _model.Landmarks[i - FaceLandmarks.MeshCount].Surface.Of(_vertices))];
            Home = SimilarityFit.Solve(source, [.. features.Select(i => _landmarks[i])], [.. features.Select(_ => 1f)]);
        }

        private void Align()
        {
            var source = _places.Select(place => place.Of(_vertices)).ToArray();
            Home = SimilarityFit.Solve(source, _landmarks, _weights);
        }

        private Vector3[] ToModelSpace(Vector3[] landmarks)
        {
            var back = Quaternion.Conjugate(Home.Rotation);
            return [.. landmarks.Select(point => Vector3.Transform(point - Home.Translation, back) / Home.Scale)];
        }

        private void PlaceLandmarks(bool featuresOnly)
        {
            var targets = ToModelSpace(_landmarks);
            for (var i = 0; i < targets.Length; i++)
            {
                if (!_slides[i]) _places[i] = _model.Landmarks[i - FaceLandmarks.MeshCount].Surface;
                else _places[i] = Nearest(targets[i]);
                if (featuresOnly && _slides[i]) _weights[i] = 0;
            }
            if (!featuresOnly) Weights().CopyTo(_weights, 0);
        }

        private SurfacePoint Nearest(Vector3 point)
        {
            var best = -1;
            var distance = float.MaxValue;
            for (var v = 0; v < _trianglesOf.Length; v++)
            {
                if (_trianglesOf[v].Count == 0) continue;
                var d = Vector3.DistanceSquared(_vertices[v], point);
                if (d >= distance) continue;
                distance = d;
                best = v;
            }
            var place = SurfacePoint.AtVertex(best);
            foreach (var t in _trianglesOf[best])
            {
                var candidate = SurfacePoint.Nearest(point, _triangles[3 * t], _triangles[3 * t + 1], _triangles[3 * t + 2], _vertices);
                var d = Vector3.DistanceSquared(candidate.Of(_vertices), point);
                if (d >= distance) continue;
                distance = d;
                place = candidate;
            }
            return place;
        }

        /// <summary>Least squares for the amounts of a group of modes; bounded to the model's range and held to where they were for expressions.</summary>
        private double[] SolveModes(IReadOnlyList<Vector3[]> modes, Vector3[] targets, float hold, double[]? before)
        {
            var equations = new NormalEquations(modes.Count);
            var row = new float[modes.Count];
            Span<Vector3> axes = stackalloc Vector3[3];
            Span<float> trust = stackalloc float[3];
            for (var i = 0; i < targets.Length; i++)
            {
                if (_weights[i] == 0) continue;
                var here = _places[i].Of(_vertices);
                Directions(i, axes, trust);
                for (var axis = 0; axis < 3; axis++)
                {
                    // The equations are about whole amounts, so what the present amounts contribute is put back.
                    double value = Vector3.Dot(axes[axis], targets[i] - here);
                    for (var m = 0; m < row.Length; m++)
                    {
                        row[m] = Vector3.Dot(axes[axis], _places[i].Of(modes[m]));
                        value += row[m] * (before is null ? Identity[m] : before[m]);
                    }
                    equations.Add(row, value, _weights[i] * trust[axis]);
                }
            }
            for (var m = 0; m < row.Length; m++) equations.Hold(m, 0, hold);
            return before is null ? equations.Solve() : equations.SolveBounded(_model.ExpressionRange.Low, _model.ExpressionRange.High);
        }

        private void Directions(int landmark, Span<Vector3> axes, Span<float> trust)
        {
            if (!_slides[landmark])
            {
                (axes[0], axes[1], axes[2]) = (Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ);
                (trust[0], trust[1], trust[2]) = (1, 1, DepthTrust);
                return;
            }
            var normal = Vector3.Normalize(_places[landmark].Of(_normals));
            var side = Vector3.Normalize(Vector3.Cross(normal, MathF.Abs(normal.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX));
            (axes[0], axes[1], axes[2]) = (normal, side, Vector3.Cross(normal, side));
            (trust[0], trust[1], trust[2]) = (1 - (1 - DepthTrust) * normal.Z * normal.Z, Slide, Slide);
        }

        /// <summary>The points of the mesh, then those that the model names.</summary>
        private Vector3[] Targets(Vector3[] landmarks)
            => [.. landmarks.Take(FaceLandmarks.MeshCount), .. _model.Landmarks.Select(landmark => landmark.Tracked.Of(landmarks))];

        /// <summary>The model is linear in its coefficients while the jaw rests, so one evaluation for each gives the modes.</summary>
        private static Vector3[][] ModesOf(IHeadModel model, int count, bool identity)
        {
            var neutral = new Vector3[model.VertexCount];
            model.Evaluate([], [], Vector3.Zero, neutral);
            var modes = new Vector3[count][];
            Parallel.For(0, count, k =>
            {
                var amounts = new float[k + 1];
                amounts[k] = 1;
                var moved = new Vector3[model.VertexCount];
                if (identity) model.Evaluate(amounts, [], Vector3.Zero, moved);
                else model.Evaluate([], amounts, Vector3.Zero, moved);
                for (var i = 0; i < moved.Length; i++) moved[i] -= neutral[i];
                modes[k] = moved;
            });
            return modes;
        }

        private float[] Weights()
        {
            var weights = Enumerable.Repeat(0.4f, FaceLandmarks.MeshCount).ToArray();
            foreach (var index in FaceLandmarks.FaceOval) weights[index] = 0.25f;
            foreach (var index in FaceLandmarks.LeftEye[..32]) weights[index] = 1;
            foreach (var index in FaceLandmarks.RightEye[..32]) weights[index] = 1;
            foreach (var index in FaceLandmarks.Lips) weights[index] = 1;
            return [.. weights, .. _model.Landmarks.Select(landmark => landmark.Slides ? 0.25f : 3f)];
        }
    }
}
